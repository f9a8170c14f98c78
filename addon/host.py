"""Serving the Workspace host: token, event, caller, handler, answer; and the one error path.

Order matters. The bearer is looked at first and without the body, so that a stranger costs nothing
and learns nothing; then the body has to be JSON (400), then its user token has to be good (401), and
only then is the event read (400) and the handler asked. From there on everything is a card.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from flask import Response, request

from cards import error as error_cards
from cards.actions import IDENTITY, SUFFICES, Action, Kind
from cards.responses import Answer, ScopesWanted, failure, fits, to_json
from cards.text import Words
from services import callers
from services.core.caller import Claims
from services.core.refusals import Refusal
from services.deps import Deps
from services.ports import PortError

from . import errors, ids, log, parsing
from .events import CallbackEvent, Event
from .parsing import Malformed
from .wiring import Service
from .words import words_for

Handler = Callable[..., Answer]
"""`handler(event, caller, words, *, deps) -> Answer`; the event is of the type of its action."""


def serve(service: Service, action: Action, handler: Handler) -> Response:
    """Answer one call of the host; raises `HttpRefusal` for what is no call of the host."""
    begun = monotonic()
    service.gate.host(request.headers, action.path)
    try:
        body = parsing.parse_body(request.get_data(cache=False))
        claims = _claims(service, body)
        if claims is None:
            log.line("event", action=action.name, outcome="scopes-wanted")
            return _response(service, ScopesWanted((IDENTITY,)))
        event = parsing.trigger(body) if action.kind is Kind.TRIGGER else parsing.callback(body)
    except Malformed as problem:
        raise errors.bad_request(str(problem)) from None
    words = words_for(event.locale, event.zone)
    calls = service.calls()
    answer, outcome = _answer(action, handler, event, claims, words, service.deps)
    log.line(
        "event",
        action=action.name,
        who=claims.sub,
        label=_label_of(event),
        outcome=outcome,
        ms=round(1000 * (monotonic() - begun)),
        calls=service.calls() - calls,
    )
    return _response(service, answer)


def _response(service: Service, answer: Answer) -> Response:
    shown = json.dumps(to_json(answer, service.settings.base_url), ensure_ascii=False, separators=(",", ":"))
    return Response(shown, mimetype="application/json")


def _claims(service: Service, body: Mapping[str, Any]) -> Claims | None:
    """Who asks; None when she has not let Google say so, and is to be asked for that.

    Google lets people untick single permissions. Without the one for her address the host sends no user
    token, or one without an address: nothing is wrong with either, and nothing is told or done for them.
    Raises `HttpRefusal` for every other token.
    """
    token = parsing.user_token(body)
    granted = parsing.granted(body)
    withheld = granted is not None and IDENTITY not in granted
    if withheld and not token:
        return None
    try:
        return service.gate.user(token)
    except errors.HttpRefusal as refusal:
        if withheld and refusal.reason in {"token-unverified-email", "token-email"}:
            return None
        raise


def _answer(
    action: Action, handler: Handler, event: Event, claims: Claims, words: Words, deps: Deps
) -> tuple[Answer, str]:
    """The answer and what became of the wish, as a word for the log."""
    try:
        if isinstance(event, CallbackEvent):
            ids.check(event.parameters)
        wanted = _wanted(action, event)
        if wanted:
            return ScopesWanted(wanted), "scopes-wanted"
        caller = callers.resolve(claims, locale=event.locale, zone=event.zone, deps=deps)
        if caller.language:
            words = words_for(caller.language, event.zone)
        answer = handler(event, caller, words, deps=deps)
        _check(answer, action)
    except Refusal as refusal:
        return failure(action.kind, error_cards.refusal_card(refusal, words)), refusal.code
    except PortError as trouble:
        # Not one that a use case expects and turns into a state: the caller's own account, or Google.
        log.warn("event refused", action=action.name, why=type(trouble).__name__)
        card = error_cards.refusal_card(callers.not_ready(trouble.fault, deps=deps), words)
        return failure(action.kind, card), trouble.fault.value
    except Exception as problem:  # noqa: BLE001 - the host shows a bare error for anything but 200
        incident = errors.new_incident("event failed", problem)
        return failure(action.kind, error_cards.incident_card(incident, words)), "failed"
    return answer, "done"


def _wanted(action: Action, event: Event) -> tuple[str, ...]:
    """What the action needs and the user has not granted; an event that does not say grants all.

    Once she has, Google repeats the call: whatever has scopes can be done twice.
    """
    if event.scopes is None:
        return ()
    granted = event.scopes
    return tuple(
        scope
        for scope in action.scopes
        if scope not in granted and granted.isdisjoint(SUFFICES.get(scope, frozenset()))
    )


def _check(answer: Answer, action: Action) -> None:
    """A handler's mistake is an incident, not an answer that the host cannot read."""
    if not fits(answer, action.kind):
        raise TypeError(f"{action.name} is answered with {type(answer).__name__}")


def _label_of(event: Event) -> str:
    """The label's id for the log: what cannot be an id is not written down."""
    label = event.parameter("label") if isinstance(event, CallbackEvent) else ""
    return label if ids.possible(label) else ""
