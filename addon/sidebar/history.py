"""What happened, and undo: activity, history of a contact, one change, trash, who has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.confirm import confirm_card
from cards.history import change_card, change_view, history_card, history_view, undo_view
from cards.responses import Answer, Done, Push, Update
from cards.text import Words
from cards.trash import trash_card, trash_view
from cards.why import why_card, why_view
from services import activity, explaining, trash, undoing
from services.core.caller import Caller
from services.core.facts import ActivityFacts
from services.core.refusals import BadInput
from services.deps import Deps

from . import label as label_handlers
from . import reading


def _facts(event: CallbackEvent, caller: Caller, *, deps: Deps) -> ActivityFacts:
    return activity.activity(
        caller,
        label=reading.needed(event, "label"),
        contact=event.parameter("contact"),
        page=reading.number(event, "page"),
        deps=deps,
    )


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Activity* of a label, *History* of a contact."""
    return Done((Push(history_card(history_view(_facts(event, caller, deps=deps), words))),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh*, *Next*, *Previous*."""
    return Done((Update(history_card(history_view(_facts(event, caller, deps=deps), words))),))


def open_change(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """One change was pressed."""
    facts = activity.change(
        caller,
        label=reading.needed(event, "label"),
        contact=reading.needed(event, "contact"),
        version=reading.number(event, "version"),
        deps=deps,
    )
    return Done((Push(change_card(change_view(facts, facts.changes[0], words))),))


def undo_change(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Undo this change*."""
    label = reading.needed(event, "label")
    undoing.change(
        caller,
        label=label,
        contact=reading.needed(event, "contact"),
        version=reading.number(event, "version"),
        deps=deps,
    )
    said = words.gettext("Undone. It reaches everyone in a moment.")
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


def undo_back(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Undo this and all later changes*: the contact as it was before the change."""
    label = reading.needed(event, "label")
    undoing.back_to(
        caller,
        label=label,
        contact=reading.needed(event, "contact"),
        version=reading.number(event, "version") - 1,
        deps=deps,
    )
    said = words.gettext("Undone. It reaches everyone in a moment.")
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


def ask_undo(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Undo all of this sync* or somebody's last hour, before it is confirmed."""
    facts = activity.activity(caller, label=reading.needed(event, "label"), deps=deps)
    view = undo_view(
        facts,
        run=event.parameter("run"),
        who=event.parameter("who"),
        name=event.parameter("name"),
        words=words,
    )
    return Done((Push(confirm_card(view)),))


def undo_many(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Undo*, confirmed."""
    label = reading.needed(event, "label")
    run, who = event.parameter("run"), event.parameter("who")
    if run:
        count = undoing.run(caller, label=label, run=run, deps=deps)
    elif who:
        count = undoing.hour(caller, label=label, who=who, deps=deps)
    else:
        raise BadInput
    said = words.ngettext("Undone in {n} contact.", "Undone in {n} contacts.", count)
    return label_handlers.back_to_label(caller, words, said, label=label, deps=deps)


def open_trash(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Trash*."""
    facts = trash.trash(caller, label=reading.needed(event, "label"), deps=deps)
    return Done((Push(trash_card(trash_view(facts, words))),))


def show_trash(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Next* and *Previous* in the trash."""
    facts = trash.trash(
        caller, label=reading.needed(event, "label"), page=reading.number(event, "page"), deps=deps
    )
    return Done((Update(trash_card(trash_view(facts, words))),))


def restore(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Restore* one contact from the trash."""
    label = reading.needed(event, "label")
    trash.restore(caller, label=label, contact=reading.needed(event, "contact"), deps=deps)
    facts = trash.trash(caller, label=label, deps=deps)
    return Done(
        (Update(trash_card(trash_view(facts, words))),),
        notification=words.gettext("Restored. The contact is coming back to everyone."),
        changed=True,
    )


def open_why(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Who has it?* of a contact."""
    answers = explaining.why(
        caller,
        label=reading.needed(event, "label"),
        contact=reading.needed(event, "contact"),
        deps=deps,
    )
    title = answers[0].title if answers else ""
    return Done((Push(why_card(why_view(title, answers, words))),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "history.open": open_,
    "history.show": show,
    "change.open": open_change,
    "undo.change": undo_change,
    "undo.back": undo_back,
    "undo.ask": ask_undo,
    "undo.many": undo_many,
    "trash.open": open_trash,
    "trash.show": show_trash,
    "trash.restore": restore,
    "why.open": open_why,
}
