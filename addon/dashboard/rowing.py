"""Fields of a contact as pages show them: all of them, each with what it is and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cards.entries import entry_text
from cards.fields import field_name
from cards.kinds import type_name
from cards.text import Words

_LINK_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: what it is, its text, and a link ('' none) that calls, writes or opens."""

    name: str
    text: str
    link: str = ""


def field_lines(rows: Iterable[tuple[str, str, str, str]], words: Words) -> tuple[FieldLine, ...]:
    """Rows of facts in words."""
    return tuple(
        FieldLine(
            words.gettext("{field} · {kind}", field=field_name(name, words), kind=shown)
            if (shown := type_name(name, kind, words))
            else field_name(name, words),
            entry_text(name, text, words),
            link if _is_safe(link) else "",
        )
        for name, kind, text, link in rows
    )


def _is_safe(link: str) -> bool:
    """Nothing that a contact says may run: what leads to a script is shown and leads nowhere."""
    return link.startswith(("mailto:", "tel:", "https://", "http://")) and len(link) <= _LINK_LIMIT
