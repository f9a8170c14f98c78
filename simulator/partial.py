"""Partial answers: the `fields` parameter that every Google API takes, such as `users(id,name/fullName)`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .errors import invalid

Tree = dict[str, "Tree"]

_WORDS = re.compile(r"[A-Za-z0-9_\-*@.]+|[(),/]")
_EVERYTHING = "*"


def cut(body: dict[str, Any], fields: str) -> dict[str, Any]:
    """Only what `fields` names. Raises GoogleError (400) for what cannot be read."""
    found: dict[str, Any] = _cut(body, parse(fields))
    return found


@lru_cache(maxsize=256)
def parse(fields: str) -> Tree:
    """`a,b/c,d(e,f)` as a tree. Raises GoogleError (400)."""
    words = _WORDS.findall(fields)
    if "".join(words) != "".join(fields.split()) or not words:
        raise invalid(f"Invalid field selection {fields}")
    tree, rest = _list(words)
    if rest:
        raise invalid(f"Invalid field selection {fields}")
    return tree


def _list(words: list[str]) -> tuple[Tree, list[str]]:
    tree: Tree = {}
    while True:
        name, words = _name(words)
        inner: Tree = {}
        if words[:1] == ["/"]:
            inner, words = _path(words[1:])
        elif words[:1] == ["("]:
            inner, words = _list(words[1:])
            if words[:1] != [")"]:
                raise invalid("Invalid field selection: unbalanced parentheses")
            words = words[1:]
        tree[name] = _joined(tree[name], inner) if name in tree else inner
        if words[:1] != [","]:
            return tree, words
        words = words[1:]


def _path(words: list[str]) -> tuple[Tree, list[str]]:
    """What follows a slash: one name, with its own slash or parentheses."""
    name, words = _name(words)
    if words[:1] == ["/"]:
        inner, words = _path(words[1:])
        return {name: inner}, words
    if words[:1] == ["("]:
        inner, words = _list(words[1:])
        if words[:1] != [")"]:
            raise invalid("Invalid field selection: unbalanced parentheses")
        return {name: inner}, words[1:]
    return {name: {}}, words


def _name(words: list[str]) -> tuple[str, list[str]]:
    if not words or words[0] in {"(", ")", ",", "/"}:
        raise invalid("Invalid field selection")
    return words[0], words[1:]


def _joined(first: Tree, second: Tree) -> Tree:
    """Both of two selections below one name; an empty one is everything."""
    if not first or not second:
        return {}
    names = first.keys() | second.keys()
    return {n: _joined(first.get(n, second.get(n, {})), second.get(n, first.get(n, {}))) for n in names}


def _cut(value: Any, tree: Tree) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_cut(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _cut(inner, tree.get(name, tree.get(_EVERYTHING, {})))
        for name, inner in value.items()
        if name in tree or _EVERYTHING in tree
    }
