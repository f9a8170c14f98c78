"""Pages for whoever works on cards: every widget of the host, and every card that a service has.

A service may answer `GET /gallery/cards?language=…` with `{"language", "languages", "cards": {name: card}}`:
then the host draws them all, and says of each what Google would not take.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import requests
from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from .host import cards
from .site import Site

_CARDS = Path(__file__).with_name("gallery.json")
SECONDS = 30


def register(pages: Blueprint, site: Site) -> None:
    """Add the gallery to the simulator's pages."""

    @pages.get("/_simulator/gallery")
    def gallery() -> ResponseReturnValue:
        return render_template("gallery.html", settings=_settings(), names=list(_cards()))

    @pages.get("/_simulator/gallery/cards")
    def gallery_of_service() -> ResponseReturnValue:
        return render_template("gallery_cards.html", settings=_settings(), **_of_service(site))

    @pages.get("/_simulator/gallery/cards.json")
    def gallery_cards() -> ResponseReturnValue:
        return jsonify(_of_service(site)["cards"])

    @pages.post("/_simulator/gallery/open")
    def gallery_open() -> ResponseReturnValue:
        card = _cards()[request.get_json()["trigger"]]
        wrong = cards.problems(card)
        if wrong:
            return jsonify(error="\n".join(wrong))
        return jsonify(answer={"navigations": [{"pushCard": card}]})

    @pages.post("/_simulator/gallery/act")
    def gallery_act() -> ResponseReturnValue:
        return _act(request.get_json())

    @pages.post("/_simulator/gallery/suggest")
    def gallery_suggest() -> ResponseReturnValue:
        inputs = request.get_json()["formInputs"]
        typed = next(
            (value["stringInputs"]["value"][0] for value in inputs.values() if "stringInputs" in value), ""
        )
        return jsonify(
            answer={
                "items": [f"{typed}{end}" for end in ("@example.com", ".lee@example.com", ".wu@example.com")]
            }
        )

    @pages.post("/_simulator/gallery/consent")
    def gallery_consent() -> ResponseReturnValue:
        return jsonify(answer={})


def _settings() -> dict[str, Any]:
    return {
        "endpoint": "/_simulator/gallery",
        "name": "Gallery",
        "logo": "",
        "universalActions": [{"label": "Settings", "runFunction": "https://example.com/notify"}],
        "linkPrefixes": ["https://example.com/"],
    }


def _of_service(site: Site) -> dict[str, Any]:
    """What the service has in its gallery; 404 when it has none."""
    if not site.settings.service:
        abort(404)
    answer = requests.get(
        f"{site.settings.service}/gallery/cards",
        params={"language": request.args.get("language", "en")},
        timeout=SECONDS,
    )
    if answer.status_code != requests.codes.ok:
        abort(404)
    found: dict[str, Any] = answer.json()
    wrong = {name: problems for name, card in found["cards"].items() if (problems := cards.problems(card))}
    return found | {"wrong": wrong}


def _cards() -> dict[str, Any]:
    text = _CARDS.read_text(encoding="utf-8").replace("$HOST", request.host_url.rstrip("/"))
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _act(body: dict[str, Any]) -> ResponseReturnValue:
    what = body["function"].rsplit("/", 1)[-1]
    if what == "fail":
        return jsonify(error="POST https://example.com/fail\nHTTP 500")
    seen = json.dumps(
        {key: body.get(key) for key in ("formInputs", "parameters")}, ensure_ascii=False, sort_keys=True
    )
    card = {
        "name": what,
        "header": {"title": "What was sent", "subtitle": what},
        "sections": [
            {"widgets": [{"textParagraph": {"text": seen.replace("&", "&amp;").replace("<", "&lt;")}}]}
        ],
    }
    steps: dict[str, list[dict[str, Any]]] = {
        "push": [{"pushCard": card}],
        "pop": [{"pop": True}],
        "root": [{"popToRoot": True}],
        "update": [{"updateCard": _cards()["inputs"]}],
    }
    return jsonify(
        answer={"navigations": steps.get(what, []), "notification": seen if what == "notify" else ""}
    )
