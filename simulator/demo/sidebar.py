"""One person's sidebar without a screen: cards on a stack, inputs filled in, buttons pressed.

It does what Google's host does with the add-on, and nothing else: it starts at the homepage trigger of
the deployment, follows the addresses that it finds in the cards, and brings back typed inputs and the
parameters of what was pressed. An answer that is not of Google's documented form is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from simulator.ui.host import events
from simulator.ui.host.answers import Answer, Kind
from simulator.ui.host.call import Caller

Json = dict[str, Any]
Tokens = Callable[[str], events.Tokens]
"""The address of the function that will be called in, what the event has to carry out."""


class NotThere(Exception):
    """The card does not show what was to be pressed or filled in."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose sidebar it is."""

    email: str
    locale: str = "en"
    zone: str = "America/New_York"


@dataclass
class Sidebar:
    """`cards` is the stack as the host keeps it, the shown one last; `said` the last notification."""

    visitor: Visitor
    caller: Caller
    tokens: Tokens
    cards: list[Json] = field(default_factory=list)
    said: str = ""
    _typed: dict[str, list[str]] = field(default_factory=dict)

    def open(self) -> None:
        """Open the add-on: the homepage trigger of Gmail."""
        self.cards.clear()
        self._call(self.caller.deployment.gmail.homepage, "trigger", None, None)

    @property
    def card(self) -> Json:
        """The card that is shown."""
        return self.cards[-1]

    @property
    def lines(self) -> list[str]:
        """Every text on the card, from the top, without markup."""
        return [plain(text) for text in _texts(self.card)]

    def line(self, pattern: str) -> str:
        """The first text that matches. Raises `NotThere`."""
        for text in self.lines:
            if re.search(pattern, text):
                return text
        message = f"no line like {pattern!r}: {self.lines}"
        raise NotThere(message)

    def row(self, text: str) -> list[str]:
        """All texts of the widget that has `text` in it. Raises `NotThere`."""
        for widget in _widgets(self.card):
            texts = [plain(one) for one in _texts(widget)]
            if any(text in one for one in texts):
                return texts
        message = f"no row with {text!r}: {self.lines}"
        raise NotThere(message)

    def type(self, name: str, text: str) -> None:
        """Fill in a text input. Raises `NotThere`."""
        self._input(name)
        self._typed[name] = [text] if text else []

    def choose(self, name: str, value: str) -> None:
        """Choose an item of a selection. Raises `NotThere`."""
        widget = self._input(name)
        if value not in [item["value"] for item in widget["items"]]:
            message = f"{name} does not offer {value!r}"
            raise NotThere(message)
        self._typed[name] = [value]

    def suggest(self, name: str, text: str) -> tuple[str, ...]:
        """Type into an input and read what it suggests."""
        action = self._input(name)["autoCompleteAction"]
        self._typed[name] = [text]
        return self._press(action, "suggest").items

    def press(self, text: str, beside: str = "") -> Answer:
        """Press the button, or the row, that says `text`, and `beside` somewhere. Raises `NotThere`."""
        for widget in _pressable(self.card):
            texts = [plain(one) for one in _own_texts(widget)]
            if text in texts and beside in " ".join(texts):
                return self._press(widget["onClick"]["action"], "callback")
        message = f"nothing to press says {text!r}: {self.lines}"
        raise NotThere(message)

    def _input(self, name: str) -> Json:
        for widget in _widgets(self.card):
            for kind in ("textInput", "selectionInput"):
                if widget.get(kind, {}).get("name") == name:
                    found: Json = widget[kind]
                    return found
        message = f"no input {name!r}: {self.lines}"
        raise NotThere(message)

    def _inputs(self) -> dict[str, Any]:
        """What the host would send: shown values, then what was typed; an empty input is absent."""
        values: dict[str, list[str]] = {}
        for widget in _widgets(self.card):
            text, choice = widget.get("textInput"), widget.get("selectionInput")
            if text:
                values[text["name"]] = [text["value"]] if text.get("value") else []
            if choice:
                values[choice["name"]] = [one["value"] for one in choice["items"] if one.get("selected")]
        values |= {name: typed for name, typed in self._typed.items() if name in values}
        return {name: {"stringInputs": {"value": value}} for name, value in values.items() if value}

    def _press(self, action: Mapping[str, Any], kind: Kind) -> Answer:
        return self._call(
            action["function"], kind, self._inputs(), events.parameter_map(action.get("parameters", ()))
        )

    def _call(
        self,
        function: str,
        kind: Kind,
        inputs: Mapping[str, Any] | None,
        parameters: Mapping[str, str] | None,
    ) -> Answer:
        body = events.event(
            self.visitor,
            self.tokens(function),
            events.Place("GMAIL"),
            now=datetime.now(UTC),
            locale_from_app=self.caller.deployment.locale_from_app,
            form_inputs=inputs,
            parameters=parameters,
        )
        answer = self.caller.call(function, body, kind).answer
        for step in answer.navigations:
            self._go(step)
        self.said = answer.notification
        return answer

    def _go(self, step: Mapping[str, Any]) -> None:
        """One navigation, as the host carries it out."""
        match step:
            case {"pushCard": card}:
                self.cards.append(card)
            case {"updateCard": card}:
                self.cards[-1:] = [card]
            case {"popToRoot": True}:
                del self.cards[1:]
            case {"popToCard": name}:
                while len(self.cards) > 1 and self.card.get("name") != name:
                    self.cards.pop()
            case _ if len(self.cards) > 1:
                self.cards.pop()
        self._typed.clear()


def plain(text: str) -> str:
    """The text as a person reads it: no tags, no entities."""
    return html.unescape(re.sub(r"<[^>]*>", "", text.replace("<br>", "\n")))


def _widgets(card: Json) -> Iterator[Json]:
    for section in card.get("sections", ()):
        yield from section.get("widgets", ())


def _texts(part: Any) -> Iterator[str]:
    """Texts in the order in which they are shown: header, what stands above, text, what stands below."""
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for key in ("title", "subtitle", "header", "topLabel", "label", "text", "value", "bottomLabel"):
            if isinstance(part.get(key), str):
                yield part[key]
        for key, one in part.items():
            if key not in {"onClick", "parameters", "items", "autoCompleteAction"} and isinstance(
                one, dict | list
            ):
                yield from _texts(one)


def _own_texts(widget: Json) -> Iterator[str]:
    for key in ("text", "topLabel", "bottomLabel"):
        if isinstance(widget.get(key), str):
            yield widget[key]


def _pressable(part: Any) -> Iterator[Json]:
    """Everything with an action, buttons of the footer first: they are always on the screen."""
    if isinstance(part, list):
        for one in part:
            yield from _pressable(one)
    elif isinstance(part, dict):
        if "action" in part.get("onClick", {}):
            yield part
        for key in sorted(part, key=lambda key: key != "fixedFooter"):
            yield from _pressable(part[key])
