"""What was changed: deletions held, conflicts, history, trash: every state of these cards, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.card import Card
from cards.confirm import confirm_card
from cards.held import delete_view
from cards.text import Words
from services.core.levels import Level

from .drawing import (
    draw_change,
    draw_clash,
    draw_held,
    draw_history,
    draw_trash,
    draw_undo,
    draw_why,
)
from .facts import (
    BACK,
    CHANGE,
    CLASH,
    DELETED,
    HOLD,
    LEFT,
    TRASHED,
    WHY,
    activity,
    shared_facts,
    trash,
)

CHANGE_CARDS: dict[str, Callable[[Words], Card]] = {
    "held": draw_held(HOLD),
    "held_mine_everything": draw_held(LEFT, Level.REMOVER),
    "held_everything": draw_held(replace(LEFT, mine=False, total=300)),
    "confirm_delete_held": lambda words: confirm_card(delete_view(shared_facts(held=(HOLD,)), HOLD, words)),
    "clash": draw_clash(CLASH),
    "clash_viewer": draw_clash(replace(CLASH, lost=""), Level.VIEWER),
    "activity": draw_history(activity(CHANGE, DELETED, BACK, pages=3, page=1)),
    "activity_empty": draw_history(activity()),
    "history": draw_history(activity(CHANGE, BACK, contact="p.1", title="Ron Wyden")),
    "change": draw_change(CHANGE, version=7),
    "change_earlier": draw_change(CHANGE, version=9),
    "change_deleted": draw_change(DELETED),
    "change_fixed": draw_change(BACK),
    "confirm_undo_sync": draw_undo("r1", "", ""),
    "confirm_undo_hour": draw_undo("", "200", "Noah Berg"),
    "trash": draw_trash(trash(TRASHED, replace(TRASHED, title="", by=""), pages=2)),
    "trash_viewer": draw_trash(trash(TRASHED, level=Level.VIEWER)),
    "trash_empty": draw_trash(trash()),
    "why": draw_why("Ron Wyden", *WHY),
    "why_many": draw_why("", *(WHY * 20)),
}
