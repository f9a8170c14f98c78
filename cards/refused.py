"""Addresses that got nothing, and why, on every card of a share."""

from __future__ import annotations

from services.core.facts import RefusedAddress

from .chrome import Line
from .states import refused_why
from .text import Words, one_line

SHOWN = 30
"""People, and refused addresses, that one card lists; the rest is counted."""


def refused_heading(refused: tuple[RefusedAddress, ...], words: Words) -> str:
    """How many addresses were refused; empty when none was."""
    if not refused:
        return ""
    return words.ngettext("{n} address is left out", "{n} addresses are left out", len(refused))


def refused_lines(refused: tuple[RefusedAddress, ...], words: Words) -> tuple[Line, ...]:
    """Each refused address and why, as many as a card lists."""
    lines = [
        Line(
            one_line(address.typed) or "-",
            bottom=refused_why(address, words),
            icon="EMAIL",
            alt=words.gettext("Left out"),
        )
        for address in refused[:SHOWN]
    ]
    return (*lines, *and_more(len(refused) - SHOWN, words))


def and_more(hidden: int, words: Words) -> tuple[Line, ...]:
    """How many were left out of a list; nothing when all are there."""
    if hidden <= 0:
        return ()
    return (Line(words.ngettext("and {n} more", "and {n} more", hidden)),)
