"""What has to hold for every card that leaves us, whoever made it: Google's own rules and ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from google.apps import card_v1
from google.protobuf import json_format

TAGS = frozenset({"b", "br"})
"""The markup that we write ourselves."""

HTML_FIELDS = frozenset({"textParagraph.text", "decoratedText.text", "section.header"})


def strictly_parsed(card: Mapping[str, Any]) -> None:
    """Raises when Google's own message would not take the card."""
    json_format.ParseDict(card, card_v1.Card.pb(card_v1.Card()), ignore_unknown_fields=False)


def complaints(card: Mapping[str, Any], base_url: str) -> list[str]:
    """Everything that is wrong with a card, in words."""
    return [
        *_sizes(card),
        *(f"{path}: {said}" for path, node in _nodes(card, "card") for said in _node(path, node, base_url)),
    ]


def _sizes(card: Mapping[str, Any]) -> Iterator[str]:
    sections = card["sections"]
    if not card["header"].get("title"):
        yield "the header has no title"
    if len(sections) > 100 or sum(len(section["widgets"]) for section in sections) > 100:
        yield "more than 100 widgets or sections"
    if not sections:
        yield "no section"
    if any(not section["widgets"] for section in sections):
        yield "a section without widgets"
    footer = card.get("fixedFooter")
    if footer is not None and "primaryButton" not in footer:
        yield "a footer without primary button"
    names = [node["name"] for _, node in _nodes(sections, "sections") if "name" in node and "label" in node]
    if len(names) != len(set(names)):
        yield "two inputs of one name"


def _nodes(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
        for key, child in value.items():
            yield from _nodes(child, f"{path}.{key}")
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _nodes(child, f"{path}[{number}]")


def _node(path: str, node: Mapping[str, Any], base_url: str) -> Iterator[str]:  # noqa: C901, PLR0912 - one rule a line
    last = re.sub(r"\[\d+\]", "", path).rsplit(".", 1)[-1]
    for key, value in node.items():
        if isinstance(value, str):
            yield from _text(last, key, value)
    match last:
        case "textInput":
            if not (node.get("label") or node.get("hintText")):
                yield "an input without label"
        case "selectionInput":
            if not node.get("label") or len(node["items"]) > 100:
                yield "a selection without label or with too many items"
            if node["type"] == "RADIO_BUTTON" and sum(i["selected"] for i in node["items"]) != 1:
                yield "radio buttons without exactly one chosen"
        case "buttons" | "primaryButton" | "secondaryButton" | "button":
            if not node.get("altText") or not node.get("text"):
                yield "a button without words"
        case "startIcon":
            if not node.get("altText"):
                yield "an icon without words"
        case "action":
            if not node["function"].startswith(f"{base_url}/addon/") or "?" in node["function"]:
                yield f"an action that leads to {node['function']}"
            if not all(isinstance(p["value"], str) for p in node.get("parameters", ())):
                yield "a parameter that is not text"
        case "openLink":
            if not re.match(r"(https://|mailto:|tel:)", node["url"]):
                yield f"a link to {node['url']}"
        case _:
            pass
    for key in ("iconUrl", "imageUrl"):
        if key in node and not node[key].startswith("https://"):
            yield "a picture without https"


def _text(kind: str, key: str, value: str) -> Iterator[str]:
    if key in {"text", "title", "header", "label", "topLabel"} and not value.strip():
        yield f"an empty {key}"
    if re.search(r"\{\w*\}", value):
        yield f"a gap that was not filled in {key}"
    if f"{'section' if kind == 'sections' else kind}.{key}" in HTML_FIELDS:
        foreign = _Tags.of(value) - TAGS
        if foreign:
            yield f"markup {sorted(foreign)} in {key}"
    elif key in {"topLabel", "bottomLabel", "title", "subtitle"} and "<" in value:
        yield f"an angle bracket in {key}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.found.add(tag)

    @classmethod
    def of(cls, text: str) -> set[str]:
        reader = cls()
        reader.feed(text)
        reader.close()
        return reader.found
