"""*Share label*: people by type-ahead or pasted, levels, message, preview; and progress until all have it.

One form, sent with different buttons: *Find*, a colleague who was found, the cross of one who was chosen,
*Preview*, *Share label*. Each gets the form back with everything that was typed, but the last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, flash, request

from cards.levels import level_means, level_name
from cards.preview import PreviewView, preview_view
from cards.refused import refused_why
from cards.share import MESSAGE_LIMIT, ShareView, share_view
from cards.shared import shared_view
from cards.suggestions import typed
from cards.text import Words, one_line
from services import overview, share_form, sharing
from services.core.facts import LabelFacts, RefusedAddress, ShareFacts, ShareForm
from services.core.levels import Level
from services.core.refusals import BadInput, NobodyChosen

from . import forms, reading
from .desk import Desk, page, see_other
from .links import GROUPS, label_url

SUGGESTIONS = 8
"""Colleagues offered while somebody types."""

AT_MOST = 200
"""People who can be chosen one by one; more are pasted."""

NAMED = 4
"""Addresses left out that the next page names; the cookie has to hold them."""


@dataclass(frozen=True, slots=True)
class ShareTarget:
    """The label as an address names it: shared already, or a group of the caller's own."""

    label: str = ""
    group: str = ""

    @property
    def url(self) -> str:
        """The label's own page."""
        return label_url(self.label, self.group)


@page
def ask(desk: Desk, label: str = "", own: str = "") -> Response:
    """GET …/share: the empty form."""
    target = _target(label, own)
    facts = share_form.form(
        desk.caller, label=target.label, group=target.group, form=ShareForm(), deps=desk.deps
    )
    return _draw(desk, target, facts)


@page
def send(desk: Desk, label: str = "", own: str = "") -> Response:
    """POST …/share: by one of its buttons."""
    target = _target(label, own)
    form = _form()
    if request.form.get("do") == "share":
        try:
            shared = sharing.share(
                desk.caller, label=target.label, group=target.group, form=form, deps=desk.deps
            )
        except NobodyChosen:
            return _nobody(desk, target, form)
        _tell(shared, desk.words)
        return see_other(f"{label_url(shared.label)}/progress")
    if request.form.get("do") == "preview":
        facts = _look(desk, target, form, preview=True)
        if not facts.invitees:
            return _nobody(desk, target, form)
        return _draw(desk, target, facts)
    found = _found(desk, form.typed) if request.form.get("do") == "find" else None
    return _draw(desk, target, _look(desk, target, form, preview=False), found=found)


@page
def suggest(desk: Desk) -> Response:
    """POST /suggest: colleagues whose name or address begins with what is typed last."""
    return desk.part("suggestions.html", found=_found(desk, forms.text("people")))


@page
def progress(desk: Desk, label: str) -> Response:
    """GET …/progress: what came of it, moving by itself until everyone has the label."""
    return desk.draw("progress.html", here=label_url(label), **_progress(desk, label))


@page
def progress_part(desk: Desk, label: str) -> Response:
    """GET …/progress/part: the same, for a script that asks until it is finished."""
    return desk.part("progress.html", **_progress(desk, label))


def _progress(desk: Desk, label: str) -> dict[str, Any]:
    facts = overview.label(
        desk.caller, label=label, members_page=reading.number(request.args.get("members", "")), deps=desk.deps
    )
    return {
        "view": shared_view(facts, desk.words),
        "url": label_url(label),
        "finished": not _moves(facts),
        "share": f"{label_url(label)}/share" if facts.level.may_share else "",
        "done": facts.current,
        "total": facts.members_total,
    }


def _moves(facts: LabelFacts) -> bool:
    """Whether something will change by itself soon: what waits for a person does not."""
    states = {"waiting", "copying", "ending", "later"}
    shown = [row for row in facts.members if row.level is not Level.OWNER]
    rest = facts.members_total > len(shown) and facts.current + facts.stuck < facts.members_total
    return rest or any(row.copy.state in states for row in shown)


def _target(label: str, own: str) -> ShareTarget:
    if own and not own.isalnum():
        raise BadInput("group")
    return ShareTarget(label, GROUPS + own if own else "")


def _form() -> ShareForm:
    """What is in the form once its button is pressed."""
    box = forms.text("people", 60_000)
    chosen = [one[:320] for one in request.form.getlist("chosen")[:AT_MOST]]
    added = forms.text("add", 320)
    if added and added not in chosen:
        chosen.append(added)
    if added:
        last = typed(box).last
        box = box[: len(box) - len(last)].rstrip(" ,;\n") if last and box.endswith(last) else box
    without = forms.text("remove", 320)
    level = reading.level(request.form.get("level", Level.EDITOR.word))
    return ShareForm(
        typed=box,
        chosen=tuple(one for one in chosen if one != without),
        level=level,
        message=forms.text("message", MESSAGE_LIMIT),
    )


def _look(desk: Desk, target: ShareTarget, form: ShareForm, *, preview: bool) -> ShareFacts:
    return share_form.form(
        desk.caller, label=target.label, group=target.group, form=form, preview=preview, deps=desk.deps
    )


def _found(desk: Desk, box: str) -> list[tuple[str, str]]:
    last = typed(box).last
    return share_form.suggest(desk.caller, last, deps=desk.deps)[:SUGGESTIONS] if last else []


def _nobody(desk: Desk, target: ShareTarget, form: ShareForm) -> Response:
    facts = _look(desk, target, form, preview=True)
    facts = replace(facts, problem=facts.problem or "nobody")
    return _draw(desk, target, facts, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _draw(
    desk: Desk,
    target: ShareTarget,
    facts: ShareFacts,
    *,
    found: list[tuple[str, str]] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    view: ShareView = share_view(facts, desk.words)
    shown: PreviewView | None = preview_view(facts, desk.words) if facts.invitees else None
    return desk.draw(
        "share.html",
        status=status,
        here=target.url,
        url=target.url,
        view=view,
        preview=shown,
        chosen=facts.form.chosen,
        levels=[
            (level.word, level_name(level, desk.words), level_means(level, desk.words))
            for level in facts.levels
        ],
        selected=next((option.value for option in view.options if option.selected), ""),
        found=found,
        added="add" in request.form,
        limit=MESSAGE_LIMIT,
    )


def _tell(shared: sharing.Shared, words: Words) -> None:
    """What the next page says first."""
    if shared.added:
        flash(words.ngettext("Shared with {n} more person.", "Shared with {n} more people.", shared.added))
    if shared.changed:
        flash(words.ngettext("{n} level changed.", "{n} levels changed.", shared.changed))
    for address in shared.refused[:NAMED]:
        flash(_left_out(address, words))
    rest = len(shared.refused) - NAMED
    if rest > 0:
        flash(words.ngettext("{n} more address is left out.", "{n} more addresses are left out.", rest))


def _left_out(address: RefusedAddress, words: Words) -> str:
    return words.gettext(
        "{address} is left out: {why}", address=one_line(address.typed, 60), why=refused_why(address, words)
    )
