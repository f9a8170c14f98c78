"""What a card must be before the host draws it.

Field names, kinds, enum words and "only one of" come from card_schema.json, which is generated from Google's
message types. The rest is the reference text of google.apps.card.v1. What that text reserves for Chat is
refused here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

CARD = "google.apps.card.v1.Card"
_NUMBERS = {"google.protobuf.FloatValue"}
_KNOWN_ICONS = frozenset(
    [
        "AIRPLANE",
        "BOOKMARK",
        "BUS",
        "CAR",
        "CLOCK",
        "CONFIRMATION_NUMBER_ICON",
        "DESCRIPTION",
        "DOLLAR",
        "EMAIL",
        "EVENT_SEAT",
        "FLIGHT_ARRIVAL",
        "FLIGHT_DEPARTURE",
        "HOTEL",
        "HOTEL_ROOM_TYPE",
        "INVITE",
        "MAP_PIN",
        "MEMBERSHIP",
        "MULTIPLE_PEOPLE",
        "PERSON",
        "PHONE",
        "RESTAURANT_ICON",
        "SHOPPING_CART",
        "STAR",
        "STORE",
        "TICKET",
        "TRAIN",
        "VIDEO_CAMERA",
        "VIDEO_PLAY",
    ]
)
_CHAT_ONLY = {
    ("Icon", "materialIcon"),
    ("Button", "type"),
    ("TextInput", "placeholderText"),
    ("TextParagraph", "textSyntax"),
    ("Action", "interaction"),
    ("Widget", "carousel"),
    ("SelectionInput", "externalDataSource"),
    ("SelectionInput", "platformDataSource"),
}
_REQUIRED = {
    "Card.CardHeader": ("title",),
    "Card.CardFixedFooter": ("primaryButton",),
    "Card.CardAction": ("actionLabel", "onClick"),
    "Button": ("onClick",),
    "TextInput": ("name",),
    "SelectionInput": ("name",),
    "DateTimePicker": ("name",),
    "DecoratedText": ("text",),
    "DecoratedText.SwitchControl": ("name",),
    "TextParagraph": ("text",),
    "Image": ("imageUrl",),
    "Action": ("function",),
    "Action.ActionParameter": ("key", "value"),
    "OpenLink": ("url",),
    "OverflowMenu": ("items",),
    "OverflowMenu.OverflowMenuItem": ("text", "onClick"),
    "Suggestions.SuggestionItem": ("text",),
}
_ONE_OF = {  # each must hold exactly one of these
    "Widget": frozenset(
        [
            "textParagraph",
            "image",
            "decoratedText",
            "buttonList",
            "textInput",
            "selectionInput",
            "dateTimePicker",
            "divider",
            "grid",
            "columns",
            "chipList",
        ]
    ),
    "OnClick": frozenset(["action", "openLink", "openDynamicLinkAction", "card", "overflowMenu"]),
    "Icon": frozenset({"knownIcon", "iconUrl"}),
    "Button": frozenset({"text", "icon"}),
}
MOST_ITEMS = 100
MOST_COLUMNS = 2


@cache
def schema() -> dict[str, Any]:
    """The generated types."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("card_schema.json").read_text())
    return loaded


def problems(card: Any) -> list[str]:
    """Why the host would not draw this card, each with the place; nothing when it would."""
    found: list[str] = []
    _message(card, CARD, "card", found)
    return found


def functions(card: Any) -> set[str]:
    """Every address that an action of the card calls."""
    if isinstance(card, dict):
        own = {card["function"]} if isinstance(card.get("function"), str) else set()
        return own.union(*(functions(value) for value in card.values()))
    if isinstance(card, list):
        return set().union(*(functions(value) for value in card))
    return set()


def _message(value: Any, kind: str, place: str, found: list[str]) -> None:
    if not isinstance(value, dict):
        found.append(f"{place}: must be an object")
        return
    name = kind.removeprefix("google.apps.card.v1.")
    fields = schema()[kind]["fields"]
    oneofs: dict[str, str] = {}
    for key, part in value.items():
        field = fields.get(key)
        if field is None:
            found.append(f"{place}.{key}: no such field of {name}")
            continue
        if (name, key) in _CHAT_ONLY:
            found.append(f"{place}.{key}: Google Chat only")
        group = field.get("oneof")
        if group is not None and group in oneofs:
            found.append(f"{place}: {oneofs[group]} and {key} exclude each other")
        if group is not None:
            oneofs[group] = key
        _field(part, field, f"{place}.{key}", found)
    missing = [key for key in _REQUIRED.get(name, ()) if value.get(key) in (None, "", [], {})]
    found += [f"{place}: {name} needs {key}" for key in missing]
    if name in _ONE_OF and not _ONE_OF[name] & value.keys():
        found.append(f"{place}: {name} needs one of {', '.join(sorted(_ONE_OF[name]))}")
    _rules(name, value, place, found)


def _field(part: Any, field: dict[str, Any], place: str, found: list[str]) -> None:
    if field.get("list"):
        if not isinstance(part, list):
            found.append(f"{place}: must be a list")
            return
        for index, one in enumerate(part):
            _single(one, field["type"], f"{place}[{index}]", found)
    else:
        _single(part, field["type"], place, found)


def _single(part: Any, kind: str, place: str, found: list[str]) -> None:
    if kind == "string":
        good = isinstance(part, str)
    elif kind == "bool":
        good = isinstance(part, bool)
    elif kind == "int":  # 64-bit numbers are strings in proto JSON
        good = (isinstance(part, int) and not isinstance(part, bool)) or (
            isinstance(part, str) and re.fullmatch(r"-?\d+", part) is not None
        )
    elif kind == "number" or kind in _NUMBERS:
        good = isinstance(part, int | float) and not isinstance(part, bool)
    elif isinstance(schema()[kind], list):
        good = part in schema()[kind]
    else:
        _message(part, kind, place, found)
        return
    if not good:
        found.append(f"{place}: not a value of {kind}")


def _rules(name: str, value: dict[str, Any], place: str, found: list[str]) -> None:
    if name == "TextInput" and not (value.get("label") or value.get("hintText")):
        found.append(f"{place}: TextInput needs label or hintText")
    if name == "Icon" and "knownIcon" in value and value["knownIcon"] not in _KNOWN_ICONS:
        found.append(f"{place}: there is no knownIcon {value['knownIcon']}")
    if name == "SelectionInput" and len(value.get("items") or ()) > MOST_ITEMS:
        found.append(f"{place}: more than {MOST_ITEMS} items")
    if name == "Columns" and len(value.get("columnItems") or ()) > MOST_COLUMNS:
        found.append(f"{place}: more than {MOST_COLUMNS} columns")
    if name == "OpenLink" and isinstance(value.get("url"), str) and not link_allowed(value["url"]):
        found.append(f"{place}: the address must be https, mailto or tel")
    if name == "Action" and isinstance(value.get("function"), str) and not web_address(value["function"]):
        found.append(f"{place}: the function of an HTTP add-on is a full https address")
    for key in ("imageUrl", "iconUrl", "imageUri", "startIconUri"):
        address = value.get(key)
        if isinstance(address, str) and address and not web_address(address):
            found.append(f"{place}.{key}: must be an https address")


def web_address(address: str) -> bool:
    """Whether Google would fetch it: https, or plain http on this machine, where the demo lives."""
    return address.startswith(("https://", "http://localhost:", "http://127.0.0.1:", "http://localhost/"))


def link_allowed(address: str) -> bool:
    """Whether a link of a card may lead there at all."""
    return web_address(address) or address.startswith(("mailto:", "tel:"))
