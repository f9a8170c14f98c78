"""*Share label*: form, suggestions, preview, and the sharing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from addon.events import CallbackEvent
from cards.preview import preview_card, preview_view
from cards.responses import Answer, Done, PopToRoot, Push, Suggested, Update
from cards.share import share_card, share_view
from cards.shared import shared_card, shared_view
from cards.suggestions import typed
from cards.text import Words
from services import overview, share_form, sharing
from services.core.caller import Caller
from services.core.facts import ShareFacts, ShareForm
from services.core.levels import Level
from services.core.refusals import NobodyChosen
from services.deps import Deps

from . import reading

SUGGESTIONS = 10
"""People offered while somebody types."""


def _form(event: CallbackEvent) -> ShareForm:
    """What was typed; the preview has no inputs, its buttons carry the form along instead."""

    def said(name: str) -> str:
        return "\n".join(event.inputs.texts(name)).strip() or event.parameter(name)

    word = said("level")
    return ShareForm(
        typed=said("people"),
        level=reading.level(word) if word else Level.EDITOR,
        message=said("message"),
    )


def _facts(event: CallbackEvent, caller: Caller, form: ShareForm, *, preview: bool, deps: Deps) -> ShareFacts:
    return share_form.form(
        caller,
        label=event.parameter("label"),
        group=event.parameter("group"),
        form=form,
        preview=preview,
        deps=deps,
    )


def ask(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Share label* on the label card: the empty form."""
    facts = _facts(event, caller, ShareForm(), preview=False, deps=deps)
    return Done((Push(share_card(share_view(facts, words))),))


def edit(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Change* on the preview: the form again, as it was typed."""
    facts = _facts(event, caller, _form(event), preview=False, deps=deps)
    return Done((Update(share_card(share_view(facts, words))),))


def suggest(event: CallbackEvent, caller: Caller, _words: Words, *, deps: Deps) -> Answer:
    """People whose name or address begins with what is typed last."""
    so_far = typed(next(iter(event.inputs.texts("people")), ""))
    found = share_form.suggest(caller, so_far.last, deps=deps) if so_far.last else []
    return Suggested(tuple(so_far.with_(name, email) for name, email in found[:SUGGESTIONS]))


def preview(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Preview*: what sharing would do. With nobody left, the form with the reasons."""
    facts = _facts(event, caller, _form(event), preview=True, deps=deps)
    if not facts.invitees:
        return _again(facts, words)
    return Done((Update(preview_card(preview_view(facts, words))),))


def _again(facts: ShareFacts, words: Words) -> Answer:
    named = replace(facts, problem=facts.problem or "nobody")
    return Done((Update(share_card(share_view(named, words))),))


def submit(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Share label*: done at once, copied afterwards."""
    form = _form(event)
    try:
        shared = sharing.share(
            caller,
            label=event.parameter("label"),
            group=event.parameter("group"),
            form=form,
            deps=deps,
        )
    except NobodyChosen:
        return _again(_facts(event, caller, form, preview=True, deps=deps), words)
    facts = overview.label(caller, label=shared.label, deps=deps)
    view = shared_view(facts, words, refused=shared.refused, changed=shared.changed, form=form)
    return Done((PopToRoot(), Push(shared_card(view))), notification=view.status.text, changed=True)


def progress(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh* after sharing."""
    facts = overview.label(
        caller,
        label=reading.needed(event, "label"),
        members_page=reading.number(event, "members"),
        deps=deps,
    )
    return Done((Update(shared_card(shared_view(facts, words))),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "share.form": ask,
    "share.edit": edit,
    "share.suggest": suggest,
    "share.preview": preview,
    "share.submit": submit,
    "share.progress": progress,
}
