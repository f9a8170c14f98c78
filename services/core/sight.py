"""Whose copy is looked at, and what she may do and see there: now, and until her level was lowered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from .levels import Level
from .normal import earlier
from .person import Person
from .records import Contact, Label, Link


@dataclass(frozen=True, slots=True)
class Past:
    """What she might do in a label until her level was lowered, by Google's time.

    `hides`: the fields that the label hid from her at that level.
    """

    level: Level
    until: str
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose copy it is and what she may do.

    `groups`: her contact groups that are copies of shared labels, with the label's id. `levels`: her
    level in each of those labels. `quiet`: labels of her own that she does not share any more. `hides`:
    the fields that each of those labels hides from her; `hidden` are those of a label that is not among
    them. `past`: the same of labels in which her level was lowered.
    """

    account: str
    groups: Mapping[str, str]
    levels: Mapping[str, Level]
    hidden: frozenset[str] = frozenset()
    hides: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()
    day: str = ""  # today, as 2026-11-22: what another program does is counted by the day
    past: Mapping[str, Past] = field(default_factory=dict)

    def labels_of(self, person: Person) -> frozenset[str]:
        """The shared labels that the person is in, in this account."""
        return frozenset(self.groups[group] for group in person.groups if group in self.groups)

    def level_in(self, labels: frozenset[str] | tuple[str, ...]) -> Level | None:
        """The highest of her levels in these labels; None when she has none of them."""
        return max((self.levels[label] for label in labels if label in self.levels), default=None)

    def at(self, moment: str) -> Sight:
        """What she might do at one of Google's times; at an unknown one, what she may do now."""
        then = {
            label: past
            for label, past in self.past.items()
            if moment and not earlier(past.until, moment) and self.levels[label] < past.level
        }
        if not then:
            return self
        return replace(
            self,
            levels={**self.levels, **{label: past.level for label, past in then.items()}},
            hides={**self.hides, **{label: past.hides for label, past in then.items()}},
        )

    def might_edit(self, label: str) -> bool:
        """Whether she may edit in the label, or might until her level was lowered."""
        past = self.past.get(label)
        return label in self.levels and (self.levels[label].may_edit or bool(past and past.level.may_edit))

    def hidden_in(self, labels: Iterable[str]) -> frozenset[str]:
        """Fields that she is not shown of a contact in these labels: one that shows a field shows it."""
        mine = [self.hides.get(label, self.hidden) for label in labels if label in self.levels]
        return frozenset.intersection(*mine) if mine else self.hidden

    def unread(self, link: Link, hub: Contact) -> frozenset[str]:
        """Fields of her copy that say nothing.

        Those that are hidden from her, and those that were when the copy was last written: what was
        never in it, she has not removed.
        """
        return self.hidden_in(hub.labels) | frozenset(link.masked)

    def remasked(self, link: Link, hub: Contact) -> bool:
        """Whether her copy has to lose what is hidden now, or to get what is shown again."""
        changed = self.to_remask(link, hub)
        return bool(changed) and (bool(changed & hub.content.keys()) or link.agreed != hub.version)

    def to_remask(self, link: Link, hub: Contact) -> frozenset[str]:
        """Fields to be cleared in her copy or written into it, since they are hidden now or no longer.

        From an original nothing is cleared: what she wrote herself she knows, and it is hers.
        """
        hidden = self.hidden_in(hub.labels)
        changed = hidden ^ frozenset(link.masked)
        return changed - hidden if link.original else changed


def hidden_by(label: Label, account: str, level: Level) -> frozenset[str]:
    """Fields that a label hides from somebody of this level; from an owner it hides nothing."""
    if level is Level.OWNER:
        return frozenset()
    return frozenset((*label.hidden.get(f"account:{account}", ()), *label.hidden.get(level.word, ())))


def hidden_fields(account: str, labels: Iterable[Label], levels: Mapping[str, Level]) -> frozenset[str]:
    """Fields hidden in every label that the person has: one label that shows a field shows it."""
    hiding = [hidden_by(label, account, levels[label.id]) for label in labels]
    return frozenset.intersection(*hiding) if hiding else frozenset()
