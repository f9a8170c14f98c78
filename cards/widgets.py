"""The widgets that we use of Google's card format, and the JSON of each.

Every text that comes in is plain text; what leaves is escaped where Google reads HTML. Widgets that
Google marks as Chat-only (material icons, button types, placeholders) do not exist here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .actions import ACTIONS, Press
from .text import escaped, plain

Json = dict[str, Any]
UrlOf = Callable[[str], str]
"""Gives the full URL for a path of ours."""

SELECTION_LIMIT = 100
"""Google drops more items than this from a selection."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page to open. `url` is https, mailto or tel, or a path of our own service.

    `reload` makes the host load the add-on anew when the window is closed.
    """

    url: str
    reload: bool = False

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "mailto:", "tel:", "/")):
            raise ValueError("a link is https, mailto, tel or a path of ours")


@dataclass(frozen=True, slots=True)
class Icon:
    """One of Google's known icons, or a round picture by https; `alt` says it in words."""

    known: str = "PERSON"
    url: str = ""
    alt: str = ""

    def to_json(self) -> Json:
        if self.url.startswith("https://"):
            return {"iconUrl": self.url, "imageType": "CIRCLE", "altText": plain(self.alt)}
        return {"knownIcon": self.known, "altText": plain(self.alt)}


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `alt` for readers of the screen when the text alone would not say enough."""

    text: str
    to: Press | Link
    alt: str = ""
    disabled: bool = False
    primary: bool = False

    def to_json(self, url_of: UrlOf) -> Json:
        made: Json = {
            "text": plain(self.text),
            "altText": plain(self.alt or self.text),
            "onClick": on_click(self.to, url_of),
        }
        if self.disabled:
            made["disabled"] = True
        if self.primary:
            made["color"] = {"red": 0.102, "green": 0.451, "blue": 0.91, "alpha": 1.0}
        return made


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str

    def to_json(self, _url_of: UrlOf) -> Json:
        return {"textParagraph": {"text": escaped(self.text)}}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with a main text, small words above and below, and something to press."""

    text: str
    top: str = ""
    bottom: str = ""
    icon: Icon | None = None
    to: Press | Link | None = None
    button: Button | None = None
    strong: bool = False

    def to_json(self, url_of: UrlOf) -> Json:
        text = escaped(self.text)
        made: Json = {"text": f"<b>{text}</b>" if self.strong else text, "wrapText": True}
        if self.top:
            made["topLabel"] = plain(self.top)
        if self.bottom:
            made["bottomLabel"] = plain(self.bottom)
        if self.icon is not None:
            made["startIcon"] = self.icon.to_json()
        if self.to is not None:
            made["onClick"] = on_click(self.to, url_of)
        if self.button is not None:
            made["button"] = self.button.to_json(url_of)
        return {"decoratedText": made}


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line."""

    def to_json(self, _url_of: UrlOf) -> Json:
        return {"divider": {}}


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side."""

    buttons: tuple[Button, ...]

    def to_json(self, url_of: UrlOf) -> Json:
        return {"buttonList": {"buttons": [button.to_json(url_of) for button in self.buttons]}}


@dataclass(frozen=True, slots=True)
class TextInput:
    """A box to type into; `value` is kept exactly as it was typed.

    `suggest` is asked while she types, `on_change` when she is done. `takes` is TEXT, EMAIL or INTEGER:
    a phone shows other keys for each.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    lines: bool = False
    suggest: Press | None = None
    on_change: Press | None = None
    limit: int = 0
    takes: str = "TEXT"

    def to_json(self, url_of: UrlOf) -> Json:
        made: Json = {
            "name": self.name,
            "label": self.label,
            "type": "MULTIPLE_LINE" if self.lines else "SINGLE_LINE",
        }
        if self.hint:
            made["hintText"] = self.hint
        if self.value:
            made["value"] = self.value
        if self.suggest is not None:
            made["autoCompleteAction"] = call(self.suggest, url_of)
        if self.on_change is not None:
            made["onChangeAction"] = call(self.on_change, url_of)
        if self.limit or self.takes != "TEXT":
            limit = {"characterLimit": self.limit} if self.limit else {}
            made["validation"] = {**limit, "inputType": self.takes}
        return {"textInput": made}


@dataclass(frozen=True, slots=True)
class Option:
    """One item of a `Choice`."""

    value: str
    text: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Items to choose from: `kind` is RADIO_BUTTON, CHECK_BOX, SWITCH or DROPDOWN."""

    name: str
    label: str
    options: tuple[Option, ...]
    kind: str = "RADIO_BUTTON"
    on_change: Press | None = None

    def __post_init__(self) -> None:
        if len(self.options) > SELECTION_LIMIT:
            raise ValueError("a selection takes at most 100 items")

    def to_json(self, url_of: UrlOf) -> Json:
        made: Json = {
            "name": self.name,
            "label": self.label,
            "type": self.kind,
            "items": [
                {"text": plain(o.text), "value": o.value, "selected": o.selected} for o in self.options
            ],
        }
        if self.on_change is not None:
            made["onChangeAction"] = call(self.on_change, url_of)
        return {"selectionInput": made}


@dataclass(frozen=True, slots=True)
class DatePicker:
    """A date to pick; `day` is the one that is picked, as milliseconds since 1970 in UTC."""

    name: str
    label: str
    day: int | None = None

    def to_json(self, _url_of: UrlOf) -> Json:
        made: Json = {"name": self.name, "label": self.label, "type": "DATE_ONLY"}
        if self.day is not None:
            made["valueMsEpoch"] = str(self.day)
        return {"dateTimePicker": made}


Widget = Paragraph | Row | Divider | Buttons | TextInput | Choice | DatePicker


def on_click(to: Press | Link, url_of: UrlOf) -> Json:
    """The `onClick` of a button, row or image."""
    if isinstance(to, Press):
        return {"action": call(to, url_of)}
    opened: Json = {"url": url_of(to.url) if to.url.startswith("/") else to.url}
    if to.url.startswith(("https://", "/")):
        opened["openAs"] = "FULL_SIZE"
        opened["onClose"] = "RELOAD" if to.reload else "NOTHING"
    return {"openLink": opened}


def call(press: Press, url_of: UrlOf) -> Json:
    """Google's `Action`: the full URL of the handler, and the parameters as a list."""
    made: Json = {"function": url_of(ACTIONS[press.action].path)}
    parameters: Mapping[str, str] = press.parameters
    if parameters:
        made["parameters"] = [{"key": key, "value": value} for key, value in parameters.items()]
    return made
