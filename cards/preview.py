"""*Preview*: what sharing would do, and nothing has been done yet."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import Invitee, ShareFacts

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, rows
from .levels import level_name
from .names import person_name
from .refused import SHOWN, and_more, refused_heading, refused_lines
from .states import contacts_count
from .text import Words, joined, one_line
from .widgets import Paragraph, Widget


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What sharing would do, in words: nothing has happened yet."""

    title: str
    subtitle: str
    cost: str
    excluded: str
    fresh_heading: str
    fresh: tuple[Line, ...]
    changed_heading: str
    changed: tuple[Line, ...]
    refused_heading: str
    refused: tuple[Line, ...]
    message_heading: str
    message: str
    share: Offer
    edit: Offer


def preview_view(facts: ShareFacts, words: Words) -> PreviewView:
    """Every word of the preview. The form travels along in the parameters of both buttons."""
    fresh = tuple(i for i in facts.invitees if i.before is None)
    changed = tuple(i for i in facts.invitees if i.before is not None)
    carried = {
        "label": facts.label,
        "group": facts.group,
        "people": facts.form.typed,
        "level": facts.form.level.word,
        "message": facts.form.message,
    }
    return PreviewView(
        title=words.gettext("Preview: share “{label}”", label=facts.name),
        subtitle=words.gettext("Nothing is shared yet"),
        cost=_cost(facts.invitees, words),
        excluded=_excluded(facts.excluded, words),
        fresh_heading=words.ngettext("{n} new", "{n} new", len(fresh)) if fresh else "",
        fresh=_invitees(fresh, words),
        changed_heading=words.ngettext("{n} changes level", "{n} change level", len(changed))
        if changed
        else "",
        changed=_invitees(changed, words),
        refused_heading=refused_heading(facts.refused, words),
        refused=refused_lines(facts.refused, words),
        message_heading=words.gettext("Your message") if facts.form.message.strip() else "",
        message=facts.form.message.strip(),
        share=Offer(words.gettext("Share label"), press("share.submit", **carried)),
        edit=Offer(words.gettext("Change"), press("share.edit", **carried)),
    )


def _cost(invitees: tuple[Invitee, ...], words: Words) -> str:
    calls = sum(invitee.calls for invitee in invitees)
    return words.ngettext("{n} call to Google is needed.", "{n} calls to Google are needed.", calls)


def _excluded(count: int, words: Words) -> str:
    if not count:
        return ""
    return words.ngettext(
        "{n} contact is left out: it came from somebody else's label and is not yours to share.",
        "{n} contacts are left out: they came from somebody else's label and are not yours to share.",
        count,
    )


def _invitees(invitees: tuple[Invitee, ...], words: Words) -> tuple[Line, ...]:
    lines = [_invitee(invitee, words) for invitee in invitees[:SHOWN]]
    return (*lines, *and_more(len(invitees) - SHOWN, words))


def _has_already(invitee: Invitee, words: Words) -> tuple[str, ...]:
    """What of the label somebody has before it is shared with her; nothing where it is none."""
    notes = []
    if invitee.through:
        notes.append(words.ngettext("{n} through another label", "{n} through other labels", invitee.through))
    if invitee.adopted:
        notes.append(
            words.ngettext("{n} of her own is completed", "{n} of her own are completed", invitee.adopted)
        )
    return tuple(notes)


def _invitee(invitee: Invitee, words: Words) -> Line:
    after = level_name(invitee.after, words)
    if invitee.before is None:
        gets = words.gettext("Gets {contacts}", contacts=contacts_count(invitee.contacts, words))
        top = words.gettext("New · {level}", level=after)
    else:
        gets = words.gettext("Has {contacts}", contacts=contacts_count(invitee.contacts, words))
        top = words.gettext("{before} → {after}", before=level_name(invitee.before, words), after=after)
    notes = [gets, *_has_already(invitee, words), words.ngettext("{n} call", "{n} calls", invitee.calls)]
    group = invitee.kind == "group"
    if group:
        notes.insert(0, words.ngettext("Group of {n}", "Group of {n}", invitee.people))
    name = person_name(invitee.name, invitee.email)
    if name != invitee.email:
        notes.insert(0, one_line(invitee.email))
    return Line(
        name,
        top=top,
        bottom=joined(notes, words),
        icon="MULTIPLE_PEOPLE" if group else "PERSON",
        alt=words.gettext("Group") if group else words.gettext("Person"),
    )


def preview_card(view: PreviewView) -> Card:
    """The preview: who is new, who changes level, who is left out and why."""
    words_first = tuple(Paragraph(text) for text in (view.cost, view.excluded) if text)
    message: tuple[Widget, ...] = (Paragraph(view.message),) if view.message else ()
    return Card(
        "preview",
        view.title,
        view.subtitle,
        sections=(
            Section(rows(view.fresh), view.fresh_heading),
            Section(rows(view.changed), view.changed_heading),
            Section(rows(view.refused), view.refused_heading, 10),
            Section(message, view.message_heading),
            Section(words_first),
        ),
        primary=view.share.button(primary=True),
        secondary=view.edit.button(),
    )
