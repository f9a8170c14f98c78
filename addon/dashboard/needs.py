"""What waits for a person to decide: conflicts, and deletions that the brake held."""

from __future__ import annotations

from flask import Response, flash

from cards.clash import clash_view
from cards.held import delete_view, held_view
from services import holding, settling
from services.core.facts import HeldFacts, LabelFacts
from services.core.refusals import AlreadyDecided, BadInput

from . import forms, reading
from .desk import Desk, page, see_other
from .links import contact_url, label_url
from .wholes import head_of


@page
def waiting(desk: Desk, label: str) -> Response:
    """GET …/conflicts: both versions of each, and held deletions above."""
    head, facts = head_of(desk, label)
    return desk.draw(
        "conflicts.html",
        here=label_url(label),
        head=head,
        tab="conflicts",
        url=f"{label_url(label)}/conflicts",
        held=tuple(
            (held_view(facts, hold, desk.words), f"{label_url(label)}/held/{hold.hold}")
            for hold in facts.held
        ),
        clashes=tuple(
            (clash_view(facts, clash, desk.words), clash, contact_url(label, clash.contact))
            for clash in facts.clashes
        ),
    )


@page
def settle(desk: Desk, label: str) -> Response:
    """POST …/conflicts: keep what was kept, or use the other."""
    settling.settle(
        desk.caller,
        label=label,
        contact=forms.text("contact", 128),
        version=reading.number(forms.text("version", 8)),
        field=forms.text("field", 40),
        use=forms.text("use", 8),
        deps=desk.deps,
    )
    words = desk.words
    used = forms.text("use", 8) == "lost"
    flash(words.gettext("The other version is used now.") if used else words.gettext("Kept as it is."))
    return see_other(f"{label_url(label)}/conflicts")


@page
def held(desk: Desk, label: str, hold: str) -> Response:
    """GET …/held/<hold>: who deleted what."""
    head, facts = head_of(desk, label)
    found = _hold(facts, hold)
    return desk.draw(
        "held.html",
        here=label_url(label),
        head=head,
        url=f"{label_url(label)}/held/{hold}",
        label_url=label_url(label),
        view=held_view(facts, found, desk.words),
    )


@page
def ask_delete(desk: Desk, label: str, hold: str) -> Response:
    """GET …/held/<hold>/delete: the question before."""
    _, facts = head_of(desk, label)
    view = delete_view(facts, _hold(facts, hold), desk.words)
    url = f"{label_url(label)}/held/{hold}"
    return desk.ask(view, label=label, back=url, action=url, carried={"choice": "delete"})


@page
def decide(desk: Desk, label: str, hold: str) -> Response:
    """POST …/held/<hold>: *Restore* or *Delete for everyone*; pressed twice, it has been decided."""
    choice = forms.text("choice", 10)
    words = desk.words
    if choice not in {"restore", "delete"}:
        raise BadInput("choice")
    try:
        holding.decide(desk.caller, hold=hold, choice=choice, deps=desk.deps)
    except AlreadyDecided:
        flash(words.gettext("Somebody decided about these deletions already."))
    else:
        flash(
            words.gettext("The contacts are coming back.")
            if choice == "restore"
            else words.gettext("Deleted for everyone. They can be restored from the trash for 30 days.")
        )
    return see_other(label_url(label))


def _hold(facts: LabelFacts, hold: str) -> HeldFacts:
    """One hold of the label. Raises `AlreadyDecided` for one that waits no more (or never did)."""
    found = next((one for one in facts.held if one.hold == hold), None)
    if found is None:
        raise AlreadyDecided
    return found
