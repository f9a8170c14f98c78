"""The trash of a label."""

from __future__ import annotations

from flask import Response, flash, request

from cards.trash import trash_view
from services import trash

from . import forms, reading
from .desk import Desk, page, see_other
from .links import label_url, pages_beside
from .wholes import head_of


@page
def show(desk: Desk, label: str) -> Response:
    """GET …/trash."""
    number = reading.number(request.args.get("page", ""))
    facts = trash.trash(desk.caller, label=label, page=number, deps=desk.deps)
    head, _ = head_of(desk, label)
    url = f"{label_url(label)}/trash"
    view = trash_view(facts, desk.words)
    return desk.draw(
        "trash.html",
        here=label_url(label),
        head=head,
        tab="trash",
        url=url,
        view=view,
        rows=tuple(zip(view.rows, facts.rows, strict=False)),
        **pages_beside(url, facts.page, facts.pages),
    )


@page
def restore(desk: Desk, label: str) -> Response:
    """POST …/trash: bring one contact back; pressed twice, it is back."""
    trash.restore(desk.caller, label=label, contact=forms.text("contact", 128), deps=desk.deps)
    flash(desk.words.gettext("Restored. The contact is coming back to everyone."))
    return see_other(f"{label_url(label)}/trash")
