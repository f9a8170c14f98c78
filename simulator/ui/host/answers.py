"""What the service may answer, and what of it the page needs.

Stricter than the real host where Google's own samples stray from the documented form: what passes here is
the documented form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from . import cards

Kind = Literal["trigger", "callback", "suggest"]
_NAVIGATIONS = frozenset({"pushCard", "updateCard", "pop", "popToRoot", "popToCard"})
_SCOPES = ("requesting_google_scopes", "requestingGoogleScopes")
_PROMPTS = ("custom_authorization_prompt", "customAuthorizationPrompt")


@dataclass(slots=True)
class Refused(Exception):
    """The host shows its error card; `reason` says what was wrong."""

    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that passed."""

    navigations: tuple[Mapping[str, Any], ...] = ()
    notification: str = ""
    link: Mapping[str, Any] | None = None
    host_action: Mapping[str, Any] | None = None
    items: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    prompt: Mapping[str, Any] | None = None
    changed: bool = False

    def json(self) -> dict[str, Any]:
        """For the page's script; empty parts are left out."""
        parts: dict[str, Any] = {
            "navigations": list(self.navigations),
            "notification": self.notification,
            "link": self.link,
            "hostAppAction": self.host_action,
            "items": list(self.items),
            "scopes": list(self.scopes),
            "prompt": self.prompt,
        }
        return {key: part for key, part in parts.items() if part}


@dataclass(slots=True)
class _Reader:
    """Walks one answer and collects everything that is wrong with it."""

    wrong: list[str] = field(default_factory=list)

    def keys(self, value: Any, allowed: frozenset[str], place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.wrong.append(f"{place}: must be an object")
            return {}
        self.wrong += [f"{place}: no field {key}" for key in sorted(value.keys() - allowed)]
        return value

    def navigation(self, value: Any, place: str) -> Mapping[str, Any]:
        step = self.keys(value, _NAVIGATIONS, place)
        if len(step) != 1:
            self.wrong.append(f"{place}: exactly one navigation, not {len(step)}")
        for key in ("pushCard", "updateCard"):
            if key in step:
                self.wrong += [f"{place}: {problem}" for problem in cards.problems(step[key])]
        for key in ("pop", "popToRoot"):
            if key in step and step[key] is not True:
                self.wrong.append(f"{place}.{key}: must be true")
        return step

    def action(self, value: Any, place: str, allowed: frozenset[str]) -> Answer:
        action = self.keys(value, allowed, place)
        steps = action.get("navigations", [])
        if not isinstance(steps, list):
            self.wrong.append(f"{place}.navigations: must be a list")
            steps = []
        navigations = tuple(
            self.navigation(step, f"{place}.navigations[{i}]") for i, step in enumerate(steps)
        )
        notification = self.keys(action.get("notification", {}), frozenset({"text"}), f"{place}.notification")
        if "notification" in action and not isinstance(notification.get("text"), str):
            self.wrong.append(f"{place}.notification: needs text")
        link = action.get("link")
        if link is not None:
            link = self.keys(link, frozenset({"url", "openAs", "onClose"}), f"{place}.link")
            if not cards.link_allowed(str(link.get("url", ""))):
                self.wrong.append(f"{place}.link: the address must be https, mailto or tel")
        return Answer(navigations, notification.get("text", ""), link)


def read(value: Any, kind: Kind, *, scopes: frozenset[str]) -> Answer:
    """Check the body of an answer to a trigger, callback or autocompletion.

    `scopes` are those of the deployment. Raises `Refused`.
    """
    reader = _Reader()
    if not isinstance(value, dict):
        raise Refused("the answer must be a JSON object")
    answer = _authorization(value, reader, scopes)
    if answer is None and kind == "suggest":
        answer = _suggestions(value, reader)
    elif answer is None and kind == "trigger":
        body = reader.keys(value, frozenset({"action"}), "answer")
        answer = reader.action(body.get("action"), "action", frozenset({"navigations"}))
        if not any("pushCard" in step for step in answer.navigations):
            reader.wrong.append("a trigger is answered with a pushCard")
    elif answer is None:
        answer = _callback(value, reader)
    if reader.wrong:
        raise Refused("\n".join(reader.wrong[:20]))
    return answer


def _authorization(value: dict[str, Any], reader: _Reader, scopes: frozenset[str]) -> Answer | None:
    for key in _SCOPES:
        if key in value:
            body = reader.keys(value[key], frozenset({"scopes", "all_scopes", "allScopes"}), key)
            asked = tuple(body.get("scopes", ()))
            if bool(asked) == bool(body.get("all_scopes") or body.get("allScopes")):
                reader.wrong.append(f"{key}: either scopes or all_scopes")
            reader.wrong += [
                f"{key}: {scope} is not in the deployment" for scope in asked if scope not in scopes
            ]
            return Answer(scopes=asked or tuple(sorted(scopes)))
    for key in _PROMPTS:
        if key in value:
            body = reader.keys(value[key], frozenset({"action"}), key)
            inner = reader.action(body.get("action"), key, frozenset({"navigations"}))
            card = next((step["pushCard"] for step in inner.navigations if "pushCard" in step), None)
            return Answer(prompt=card)
    return None


def _suggestions(value: dict[str, Any], reader: _Reader) -> Answer:
    body = reader.keys(value, frozenset({"autoComplete"}), "answer")
    inner = reader.keys(body.get("autoComplete"), frozenset({"items"}), "autoComplete")
    items = inner.get("items", [])
    if not isinstance(items, list) or not all(
        isinstance(one, dict) and isinstance(one.get("text"), str) for one in items
    ):
        reader.wrong.append("autoComplete.items: a list of {text}")
        items = []
    return Answer(items=tuple(one["text"] for one in items))


def _callback(value: dict[str, Any], reader: _Reader) -> Answer:
    body = reader.keys(value, frozenset({"renderActions", "stateChanged"}), "answer")
    changed = body.get("stateChanged", False)
    if not isinstance(changed, bool):
        reader.wrong.append("stateChanged: must be true or false")
    if "renderActions" not in body:
        reader.wrong.append("a callback is answered with renderActions")
        return Answer()
    render = reader.keys(body["renderActions"], frozenset({"action", "hostAppAction"}), "renderActions")
    allowed = frozenset({"navigations", "notification", "link"})
    answer = reader.action(render.get("action", {}), "renderActions.action", allowed)
    host = render.get("hostAppAction")
    if host is not None:
        host = reader.keys(host, frozenset({"gmailAction", "calendarAction"}), "hostAppAction")
    return Answer(answer.navigations, answer.notification, answer.link, host, changed=bool(changed))
