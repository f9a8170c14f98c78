"""Control from outside, for the demo and for tests over HTTP: faults, clock, accounts, late listings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, Response, jsonify, request

from .errors import GoogleError
from .world import ADDON_SERVICE_ACCOUNT, OAUTH_CLIENT_ID, Account, World


def register(app: Flask, world: World) -> None:
    """Add the routes under /_simulator."""
    for add in (_state, _faults, _clock, _accounts, _tokens, _hands):
        add(app, world)


def _state(app: Flask, world: World) -> None:
    @app.get("/_simulator/state")
    def state() -> Response:
        """Who exists, how much they have, and how often each method was called."""
        with world.lock:
            people = [
                {
                    "id": a.id,
                    "email": a.email,
                    "name": a.name,
                    "company": a.company.name,
                    "customer": a.company.id,
                    "admin": a.admin,
                    "suspended": a.suspended,
                    "contacts": len(a.book.contacts),
                    "labels": [
                        {"name": x["name"], "members": x["memberCount"]} for x in world.hand(a.id).labels()
                    ],
                    "messages": len(a.mailbox.messages),
                }
                for a in world.people
            ]
            now = world.clock.now().isoformat()
            return jsonify({"now": now, "people": people, "calls": dict(world.calls)})


def _faults(app: Flask, world: World) -> None:
    @app.post("/_simulator/faults")
    def add_fault() -> tuple[Response, int] | Response:
        """`{"kind": "429", "path": "/v1/people*", "verb": "POST", "account": e-mail, "times": 1}`."""
        wanted: dict[str, Any] = request.get_json()
        try:
            with world.lock:
                if wanted.get("account"):
                    wanted["account"] = world.account(wanted["account"]).id
                world.faults.add(**wanted)
        except (KeyError, TypeError, ValueError) as error:
            return jsonify({"error": repr(error)}), 400
        return jsonify({"waiting": len(world.faults.waiting)})

    @app.delete("/_simulator/faults")
    def clear_faults() -> Response:
        """Nothing fails any more."""
        with world.lock:
            world.faults.clear()
        return jsonify({"waiting": 0})


def _clock(app: Flask, world: World) -> None:
    @app.post("/_simulator/clock")
    def move_clock() -> Response:
        """`{"seconds": 3600}` moves the clock forward."""
        with world.lock:
            world.clock.advance(timedelta(seconds=request.get_json()["seconds"]))
        return jsonify({"now": world.clock.now().isoformat()})


def _accounts(app: Flask, world: World) -> None:
    @app.post("/_simulator/accounts/<key>")
    def change_account(key: str) -> tuple[Response, int] | Response:
        """`{"suspended": true}`, `{"mail_on": false}`, `{"delay": 120, "held": true, "cap": 100, ...}`."""
        wanted: dict[str, Any] = request.get_json()
        try:
            with world.lock:
                account = world.account(key)
                for name, value in wanted.items():
                    _change(world, account, name, value)
        except (KeyError, AttributeError) as error:
            return jsonify({"error": repr(error)}), 400
        return jsonify({"account": account.email})


def _change(world: World, account: Account, name: str, value: Any) -> None:
    if name == "suspended":
        world.suspend(account.id, suspended=value)
    elif name == "delay":
        account.book.trouble.delay = timedelta(seconds=value)
    elif name in {"mail_on", "archived", "admin", "locale"}:
        setattr(account, name, value)
    else:
        setattr(account.book.trouble, name, value)


def _tokens(app: Flask, world: World) -> None:
    @app.post("/_simulator/tokens")
    def tokens() -> tuple[Response, int] | Response:
        """`{"account": e-mail, "audience": URL, "scopes": [...]}`: what the host sends with an event."""
        wanted: dict[str, Any] = request.get_json()
        try:
            with world.lock:
                account = world.account(wanted["account"])
                signed = world.tokens
                return jsonify(
                    {
                        "systemIdToken": signed.service_id_token(ADDON_SERVICE_ACCOUNT, wanted["audience"]),
                        "userIdToken": signed.user_id_token(account, OAUTH_CLIENT_ID),
                        "userOAuthToken": signed.issue(account.id, wanted.get("scopes", ())),
                    }
                )
        except KeyError as error:
            return jsonify({"error": repr(error)}), 400

    @app.post("/_simulator/service-tokens")
    def service_tokens() -> Response:
        """`{"serviceAccount": e-mail, "audience": URL}`: what Cloud Tasks sends with a task."""
        wanted: dict[str, Any] = request.get_json()
        with world.lock:
            token = world.tokens.service_id_token(wanted["serviceAccount"], wanted["audience"])
        return jsonify({"idToken": token})


def _hands(app: Flask, world: World) -> None:
    @app.post("/_simulator/people/<key>/<act>")
    def by_hand(key: str, act: str) -> tuple[Response, int] | Response:
        """Something a person does by hand: `{"args": [...], "kwargs": {...}}` for a method of `Hand`."""
        wanted: dict[str, Any] = request.get_json(silent=True) or {}
        try:
            if act.startswith("_"):
                raise AttributeError(act)  # noqa: TRY301 - refused as every other
            done = getattr(world.hand(key), act)(*wanted.get("args", ()), **wanted.get("kwargs", {}))
        except GoogleError as error:
            return jsonify(error.body()), error.code
        except (KeyError, AttributeError, TypeError) as error:
            return jsonify({"error": repr(error)}), 400
        return jsonify({"result": done})
