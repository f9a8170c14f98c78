"""What a caller may do with one contact: by the labels that hold it and her level in each.

The same rules as for her edits in Google Contacts (`services.core.verdict`): her right to edit a
contact is the highest of her levels in its labels, and a field is hidden from her when every label of
hers that holds the contact hides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .core.caller import Caller
from .core.levels import Level
from .core.records import Grant, Label
from .core.sight import hidden_fields
from .ports import Reader


@dataclass(frozen=True, slots=True)
class Rights:
    """The caller's levels in the labels asked for, where she has one; and all those labels."""

    account: str
    levels: Mapping[str, Level]
    labels: Mapping[str, Label]

    def level_in(self, labels: Iterable[str]) -> Level | None:
        """The highest of her levels in these labels; None when she has none of them."""
        return max((self.levels[label] for label in labels if label in self.levels), default=None)

    def may_edit(self, labels: Iterable[str]) -> bool:
        """Whether she may change a contact that is in these labels."""
        level = self.level_in(labels)
        return level is not None and level.may_edit

    def may_add(self, label: str) -> bool:
        """Whether she may put a contact into the label."""
        return label in self.levels and self.levels[label].may_edit

    def may_remove(self, label: str) -> bool:
        """Whether she may take a contact out of the label."""
        return label in self.levels and self.levels[label].may_remove

    def hidden_in(self, labels: Iterable[str]) -> frozenset[str]:
        """Fields that she is not shown of a contact in these labels."""
        mine = [self.labels[label] for label in labels if label in self.levels]
        return hidden_fields(self.account, mine, self.levels)


def rights_of(reader: Reader, caller: Caller, labels: Iterable[str]) -> Rights:
    """Look up her levels; inside a transaction they hold until it is written."""
    wanted = sorted(set(labels))
    found = {key: label for key, label in reader.get_many(Label, wanted).items() if label.state == "active"}
    keys = [f"{label}.{caller.account}" for label in found]
    grants = [grant for grant in reader.get_many(Grant, keys).values() if grant.state != "ended"]
    return Rights(
        account=caller.account,
        levels={grant.label: grant.level for grant in grants},
        labels=found,
    )
