"""*Share label*: the form, the preview, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import Invitee, LabelFacts, RefusedAddress, ShareFacts, ShareForm
from services.core.levels import Level

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .people import label_name, member_line, person_name
from .states import contacts_count, level_line, level_name, refused_why, shared_line
from .text import Words, one_line
from .widgets import Choice, Option, Paragraph, Row, TextInput, Widget

SHOWN = 30
"""People, and refused addresses, that one card lists; the rest is counted."""

MESSAGE_LIMIT = 1000
"""Characters of the personal message."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """The form in words. `options` are (value, words, selected); `suggests` has the label along."""

    title: str
    subtitle: str
    problems: tuple[str, ...]
    refused_heading: str
    refused: tuple[Line, ...]
    people_label: str
    people_hint: str
    typed: str
    level_label: str
    options: tuple[Option, ...]
    message_label: str
    message_hint: str
    message: str
    label: str
    group: str
    preview: Offer
    share: Offer


def share_view(facts: ShareFacts, words: Words) -> ShareView:
    """Every word of the form; after a refusal with what was typed and why it was refused."""
    here = {"label": facts.label, "group": facts.group}
    return ShareView(
        title=words.gettext("Share “{label}”", label=facts.name),
        subtitle=contacts_count(facts.size, words),
        problems=_problems(facts, words),
        refused_heading=_refused_heading(facts.refused, words),
        refused=_refused(facts.refused, words),
        people_label=words.gettext("People"),
        people_hint=words.gettext(
            "Type a name or an address, or paste a list: commas, semicolons or new lines between them."
        ),
        typed=facts.form.typed,
        level_label=words.gettext("What they may do"),
        options=tuple(
            Option(level.word, level_line(level, words), level is _selected(facts)) for level in facts.levels
        ),
        message_label=words.gettext("Message (optional)"),
        message_hint=words.gettext("A personal word for the e-mail that they get."),
        message=facts.form.message,
        label=facts.label,
        group=facts.group,
        preview=Offer(words.gettext("Preview"), press("share.preview", **here)),
        share=Offer(words.gettext("Share label"), press("share.submit", **here)),
    )


def _selected(facts: ShareFacts) -> Level | None:
    """The level of the form; the highest below it when the viewer may not give that one."""
    return max((level for level in facts.levels if level <= facts.form.level), default=None)


def _problems(facts: ShareFacts, words: Words) -> tuple[str, ...]:
    match facts.problem:
        case "nobody" if facts.refused:
            said = words.gettext("None of these people can be added. Correct the list below.")
        case "nobody":
            said = words.gettext("Name at least one person to share with.")
        case "empty-label":
            said = words.gettext("This label has no contacts. Put contacts into it in Google Contacts first.")
        case _:
            return ()
    return (said,)


def _refused_heading(refused: tuple[RefusedAddress, ...], words: Words) -> str:
    if not refused:
        return ""
    return words.ngettext("{n} address is left out", "{n} addresses are left out", len(refused))


def _refused(refused: tuple[RefusedAddress, ...], words: Words) -> tuple[Line, ...]:
    lines = [
        Line(
            one_line(address.typed) or "-",
            bottom=refused_why(address, words),
            icon="EMAIL",
            alt=words.gettext("Left out"),
        )
        for address in refused[:SHOWN]
    ]
    return (*lines, *_and_more(len(refused) - SHOWN, words))


def _and_more(hidden: int, words: Words) -> tuple[Line, ...]:
    if hidden <= 0:
        return ()
    return (Line(words.ngettext("and {n} more", "and {n} more", hidden)),)


def share_card(view: ShareView) -> Card:
    """The form: people, level, message; *Share label* and *Preview* at the bottom."""
    problems: tuple[Widget, ...] = tuple(Row(text, strong=True) for text in view.problems)
    return Card(
        "share",
        view.title,
        view.subtitle,
        sections=(
            Section(problems),
            Section(rows(view.refused), view.refused_heading),
            Section(
                (
                    TextInput(
                        "people",
                        view.people_label,
                        view.people_hint,
                        view.typed,
                        lines=True,
                        suggest=press("share.suggest", label=view.label, group=view.group),
                    ),
                    Choice("level", view.level_label, view.options),
                    TextInput(
                        "message",
                        view.message_label,
                        view.message_hint,
                        view.message,
                        lines=True,
                        limit=MESSAGE_LIMIT,
                    ),
                )
            ),
        ),
        primary=view.share.button(primary=True),
        secondary=view.preview.button(),
    )


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
        refused_heading=_refused_heading(facts.refused, words),
        refused=_refused(facts.refused, words),
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
    return (*lines, *_and_more(len(invitees) - SHOWN, words))


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
        bottom=words.pgettext("between two short notes of one line", " · ").join(notes),
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


@dataclass(frozen=True, slots=True)
class SharedView:
    """What came of it, in words: refreshed until everyone is up to date."""

    title: str
    status: Line
    notes: tuple[str, ...]
    refused_heading: str
    refused: tuple[Line, ...]
    members: tuple[Line, ...]
    members_pager: Pager
    refresh: Offer
    more: Offer | None
    open: Offer


def shared_view(
    facts: LabelFacts,
    words: Words,
    *,
    refused: tuple[RefusedAddress, ...] = (),
    changed: int = 0,
    form: ShareForm | None = None,
) -> SharedView:
    """Every word after sharing; `refused`, `changed` and `form` are known only at the first showing."""
    finished = facts.current + facts.stuck >= facts.members_total
    waits = words.gettext("You can close this. Copying goes on, and everyone new gets an e-mail.")
    return SharedView(
        title=label_name(facts.name, words),
        status=Line(
            shared_line(facts.members_total, facts.current, words, stuck=facts.stuck, group=facts.has_group),
            icon="MULTIPLE_PEOPLE",
            alt=words.gettext("State of sharing"),
            strong=True,
        ),
        notes=tuple(
            note
            for note in (
                words.ngettext("{n} level changed.", "{n} levels changed.", changed) if changed else "",
                "" if finished else waits,
            )
            if note
        ),
        refused_heading=_refused_heading(refused, words),
        refused=_refused(refused, words),
        members=tuple(
            member_line(row, facts.label, words, opens=facts.level.may_share)
            for row in facts.members
            if row.level is not Level.OWNER
        )[:20],
        members_pager=pager(
            "share.progress",
            "members",
            facts.members_page,
            facts.members_pages,
            words,
            label=facts.label,
        ),
        refresh=Offer(
            words.gettext("Refresh"),
            press(
                "share.progress",
                label=facts.label,
                members=str(facts.members_page) if facts.members_page else "",
            ),
        ),
        more=Offer(
            words.gettext("Share with more"),
            _next_form(facts, refused, form),
        )
        if facts.level.may_share
        else None,
        open=Offer(words.gettext("Open label"), press("label.open", label=facts.label, group=facts.group)),
    )


def _next_form(facts: LabelFacts, refused: tuple[RefusedAddress, ...], form: ShareForm | None) -> Press:
    """The form again: empty, or with those of this one who were too many."""
    left = [address.typed for address in refused if address.why == "too-many"]
    if form is None or not left:
        return press("share.form", label=facts.label, group=facts.group)
    return press(
        "share.edit",
        label=facts.label,
        group=facts.group,
        people="\n".join(left),
        level=form.level.word,
        message=form.message,
    )


def shared_card(view: SharedView) -> Card:
    """The outcome: the count, each member's state, those left out."""
    notes: tuple[Widget, ...] = tuple(Paragraph(note) for note in view.notes)
    return Card(
        "shared",
        view.title,
        sections=(
            Section((view.status.row(), *notes, *offers(view.refresh))),
            Section(rows(view.refused), view.refused_heading),
            Section((*rows(view.members), *view.members_pager.widgets())),
            Section(offers(view.open, view.more)),
        ),
    )
