"""What the owner decides about a label: its name, the brake, hidden fields, a new owner, the end."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, flash, request

from cards.confirm import leave_view, owner_view, stop_view
from cards.fields import field_name, fields_to_hide
from cards.levels import level_name
from cards.text import one_line
from services import label_settings, labels, members, overview, sharing, transferring
from services.core.levels import Level
from services.core.refusals import BadInput, LabelStopped, NameInUse, NoSuchLabel, NotAllowed

from . import forms
from .desk import Desk, page, see_other
from .links import label_url, member_url
from .wholes import head_of


@page
def show(desk: Desk, label: str) -> Response:
    """GET …/settings."""
    return _draw(desk, label)


@page
def save(desk: Desk, label: str) -> Response:
    """POST …/settings: one of its forms."""
    words = desk.words
    what = forms.text("do", 20)
    try:
        if what == "name":
            label_settings.rename(desk.caller, label=label, name=forms.text("name", 1_000), deps=desk.deps)
            flash(words.gettext("Renamed. The new name reaches everyone in a moment."))
        elif what == "brake":
            label_settings.set_brake(
                desk.caller,
                label=label,
                floor=_whole(forms.text("floor", 8)),
                percent=_whole(forms.text("percent", 8)),
                deps=desk.deps,
            )
            flash(words.gettext("Saved."))
        elif what == "hide":
            whom = forms.text("whom", 160)
            label_settings.hide(
                desk.caller, label=label, whom=whom, fields=request.form.getlist("field"), deps=desk.deps
            )
            flash(words.gettext("Saved. What is hidden goes from the copies in a moment."))
        else:
            return _draw(desk, label, problem=words.gettext("Open the label again and repeat the step."))
    except NameInUse:
        problem = words.gettext("You have another label of that name in your Google Contacts.")
        return _draw(desk, label, problem=problem)
    except BadInput:
        said = {
            "name": words.gettext("Type a name of at most 200 characters."),
            "brake": words.gettext("Type whole numbers: 0 to 1,000 contacts, 1 to 100 percent."),
        }
        if what not in said:
            raise
        return _draw(desk, label, problem=said[what])
    return see_other(f"{label_url(label)}/settings")


def _whole(text: str) -> int:
    """A number from an input; -1, which is never allowed, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() else -1


def _draw(desk: Desk, label: str, *, problem: str = "") -> Response:
    settings = label_settings.settings(desk.caller, label=label, deps=desk.deps)
    head, facts = head_of(desk, label)
    words = desk.words
    whom = forms.query("whom", 160) or forms.text("whom", 160)
    people = {
        f"account:{row.principal}": row.name
        for row in facts.members
        if row.level < Level.OWNER and row.kind == "person"
    } | {f"account:{principal}": name for principal, name in settings.people}
    choices = [
        *((level.word, level_name(level, words)) for level in Level if level < Level.OWNER),
        *((key, one_line(name)) for key, name in people.items()),
    ]
    if whom not in dict(choices):
        whom = choices[0][0]
    return desk.draw(
        "settings.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here=label_url(label),
        head=head,
        tab="settings",
        url=f"{label_url(label)}/settings",
        label_url=label_url(label),
        problem=problem,
        name=request.form.get("name", settings.name)[:1_000],
        floor=request.form.get("floor", str(settings.brake_floor))[:8],
        percent=request.form.get("percent", str(settings.brake_percent))[:8],
        whom=whom,
        choices=choices,
        chosen=dict(choices)[whom],
        fields=[
            (field.value, field.text, field.selected)
            for field in fields_to_hide(settings.hidden.get(whom, ()), words)
        ],
        hiding=[
            (name, words.names(field_name(field, words) for field in settings.hidden[key]))
            for key, name in choices
            if settings.hidden.get(key)
        ],
    )


@page
def ask_stop(desk: Desk, label: str) -> Response:
    """GET …/stop: the question before."""
    facts = overview.label(desk.caller, label=label, deps=desk.deps)
    if facts.level is not Level.OWNER:
        raise NotAllowed
    view = stop_view(facts, desk.words)
    here = label_url(label)
    return desk.ask(view, label=label, back=here, action=f"{here}/stop")


@page
def stop(desk: Desk, label: str) -> Response:
    """POST …/stop; pressed twice, it has been stopped."""
    try:
        sharing.stop(desk.caller, label=label, deps=desk.deps)
    except LabelStopped:
        flash(desk.words.gettext("Sharing of this label was stopped."))
    else:
        flash(desk.words.gettext("No longer shared. The contacts are being taken back."))
    return see_other("/")


@page
def ask_leave(desk: Desk, label: str) -> Response:
    """GET …/leave: the question before."""
    facts = overview.label(desk.caller, label=label, deps=desk.deps)
    view = leave_view(facts, desk.words)
    here = label_url(label)
    return desk.ask(view, label=label, back=here, action=f"{here}/leave")


@page
def leave(desk: Desk, label: str) -> Response:
    """POST …/leave; pressed twice, she has left."""
    try:
        members.leave(desk.caller, label=label, deps=desk.deps)
    except NoSuchLabel:
        if not labels.had(desk.caller, label=label, deps=desk.deps):
            raise
    flash(desk.words.gettext("You left the label. Its contacts go from your Google Contacts."))
    return see_other("/")


@page
def ask_transfer(desk: Desk, label: str, principal: str) -> Response:
    """GET …/transfer/<principal>: the question before."""
    facts = overview.heir(desk.caller, label=label, principal=principal, deps=desk.deps)
    view = owner_view(facts, desk.words)
    action = f"{label_url(label)}/transfer/{principal}"
    return desk.ask(view, label=label, back=member_url(label, principal), action=action)


@page
def transfer(desk: Desk, label: str, principal: str) -> Response:
    """POST …/transfer/<principal>."""
    transferring.transfer(desk.caller, label=label, principal=principal, deps=desk.deps)
    flash(desk.words.gettext("The label has a new owner."))
    return see_other(f"{label_url(label)}/members")
