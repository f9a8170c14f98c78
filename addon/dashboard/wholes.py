"""What most pages of a label begin with."""

from __future__ import annotations

from services import overview
from services.core.facts import LabelFacts

from .desk import Desk
from .head import Head, head_view


def head_of(desk: Desk, label: str) -> tuple[Head, LabelFacts]:
    """The upper part of a label's pages, and the facts it was made of."""
    facts = overview.label(desk.caller, label=label, deps=desk.deps)
    return head_view(facts, desk.words), facts
