"""One contact: all fields, the form to change them, its history with undo, and who has it."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Response, flash, request

from cards.contact import contact_view
from cards.fields import field_name
from cards.names import contact_name
from cards.text import Words, one_line
from cards.why import why_view
from services import editing, explaining, opening, overview, seeing
from services.core.refusals import BadInput, FieldHidden, NotAllowed

from . import forms, reading
from .contact_form import form_of, form_view
from .desk import Desk, page, see_other
from .links import contact_url, label_url
from .rowing import field_lines


@page
def one(desk: Desk, label: str, contact: str) -> Response:
    """GET …/contacts/<contact>."""
    facts = overview.contact(desk.caller, label=label, contact=contact, deps=desk.deps)
    view = contact_view(facts, desk.words)
    seen_as = forms.query("as")
    seen = (
        seeing.contact(desk.caller, label=label, contact=contact, principal=seen_as, deps=desk.deps)
        if seen_as
        else None
    )
    if seen:
        view = replace(view, title=contact_name(seen.title, desk.words))
    return desk.draw(
        "contact.html",
        here=label_url(label),
        url=contact_url(label, contact),
        label_url=label_url(label),
        view=view,
        fields=field_lines(seen.rows if seen else facts.rows, desk.words),
        may_edit=facts.level.may_edit and not facts.deleted and not seen,
        may_remove=facts.level.may_remove and not facts.deleted and not seen,
        looking=seen,
        history=facts.history,
    )


@page
def edit(desk: Desk, label: str, contact: str) -> Response:
    """GET …/edit: the form, filled."""
    opened = opening.opened(desk.caller, label=label, contact=contact, deps=desk.deps)
    if not opened.level.may_edit:
        raise NotAllowed
    return _form(desk, label, contact, opened)


@page
def save(desk: Desk, label: str, contact: str) -> Response:
    """POST …/edit: what was typed, merged with what others changed meanwhile."""
    version = reading.number(request.form.get("version", ""))
    opened = opening.opened(desk.caller, label=label, contact=contact, version=version, deps=desk.deps)
    sent = dict(request.form.items())
    more = forms.text("more", 40)
    if more:
        return _form(desk, label, contact, opened, sent=sent, extra=more)
    changes = form_of(sent, opened.content, opened.hidden, desk.words)
    if not changes:
        flash(desk.words.gettext("Nothing was changed."))
        return see_other(contact_url(label, contact))
    try:
        editing.edit(
            desk.caller,
            label=label,
            contact=contact,
            version=opened.version,
            form=changes,
            cause="dashboard",
            deps=desk.deps,
        )
    except (BadInput, FieldHidden) as refusal:
        problem = problem_words(refusal, desk.words)
        return _form(desk, label, contact, opened, sent=sent, problem=problem)
    flash(desk.words.gettext("Saved. It reaches everyone in a moment."))
    return see_other(contact_url(label, contact))


@page
def new(desk: Desk, label: str) -> Response:
    """GET …/contacts/new: an empty form."""
    facts = overview.label(desk.caller, label=label, deps=desk.deps)
    if not facts.level.may_edit:
        raise NotAllowed
    return _new_form(desk, label)


@page
def add(desk: Desk, label: str) -> Response:
    """POST …/contacts/new."""
    sent = dict(request.form.items())
    more = forms.text("more", 40)
    if more:
        return _new_form(desk, label, sent=sent, extra=more)
    try:
        contact = editing.add(
            desk.caller,
            label=label,
            form=form_of(sent, {}, frozenset(), desk.words),
            cause="dashboard",
            deps=desk.deps,
        )
    except (BadInput, FieldHidden) as refusal:
        return _new_form(desk, label, sent=sent, problem=problem_words(refusal, desk.words))
    flash(desk.words.gettext("Added. It reaches everyone in a moment."))
    return see_other(contact_url(label, contact))


@page
def ask_remove(desk: Desk, label: str, contact: str) -> Response:
    """GET …/remove: the question before."""
    facts = overview.contact(desk.caller, label=label, contact=contact, deps=desk.deps)
    if not facts.level.may_remove:
        raise NotAllowed
    words = desk.words
    return desk.draw(
        "confirm.html",
        here=label_url(label),
        title=words.gettext("Delete {contact} for everyone?", contact=contact_name(facts.title, words)),
        lines=(
            words.gettext("They go from “{label}” for every member.", label=facts.label_name),
            words.gettext("For 30 days they can be brought back from the trash of the label."),
        ),
        yes=words.gettext("Delete for everyone"),
        back=contact_url(label, contact),
        action=f"{contact_url(label, contact)}/remove",
        carried={},
    )


@page
def remove(desk: Desk, label: str, contact: str) -> Response:
    """POST …/remove."""
    editing.remove(desk.caller, label=label, contact=contact, cause="dashboard", deps=desk.deps)
    flash(desk.words.gettext("Deleted for everyone. It can be restored from the trash for 30 days."))
    return see_other(label_url(label))


@page
def why(desk: Desk, label: str, contact: str) -> Response:
    """GET …/why: who has it, and who does not and why."""
    answers = explaining.why(desk.caller, label=label, contact=contact, deps=desk.deps)
    title = answers[0].title if answers else ""
    return desk.draw(
        "why.html",
        here=label_url(label),
        url=contact_url(label, contact),
        view=why_view(title, answers, desk.words),
    )


def problem_words(refusal: BadInput | FieldHidden, words: Words) -> str:
    """What is wrong with what was typed, and with which field where that is known."""
    if isinstance(refusal, FieldHidden):
        return words.gettext(
            "{field} is hidden from you, so it cannot be changed by you.",
            field=field_name(refusal.field, words),
        )
    match str(refusal):
        case "form" | "":
            return words.gettext("Fill in at least one field.")
        case "fields":
            return words.gettext("Google takes at most 500 fields in one contact.")
        case "size":
            return words.gettext("This is more than Google takes in one contact (128 KB).")
        case "version":
            return words.gettext("Open the label again and repeat the step.")
        case field:
            return words.gettext(
                "{field}: a text is longer than Google takes (1,024 characters).",
                field=field_name(one_line(field), words),
            )


def _form(
    desk: Desk,
    label: str,
    contact: str,
    opened: opening.Opened,
    *,
    sent: dict[str, str] | None = None,
    extra: str = "",
    problem: str = "",
) -> Response:
    facts = overview.contact(desk.caller, label=label, contact=contact, deps=desk.deps)
    name = contact_name(facts.title, desk.words)
    return desk.draw(
        "edit.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here=label_url(label),
        url=contact_url(label, contact),
        action=f"{contact_url(label, contact)}/edit",
        title=desk.words.gettext("Edit {contact}", contact=name),
        version=opened.version,
        fields=form_view(opened.content, opened.hidden, desk.words, sent=sent, extra=extra),
        problem=problem,
        extra=extra,
    )


def _new_form(
    desk: Desk, label: str, *, sent: dict[str, str] | None = None, extra: str = "", problem: str = ""
) -> Response:
    return desk.draw(
        "edit.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here=label_url(label),
        url=label_url(label),
        action=f"{label_url(label)}/contacts/new",
        title=desk.words.gettext("New contact"),
        version=0,
        fields=form_view({}, frozenset(), desk.words, sent=sent, extra=extra),
        problem=problem,
        extra=extra,
    )
