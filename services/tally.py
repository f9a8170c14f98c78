"""What a pull finds that is decided at its end, or told to somebody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .core.verdict import Verdict


@dataclass(slots=True)
class Tally:
    """What was found so far.

    `gone`: label -> contacts taken out of it; `denied`: label -> what its member may not do;
    `unlabel`: group -> resources that a viewer added and that have to leave the group again.
    """

    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    denied: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unlabel: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: set[str] = field(default_factory=set)
    strangers: int = 0  # tombstones of contacts that no link knows
    owed: set[str] = field(default_factory=set)
    changed: int = 0

    def note(self, contact: str, verdict: Verdict, labels: tuple[str, ...]) -> None:
        """Take down one verdict on a copy that is in these labels."""
        self.changed += verdict.content is not None or bool(verdict.joined)
        for label in verdict.gone:
            self.gone[label].add(contact)
            self.verdicts[contact] = verdict
        for label in labels if verdict.denied else ():
            self.denied[label] |= verdict.denied

    def forget(self, contact: str) -> None:
        """The contact was seen alive after all: what was noted as gone may not be."""
        if self.verdicts.pop(contact, None) is not None:
            for contacts in self.gone.values():
                contacts.discard(contact)
