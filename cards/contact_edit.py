"""The form of a contact: what people change, with the right input for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from services.core.facts import ContactFacts
from services.core.typing_in import ENTRIES, Line, Typed

from .actions import press
from .card import Card, Section
from .chrome import Offer, offers
from .confirm import ConfirmView, cancel
from .fields import field_name
from .kinds import PREDEFINED, type_name
from .names import contact_name
from .text import Words, one_line
from .widgets import Choice, DatePicker, Option, Paragraph, TextInput, Widget

TEXT_LIMIT = 1024
"""Characters of one value: Google's limit."""


@dataclass(frozen=True, slots=True)
class EditForm:
    """What the form is made of: the contact it is for (empty: a new one) and what stands in its inputs.

    `mails` and `phones` say how many inputs there are; `hidden` are fields that the viewer is not shown.
    """

    label: str
    label_name: str
    typed: Typed
    contact: str = ""
    version: int = 0
    title: str = ""
    hidden: Collection[str] = ()
    mails: int = 1
    phones: int = 1
    has_birthday: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class EditView:
    """The form in words; the sections are inputs under their headings."""

    title: str
    subtitle: str
    problem: str
    sections: tuple[tuple[str, tuple[Widget, ...]], ...]
    save: Offer
    cancel: Offer


def edit_view(form: EditForm, words: Words) -> EditView:
    """Every word of the form."""
    sections = (
        ("names", _name(form, words)),
        ("emailAddresses", _many("mail", form.typed.mails, form.mails, form, words)),
        ("phoneNumbers", _many("phone", form.typed.phones, form.phones, form, words)),
        ("organizations", _organization(form, words)),
        ("birthdays", _birthday(form, words)),
        (
            "biographies",
            (_text("note", words.gettext("Note"), form.typed.note, lines=True),),
        ),
    )
    return EditView(
        title=words.gettext("Edit {name}", name=contact_name(form.title, words))
        if form.contact
        else words.gettext("New contact"),
        subtitle=one_line(form.label_name),
        problem=form.problem,
        sections=tuple(
            (
                field_name(field, words),
                (_hidden(field, words),) if field in form.hidden else widgets,
            )
            for field, widgets in sections
        ),
        save=Offer(words.gettext("Save"), press("contact.save", **_here(form, form.mails, form.phones))),
        cancel=cancel(words),
    )


def _here(form: EditForm, mails: int, phones: int) -> dict[str, str]:
    return {
        "label": form.label,
        "contact": form.contact,
        "version": str(form.version) if form.version else "",
        "mails": str(mails),
        "phones": str(phones),
    }


def _hidden(field: str, words: Words) -> Paragraph:
    return Paragraph(
        words.gettext(
            "{field} is hidden from you by the owner of the label, so you cannot change it.",
            field=field_name(field, words),
        )
    )


def _text(name: str, label: str, value: str, *, lines: bool = False, takes: str = "TEXT") -> TextInput:
    return TextInput(name, label, value=value, lines=lines, takes=takes, limit=0 if lines else TEXT_LIMIT)


def _name(form: EditForm, words: Words) -> tuple[Widget, ...]:
    return (
        _text("given", words.gettext("First name"), form.typed.given),
        _text("family", words.gettext("Last name"), form.typed.family),
    )


def _organization(form: EditForm, words: Words) -> tuple[Widget, ...]:
    return (
        _text("company", words.gettext("Company"), form.typed.company),
        _text("job", words.gettext("Job title"), form.typed.job),
    )


def _many(kind: str, lines: tuple[Line, ...], count: int, form: EditForm, words: Words) -> tuple[Widget, ...]:
    """Inputs for every entry and at least one; clearing an input takes the entry away."""
    mail = kind == "mail"
    field = "emailAddresses" if mail else "phoneNumbers"
    label = words.gettext("E-mail") if mail else words.gettext("Phone")
    widgets: list[Widget] = []
    for at in range(count):
        line = lines[at] if at < len(lines) else Line("")
        shown = (
            words.gettext("{field} {number}", field=label, number=words.number(at + 1))
            if count > 1
            else label
        )
        widgets.append(_text(f"{kind}.{at}", shown, line.value, takes="EMAIL" if mail else "TEXT"))
        known = ("", *PREDEFINED[field])
        types = known if line.type in known else (*known, line.type)
        widgets.append(
            Choice(
                f"{kind}_type.{at}",
                words.gettext("{field}: type", field=shown),
                tuple(Option(one, _type(field, one, words), selected=one == line.type) for one in types),
                kind="DROPDOWN",
            )
        )
    if count < ENTRIES:
        mails, phones = (form.mails + 1, form.phones) if mail else (form.mails, form.phones + 1)
        text = words.gettext("Add another e-mail") if mail else words.gettext("Add another phone")
        widgets += offers(Offer(text, press("contact.more", **_here(form, mails, phones))))
    return tuple(widgets)


def _type(field: str, kind: str, words: Words) -> str:
    return type_name(field, kind, words) or words.gettext("No type")


def _birthday(form: EditForm, words: Words) -> tuple[Widget, ...]:
    day = form.typed.birthday
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    picker = DatePicker(
        "birthday", words.gettext("Birthday"), int(moment.timestamp() * 1000) if moment else None
    )
    if not form.has_birthday:
        return (picker,)
    gone = Option("yes", words.gettext("Remove the birthday"), selected=form.typed.no_birthday)
    said: tuple[Widget, ...] = (
        ()
        if day
        else (Paragraph(words.gettext("The birthday is known without its year. Pick a date to replace it.")),)
    )
    return (*said, picker, Choice("no_birthday", words.gettext("No birthday"), (gone,), kind="CHECK_BOX"))


def edit_card(view: EditView) -> Card:
    """The form."""
    problem: tuple[Widget, ...] = (Paragraph(view.problem),) if view.problem else ()
    return Card(
        "contact-edit",
        view.title,
        view.subtitle,
        sections=(
            Section(problem),
            *(Section(widgets, heading) for heading, widgets in view.sections),
            Section(offers(view.save, view.cancel)),
        ),
    )


def form_of(facts_title: str, form: EditForm) -> EditForm:
    """The form with as many inputs as it has entries, and its title."""
    return replace(
        form,
        title=facts_title,
        mails=_inputs(form.mails, len(form.typed.mails)),
        phones=_inputs(form.phones, len(form.typed.phones)),
    )


def _inputs(asked: int, entries: int) -> int:
    return min(max(1, asked, entries), ENTRIES)


def remove_view(facts: ContactFacts, words: Words) -> ConfirmView:
    """Take a contact out of the label, for everybody."""
    return ConfirmView(
        words.gettext("Remove “{name}”?", name=contact_name(facts.title, words)),
        (
            words.gettext(
                "The contact leaves the label “{label}” for everyone who has it.",
                label=one_line(facts.label_name),
            ),
            words.gettext("For 30 days it can be restored from the label's trash."),
        ),
        Offer(
            words.gettext("Remove for everyone"),
            press("contact.remove", label=facts.label, contact=facts.contact),
        ),
        cancel(words),
    )


def problem_words(field: str, words: Words) -> str:
    """Why the form was not saved; what was typed is still there."""
    if field == "form":
        return words.gettext("Fill in at least a name, an address or a number.")
    if field in {"fields", "size"}:
        return words.gettext("This is more than Google Contacts takes in one contact.")
    return words.gettext("{field}: this is too long for Google Contacts.", field=field_name(field, words))
