"""Addresses that got nothing, and why, on every card of a share."""

from __future__ import annotations

from services.core.facts import RefusedAddress

from .chrome import Line
from .text import Words, one_line

SHOWN = 30
"""People, and refused addresses, that one card lists; the rest is counted."""


def refused_why(address: RefusedAddress, words: Words) -> str:
    """Why an address of the share form cannot be shared with."""
    match address.why:
        case "malformed":
            return words.gettext("This is not an e-mail address.")
        case "self":
            return words.gettext("That is you.")
        case "owner":
            return words.gettext("This person owns the label.")
        case "unknown":
            return words.gettext("Nobody in your company has this address.")
        case "suspended":
            return words.gettext("This account is suspended.")
        case "outside":
            return words.gettext("This address is outside your company.")
        case "other-domain":
            return words.gettext("The admins of your company do not allow sharing with this domain.")
        case "groups-need-admin":
            return words.gettext(
                "Nobody has this address. If it is a Google Group: an admin of your company has to open "
                "Shared Labels once before labels can be shared with groups."
            )
        case "group-too-large":
            return words.gettext("This group has more than 5,000 people.")
        case "empty-group":
            return words.gettext("Nobody of your company is in this group.")
        case "too-many":
            return words.gettext("Too many at once. Share with these in a second go.")
        case "higher":
            return words.gettext("Their level is above yours, or you asked for more than yours.")
        case "same":
            return words.gettext("Has this level already.")
        case _:
            return words.gettext("Cannot be shared with.")


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
