"""Charts as shapes that a template draws: SVG without style, and a table that says the same.

Widths and heights are attributes; colours come from the style sheet by class, so that they follow light
and dark. Whoever cannot see a chart has the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.text import Words

WIDTH = 600
"""Units across; the page stretches it."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a whole; `kind` is the class that colours it."""

    name: str
    count: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a chart, and the row of its table."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in words and rectangles; without pieces there is nothing to show."""

    title: str
    width: int
    height: int
    pieces: tuple[Piece, ...]
    said: str = ""


def bar(slices: Sequence[Slice], title: str, words: Words) -> Chart:
    """One bar cut in proportion."""
    whole = sum(one.count for one in slices)
    pieces = []
    x = 0.0
    for one in slices:
        width = WIDTH * one.count / whole
        pieces.append(
            Piece(
                round(x, 2), 0, round(max(width - 2, 1), 2), 24, one.kind, one.name, words.number(one.count)
            )
        )
        x += width
    said = words.names(f"{one.name}: {words.number(one.count)}" for one in slices)
    return Chart(title, WIDTH, 24, tuple(pieces), said)


def columns(days: Sequence[tuple[date, str, int]], title: str, words: Words) -> Chart:
    """One column a day: (day, its name, count)."""
    most = max((count for _, _, count in days), default=0)
    step = WIDTH / max(len(days), 1)
    high = 80
    pieces = tuple(
        Piece(
            x=round(at * step + 2, 2),
            y=round(high - _height(count, most, high), 2),
            width=round(step - 4, 2),
            height=_height(count, most, high),
            kind="busy" if count else "calm",
            name=name,
            count=words.number(count),
        )
        for at, (_, name, count) in enumerate(days)
    )
    total = sum(count for _, _, count in days)
    if not total:
        pieces = ()
    said = words.ngettext("{n} change in these days", "{n} changes in these days", total)
    return Chart(title, WIDTH, high, pieces, said)


def _height(count: int, most: int, high: int) -> float:
    """At least a line, so that a quiet day is seen to be one."""
    return round(max(high * count / most, 4), 2) if count else 2
