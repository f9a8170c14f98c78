"""One contact of a shared label: look, edit, add, take out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.card import Card
from cards.confirm import confirm_card
from cards.contact import contact_card, contact_view
from cards.contact_edit import EditForm, edit_card, edit_view, form_of, problem_words, remove_view
from cards.responses import Answer, Done, Pop, Push, Update
from cards.text import Words
from services import editing, opening, overview
from services.core.caller import Caller
from services.core.contact import WRITABLE, title
from services.core.facts import ContactFacts
from services.core.refusals import BadInput, FieldHidden, NotAllowed
from services.core.typing_in import ENTRIES, Line, Typed, changes, typed_of
from services.deps import Deps

from . import label as label_handlers
from . import reading


def _facts(event: CallbackEvent, caller: Caller, *, deps: Deps) -> ContactFacts:
    return overview.contact(
        caller,
        label=reading.needed(event, "label"),
        contact=reading.needed(event, "contact"),
        deps=deps,
    )


def _card(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Card:
    return contact_card(contact_view(_facts(event, caller, deps=deps), words))


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A contact of a list was pressed."""
    return Done((Push(_card(event, caller, words, deps=deps)),))


def new(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Add contact* on the label card: the empty form."""
    form = _form(event, caller, Typed(), deps=deps)
    return Done((Push(edit_card(edit_view(form, words))),))


def edit(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Edit*: the form, filled."""
    form = _form(event, caller, None, deps=deps)
    return Done((Push(edit_card(edit_view(form, words))),))


def more(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Add another* e-mail or phone: one more input, and what was typed so far."""
    form = _form(event, caller, _typed(event), deps=deps)
    return Done((Update(edit_card(edit_view(form, words))),))


def save(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Save*: merged with what others changed since the form was opened. Raises `FieldHidden`."""
    typed = _typed(event)
    try:
        return _saved(event, caller, words, typed, deps=deps)
    except BadInput as refusal:
        field = str(refusal)
        if field not in {"form", "fields", "size", *WRITABLE}:
            raise  # not of what was typed: a version or an id that no card of ours carries
        form = _form(event, caller, typed, problem=problem_words(field, words), deps=deps)
        return Done((Update(edit_card(edit_view(form, words))),))


def _saved(event: CallbackEvent, caller: Caller, words: Words, typed: Typed, *, deps: Deps) -> Answer:
    label, contact = reading.needed(event, "label"), event.parameter("contact")
    if not contact:
        editing.add(caller, label=label, form=changes({}, typed), deps=deps)
        said = words.gettext("Added. It reaches everyone in a moment.")
        return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)
    opened = opening.opened(
        caller, label=label, contact=contact, version=reading.number(event, "version"), deps=deps
    )
    form = changes(opened.content, typed)
    if not form:
        return Done(
            (Pop(), Update(_card(event, caller, words, deps=deps))),
            notification=words.gettext("Nothing was changed."),
        )
    for field in form:
        if field in opened.hidden:
            raise FieldHidden(field)
    editing.edit(caller, label=label, contact=contact, version=opened.version, form=form, deps=deps)
    return Done(
        (Pop(), Update(_card(event, caller, words, deps=deps))),
        notification=words.gettext("Saved. It reaches everyone in a moment."),
        changed=True,
    )


def ask_remove(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Remove from label*, before it is confirmed."""
    return Done((Push(confirm_card(remove_view(_facts(event, caller, deps=deps), words))),))


def remove(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Remove from label*, confirmed."""
    label = reading.needed(event, "label")
    editing.remove(caller, label=label, contact=reading.needed(event, "contact"), deps=deps)
    said = words.gettext("Removed. It can be restored from the trash for 30 days.")
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


def _form(
    event: CallbackEvent, caller: Caller, typed: Typed | None, *, problem: str = "", deps: Deps
) -> EditForm:
    """The form of the contact that the event names, or of a new one; `typed` None: as the contact is."""
    label, contact = reading.needed(event, "label"), event.parameter("contact")
    facts = overview.label(caller, label=label, deps=deps)
    mails, phones = _count(event, "mails"), _count(event, "phones")
    if not contact:
        if not facts.level.may_edit:
            raise NotAllowed
        empty = EditForm(
            label,
            facts.name,
            Typed() if typed is None else typed,
            mails=mails,
            phones=phones,
            problem=problem,
        )
        return form_of("", empty)
    opened = opening.opened(
        caller, label=label, contact=contact, version=reading.number(event, "version"), deps=deps
    )
    if not opened.level.may_edit:
        raise NotAllowed
    form = EditForm(
        label,
        facts.name,
        typed_of(opened.content) if typed is None else typed,
        contact,
        opened.version,
        hidden=opened.hidden,
        mails=mails,
        phones=phones,
        has_birthday="birthdays" in opened.content,
        problem=problem,
    )
    return form_of(title(opened.content), form)


def _count(event: CallbackEvent, name: str) -> int:
    return min(reading.number(event, name), ENTRIES)


def _typed(event: CallbackEvent) -> Typed:
    inputs = event.inputs
    picked = inputs.moment("birthday")
    return Typed(
        given=inputs.text("given"),
        family=inputs.text("family"),
        mails=_lines(event, "mail", _count(event, "mails")),
        phones=_lines(event, "phone", _count(event, "phones")),
        company=inputs.text("company"),
        job=inputs.text("job"),
        birthday=picked.date() if picked else None,
        no_birthday=inputs.on("no_birthday"),
        note=inputs.text("note").replace("\r\n", "\n"),
    )


def _lines(event: CallbackEvent, kind: str, count: int) -> tuple[Line, ...]:
    read = event.inputs.text
    return tuple(Line(read(f"{kind}.{at}"), read(f"{kind}_type.{at}")) for at in range(count))


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "contact.open": open_,
    "contact.new": new,
    "contact.edit": edit,
    "contact.more": more,
    "contact.save": save,
    "contact.remove.ask": ask_remove,
    "contact.remove": remove,
}
