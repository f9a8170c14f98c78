"""A list of people that grows while it is typed: what each suggestion makes of the whole input.

The host puts a chosen suggestion in place of everything typed, so each one repeats what stands
before the name that is being typed.
"""

from __future__ import annotations

from dataclasses import dataclass

_SEPARATORS = ",;\n"
_AWKWARD = frozenset('",;<>()@:\\[]\n')
"""Characters with a meaning in a list of addresses: a name with one of them is left out."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The input cut before what is typed last: `before` is kept, `last` is looked for."""

    before: str
    last: str

    def with_(self, name: str, email: str) -> str:
        """The whole input once this person is chosen: *Maya Lopez <maya@…>,* after what stood before.

        Ends with a separator, so that the next name can be typed at once.
        """
        name = " ".join(name.split())
        person = f"{name} <{email}>" if name and not _AWKWARD & set(name) else email
        return f"{self.before}{person}, "


def typed(text: str) -> Typed:
    """Cut after the last separator; a comma or semicolon is followed by one space."""
    cut = max(text.rfind(separator) for separator in _SEPARATORS) + 1
    before = text[:cut]
    if before and not before.endswith("\n"):
        before += " "
    return Typed(before, text[cut:].strip())
