"""The last look at copies that are about to leave the account, or the label that lets their person edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .absorbing import BATCH, Finder, absorb
from .core.normal import earlier, google_time
from .core.person import Person
from .core.records import Contact, Copy, Grant, Label, Link
from .core.sight import Sight
from .preparing import Work
from .tally import Tally
from .visiting import Visit


def look_before_leaving(visit: Visit, work: Work, hubs: Mapping[str, Contact], sight: Sight) -> set[str]:
    """Edit beats delete, also when nobody has read the edit yet: look once more before it is gone.

    Takes out of the work, and returns, the contacts that are back in the label.

    A contact that stays among the person's own is looked at as well: it leaves the label for everybody. And
    so is one that leaves the label that lets her edit it, and stays in one that does not. And one that we
    put elsewhere, where her level was lowered: by that it changes, and her edit would look like a later one.
    """
    leaving = [link.contact for link in (*work.delete, *work.release) if link.resource]
    narrowed = {
        contact
        for label, contacts in work.take.items()
        if sight.might_edit(label)
        for contact in contacts
        if (hub := hubs.get(contact)) and (rest := sight.level_in(hub.labels)) and not rest.may_edit
    }
    moved = {
        contact
        for contacts in (*work.add.values(), *work.take.values())
        for contact in contacts
        if (link := visit.link(contact)) and _was_lowered(link, sight)
    }
    others = sorted((narrowed | moved).difference(leaving))
    looked = [link for one in (*leaving, *others) if (link := visit.link(one)) and link.resource]
    if not looked:
        return set()
    found = visit.book.read([link.resource for link in looked])
    people = [found[link.resource] for link in looked if link.resource in found]
    absorb(visit, people, Tally(), finder=Finder(visit))
    now = visit.scope.get_many(Contact, [link.contact for link in looked])
    back = {one for one in leaving if one in now and set(now[one].labels) & sight.levels.keys()}
    back |= {
        one
        for label, contacts in work.take.items()
        for one in narrowed.intersection(contacts)
        if one in now and label in now[one].labels
    }
    work.delete = [link for link in work.delete if link.contact not in back]
    work.release = [link for link in work.release if link.contact not in back]
    work.take = {label: [c for c in contacts if c not in back] for label, contacts in work.take.items()}
    return back


def _was_lowered(link: Link, sight: Sight) -> bool:
    """Whether the labels of the copy let her edit it once, and do not now."""
    now = sight.level_in(link.labels)
    return now is not None and not now.may_edit and any(map(sight.might_edit, link.labels))


def look_last(visit: Visit, links: Sequence[Link], last: LastLook | None, others: Sequence[LastLook]) -> None:
    """Read these copies of a label that is over, one call for 200, and absorb what she did to them.

    `others`: her other labels that are over as well. What takes a contact out of the first one changes it,
    and would look like an edit of after the end of the next, or of after a lowering in one that she keeps.
    """
    sight, also = visit.sight(), {other.label.id for other in others}
    lowered = {link.resource for link in links if sight.past and _was_lowered(link, sight)}
    names = [
        link.resource
        for link in links
        if link.resource and (last or link.resource in lowered or also.intersection(link.labels))
    ]
    for start in range(0, len(names), BATCH):
        people = list(visit.book.read(names[start : start + BATCH]).values())
        for look in (*([last] if last else []), *others):
            look.judge(people)
        absorb(visit, [one for one in people if one.resource in lowered], Tally(), finder=Finder(visit))


@dataclass(frozen=True, slots=True)
class LastLook:
    """The last look at the copy of an ended grant: what its person wrote while she had it counts.

    Nobody may have read it yet. Google's own time of a change tells what was before the end; what came
    after says nothing, and neither does what is missing by now.
    """

    visit: Visit
    copy: Copy
    grant: Grant
    label: Label
    ended: str

    @classmethod
    def at(cls, visit: Visit, copy: Copy) -> LastLook | None:
        """None when no level of hers let her change anything."""
        grant = visit.scope.get(Grant, copy.key)
        label = visit.scope.get(Label, copy.label)
        if grant is None or label is None:
            return None
        if grant.level.may_edit:
            ended = grant.at
        else:
            ended = grant.former.until if grant.former and grant.former.level.may_edit else None
        return cls(visit, copy, grant, label, google_time(ended)) if ended else None

    def judge(self, people: Sequence[Person]) -> None:
        """Absorb copies as just read, with the rights that she had."""
        visit, label = self.visit, self.label.id
        before = [one for one in people if one.updated and not earlier(self.ended, one.updated)]
        visit.copies[label], visit.labels[label], visit.grants[label] = self.copy, self.label, self.grant
        try:
            absorb(visit, before, Tally(), finder=Finder(visit))
        finally:
            del visit.copies[label], visit.labels[label], visit.grants[label]
