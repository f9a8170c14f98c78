"""Batches that Google may refuse because of one contact: the poison is found, the others go through."""

from __future__ import annotations

from collections.abc import Sequence

from .core.person import Change, Draft, Person, Rejected
from .ports import RequestRefused
from .visiting import Visit

BATCH = 200


def create_or_split(visit: Visit, drafts: Sequence[Draft]) -> list[Person | Rejected]:
    """Create; when Google refuses the batch, leave the poison out and send the others again."""
    if not drafts:
        return []
    try:
        answers = visit.book.create(drafts)
    except RequestRefused:
        if len(drafts) == 1:
            return [Rejected(why="refused")]
        made = _made_anyway(visit, drafts)
        if made:
            rest = iter(create_or_split(visit, [d for d in drafts if d.marker not in made]))
            return [made[d.marker] if d.marker in made else next(rest) for d in drafts]
        half = len(drafts) // 2
        return create_or_split(visit, drafts[:half]) + create_or_split(visit, drafts[half:])
    again = [i for i, a in enumerate(answers) if isinstance(a, Rejected) and a.why == "batch"]
    if not again or len(again) == len(drafts):
        return answers
    # Google does not promise that a refused batch created nothing: look before sending it again.
    made = _made_anyway(visit, [drafts[i] for i in again])
    left = [i for i in again if drafts[i].marker not in made]
    for i in again:
        answers[i] = made.get(drafts[i].marker, answers[i])
    for i, answer in zip(left, create_or_split(visit, [drafts[i] for i in left]), strict=True):
        answers[i] = answer
    return answers


def _made_anyway(visit: Visit, drafts: Sequence[Draft]) -> dict[str, Person]:
    """Which of these are in the account although their batch was refused, by marker."""
    markers = {draft.marker for draft in drafts}
    names = {name for group in {g for d in drafts for g in d.groups} for name in visit.book.members(group)}
    visit.load_all()
    unknown = sorted(names - {link.resource for link in visit.links()})
    made: dict[str, Person] = {}
    for start in range(0, len(unknown), BATCH):
        found = visit.book.read(unknown[start : start + BATCH])
        made |= {person.marker: person for person in found.values() if person.marker in markers}
    return made


def update_or_split(
    visit: Visit, changes: Sequence[Change], mask: tuple[str, ...]
) -> dict[str, Person | Rejected]:
    """Update; when Google refuses the batch, leave the poison out and send the others again."""
    if not changes:
        return {}
    try:
        answers = visit.book.update(changes, mask)
    except RequestRefused:
        if len(changes) == 1:
            return {changes[0].resource: Rejected(why="refused")}
        half = len(changes) // 2
        return update_or_split(visit, changes[:half], mask) | update_or_split(visit, changes[half:], mask)
    again = [
        change
        for change in changes
        if isinstance(a := answers.get(change.resource), Rejected) and a.why == "batch"
    ]
    if again and len(again) < len(changes):
        answers |= update_or_split(visit, again, mask)
    return answers
