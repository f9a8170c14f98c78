"""Home, settings, help: where one begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from addon.events import CallbackEvent, Event, TriggerEvent
from addon.words import language_names, languages, words_for
from cards.card import Card
from cards.home import home_card, home_view
from cards.responses import Answer, Done, Pop, PopToRoot, Push, Shown, Update
from cards.settings import (
    AS_IN_GOOGLE,
    Chosen,
    help_card,
    help_view,
    settings_card,
    settings_view,
)
from cards.text import Words
from services import admin, homepage, label_settings, preferences, syncing
from services.core.caller import Caller
from services.core.refusals import BadInput
from services.deps import Deps
from services.viewing import viewer_of


def card(caller: Caller, words: Words, *, query: str = "", deps: Deps) -> Card:
    """The home card as it is now."""
    return home_card(home_view(homepage.home(caller, query=query, deps=deps), words))


def back_home(caller: Caller, words: Words, said: str, *, deps: Deps) -> Answer:
    """Back on the home card after a label has gone from it, with a sentence about it."""
    return Done((PopToRoot(), Update(card(caller, words, deps=deps))), notification=said, changed=True)


def _looking(caller: Caller, words: Words, *, query: str = "", deps: Deps) -> Card:
    """The home card, and whatever the person has changed in Google Contacts meanwhile is followed."""
    facts = homepage.home(caller, query=query, deps=deps)
    label_settings.follow_names(caller, facts.own, deps=deps)
    syncing.look(caller, deps=deps)
    return home_card(home_view(facts, words))


def begin(_event: TriggerEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The homepage trigger: what is there now, and a look for what the person has changed meanwhile."""
    shown = Shown(_looking(caller, words, deps=deps))
    admin.notice(caller, deps=deps)
    return shown


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh* and *Show all*."""
    return Done((Update(_looking(caller, words, query=event.parameter("query"), deps=deps)),))


def reopen(_event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*My labels*, from anywhere."""
    return Done((PopToRoot(), Update(card(caller, words, deps=deps))))


def search(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Search*, over labels and contacts."""
    return Done((Update(card(caller, words, query=event.inputs.text("query"), deps=deps)),))


def back(_event: CallbackEvent, _caller: Caller, _words: Words, *, deps: Deps) -> Answer:  # noqa: ARG001 - every handler is called alike
    """*Back* and *Cancel*."""
    return Done((Pop(),))


def settings(_event: Event, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The universal action *Settings*."""
    chosen = preferences.chosen(caller, deps=deps)
    return Done((Push(_settings_card(caller, words, chosen, deps=deps)),))


def save_settings(event: CallbackEvent, caller: Caller, _words: Words, *, deps: Deps) -> Answer:
    """*Save* on the settings card; the answer is in the language that was chosen."""
    tag = event.inputs.text("language")
    if tag not in {"", AS_IN_GOOGLE, *languages()}:
        raise BadInput("language")
    chosen = preferences.Preferences(
        language="" if tag == AS_IN_GOOGLE else tag,
        mails=event.inputs.on("mails"),
        digest=event.inputs.on("digest"),
    )
    preferences.choose(caller, chosen, deps=deps)
    words = words_for(chosen.language or event.locale, event.zone)
    return Done(
        (Update(_settings_card(caller, words, chosen, deps=deps)),),
        notification=words.gettext("Saved"),
        changed=True,
    )


def _settings_card(caller: Caller, words: Words, chosen: preferences.Preferences, *, deps: Deps) -> Card:
    viewer = replace(viewer_of(caller), admin=admin.is_admin(caller, deps=deps))
    view = settings_view(
        viewer, words, Chosen(chosen.language, chosen.mails, chosen.digest), language_names()
    )
    return settings_card(view)


def usage(_event: Event, _caller: Caller, words: Words, *, deps: Deps) -> Answer:  # noqa: ARG001 - every handler is called alike
    """The universal action *Help*."""
    return Done((Push(help_card(help_view(words))),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "home": begin,
    "home.show": show,
    "home.open": reopen,
    "home.search": search,
    "back": back,
    "settings": settings,
    "settings.save": save_settings,
    "help": usage,
}
