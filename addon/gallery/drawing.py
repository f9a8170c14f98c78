"""From sample facts to a card in somebody's words: one function for each card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.admin import admin_card, admin_view
from cards.card import Card
from cards.clash import clash_card, clash_view
from cards.compose import Candidate, choose_card, choose_view, compose_card, compose_view
from cards.confirm import confirm_card
from cards.contact import contact_card, contact_view
from cards.contact_edit import EditForm, edit_card, edit_view, form_of
from cards.encounter import encounter_card, encounter_view
from cards.error import refusal_card
from cards.held import held_card, held_view
from cards.history import change_card, change_view, history_card, history_view, undo_view
from cards.home import home_card, home_view
from cards.label import label_card, label_view
from cards.label_settings import filled, label_settings_card, label_settings_view
from cards.member import member_card, member_view
from cards.preview import preview_card, preview_view
from cards.seen import seen_card, seen_contact_card, seen_contact_view, seen_view
from cards.share import share_card, share_view
from cards.shared import shared_card, shared_view
from cards.text import Words
from cards.trash import trash_card, trash_view
from cards.why import why_card, why_view
from services.core import refusals
from services.core.encounters import (
    DraftFacts,
    EncounterFacts,
)
from services.core.facts import (
    ActivityFacts,
    ChangeFacts,
    ClashFacts,
    ContactFacts,
    HeldFacts,
    HomeFacts,
    LabelFacts,
    MemberFacts,
    RefusedAddress,
    SeenContact,
    SeenLabel,
    SettingsFacts,
    ShareFacts,
    TrashFacts,
    WhyFacts,
)
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Policies
from services.core.typing_in import Typed

from .company import setup
from .facts import activity, shared_facts
from .meetings import CHOICES, DRAFT, RON


def draw_held(hold: HeldFacts, level: Level = Level.OWNER) -> Callable[[Words], Card]:
    return lambda words: held_card(held_view(shared_facts(level=level, held=(hold,)), hold, words))


def draw_history(facts: ActivityFacts) -> Callable[[Words], Card]:
    return lambda words: history_card(history_view(facts, words))


def draw_change(change: ChangeFacts, version: int = 0) -> Callable[[Words], Card]:
    return lambda words: change_card(change_view(activity(change, version=version), change, words))


def draw_trash(facts: TrashFacts) -> Callable[[Words], Card]:
    return lambda words: trash_card(trash_view(facts, words))


def draw_clash(clash: ClashFacts, level: Level = Level.OWNER) -> Callable[[Words], Card]:
    return lambda words: clash_card(clash_view(shared_facts(level=level), clash, words))


def draw_why(title: str, *answers: WhyFacts) -> Callable[[Words], Card]:
    return lambda words: why_card(why_view(title, answers, words))


def draw_undo(run: str, who: str, name: str) -> Callable[[Words], Card]:
    return lambda words: confirm_card(undo_view(activity(), run=run, who=who, name=name, words=words))


def draw_home(facts: HomeFacts) -> Callable[[Words], Card]:
    return lambda words: home_card(home_view(facts, words))


def draw_label(facts: LabelFacts) -> Callable[[Words], Card]:
    return lambda words: label_card(label_view(facts, words))


def draw_share(facts: ShareFacts) -> Callable[[Words], Card]:
    return lambda words: share_card(share_view(facts, words))


def draw_preview(facts: ShareFacts) -> Callable[[Words], Card]:
    return lambda words: preview_card(preview_view(facts, words))


def draw_shared(
    facts: LabelFacts, refused: tuple[RefusedAddress, ...] = (), changed: int = 0
) -> Callable[[Words], Card]:
    return lambda words: shared_card(shared_view(facts, words, refused=refused, changed=changed))


def draw_member(facts: MemberFacts) -> Callable[[Words], Card]:
    return lambda words: member_card(member_view(facts, words))


def draw_seen(facts: SeenLabel) -> Callable[[Words], Card]:
    return lambda words: seen_card(seen_view(facts, words))


def draw_seen_contact(facts: SeenContact) -> Callable[[Words], Card]:
    return lambda words: seen_contact_card(seen_contact_view(facts, words))


def draw_label_settings(facts: SettingsFacts, **typed: object) -> Callable[[Words], Card]:
    form = replace(filled(facts), **typed)  # type: ignore[arg-type]  # a sample names what it likes
    return lambda words: label_settings_card(label_settings_view(facts, form, words))


def draw_contact(facts: ContactFacts) -> Callable[[Words], Card]:
    return lambda words: contact_card(contact_view(facts, words))


def draw_refusal(refusal: refusals.Refusal) -> Callable[[Words], Card]:
    return lambda words: refusal_card(refusal, words)


def draw_admin(
    fault: Fault | None = None, *, ours: bool = False, policies: Policies | None = None
) -> Callable[[Words], Card]:
    facts = setup(fault, ours=ours, policies=policies)
    return lambda words: admin_card(admin_view(facts, words))


def draw_met(facts: EncounterFacts) -> Callable[[Words], Card]:
    return lambda words: encounter_card(encounter_view(facts, words))


def draw_compose(facts: DraftFacts) -> Callable[[Words], Card]:
    return lambda words: compose_card(compose_view(facts, words))


def draw_choose(*candidates: Candidate, **more: str) -> Callable[[Words], Card]:
    given = {"query": "", "after": "", **more}
    return lambda words: choose_card(choose_view(DRAFT, CHOICES[0], "cc", candidates, words=words, **given))


def draw_edit(typed: Typed = RON, **more: object) -> Callable[[Words], Card]:
    given = {"contact": "p.1", "version": 7, "has_birthday": True, **more}
    form = form_of("Ron Wyden", EditForm("l1", "Finance", typed, **given))  # type: ignore[arg-type]  # a sample names what it likes
    return lambda words: edit_card(edit_view(form, words))
