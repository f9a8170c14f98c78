"""A contact that the member has already: adopted rather than doubled.

Only when everything it says is said by the shared contact as well: then nothing of hers changes
hands, and nothing of hers is lost when the shared fields come in beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .merge import merge
from .normal import comparable, identify
from .records import Fields

_STRONG = ("emailAddresses", "phoneNumbers")


def match_keys(content: Fields) -> frozenset[str]:
    """By what a contact is recognised: any mail address or number, or the name where it has neither."""
    strong = {f"{field}:{identify(field, entry)[0]}" for field in _STRONG for entry in content.get(field, ())}
    return frozenset(strong) or _names(content)


def may_adopt(mine: Fields, shared: Fields) -> bool:
    """Whether every entry of her contact is one of the shared contact's."""
    if not mine or not match_keys(mine) & (match_keys(shared) | _names(shared)):
        return False
    return is_part_of(mine, shared)


def is_part_of(mine: Fields, shared: Fields) -> bool:
    """Whether every entry of one content is in the other as well."""
    return all(
        {comparable(field, entry) for entry in entries}
        <= {comparable(field, entry) for entry in shared.get(field, ())}
        for field, entries in mine.items()
    )


def own_part(mine: Fields, bases: Sequence[Fields], copy: Fields, hidden: Collection[str] = ()) -> Fields:
    """What is hers of an adopted contact: what it was, with what she has written into it since.

    `mine` is what was hers before, `bases` what was written into it last, `copy` what she made of that.
    Where nothing is known to have been written, nothing is taken for hers. Never empty.
    """
    if not bases:
        return mine
    return merge(mine, bases, copy, hub_by="", copy_by="", hidden=hidden).content or mine


def _names(content: Fields) -> frozenset[str]:
    return frozenset(f"names:{comparable('names', entry)}" for entry in content.get("names", ()))
