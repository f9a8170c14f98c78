"""Settings of a label, for its owner: name, brake, and what is hidden from which level.

The three forms are one card, so each button brings along what stands in the others: it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from addon.events import CallbackEvent
from cards.card import Card
from cards.label_settings import (
    SettingsForm,
    chosen,
    filled,
    label_settings_card,
    label_settings_view,
)
from cards.responses import Answer, Done, Pop, Push, Update
from cards.text import Words
from services import label_settings
from services.core.caller import Caller
from services.core.facts import SettingsFacts
from services.core.levels import Level
from services.core.refusals import BadInput, NameInUse
from services.deps import Deps

from . import label as label_handlers
from . import reading

TYPED = 1_000
"""Characters of a name that are shown again; Google's longest label has a fifth of that."""


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Settings* on the label card."""
    facts = _facts(event, caller, deps=deps)
    return Done((Push(_card(facts, filled(facts), words)),))


def rename(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Rename*: the label card below is drawn anew as well, since it says the name."""
    label, form = reading.needed(event, "label"), _typed(event)
    try:
        label_settings.rename(caller, label=label, name=form.name, deps=deps)
    except (NameInUse, BadInput) as refusal:
        problem = "in-use" if isinstance(refusal, NameInUse) else "name"
        return _again(event, caller, replace(form, problem=problem), words, deps=deps)
    facts = _facts(event, caller, deps=deps)
    below = label_handlers.card(caller, words, label=label, deps=deps)
    return Done(
        (Pop(), Update(below), Push(_card(facts, replace(form, name=facts.name), words))),
        notification=words.gettext("Renamed. The new name reaches everyone in a moment."),
        changed=True,
    )


def set_brake(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Save* under *When many contacts vanish at once*."""
    label, form = reading.needed(event, "label"), _typed(event)
    floor, percent = reading.whole(form.floor), reading.whole(form.percent)
    try:
        label_settings.set_brake(caller, label=label, floor=floor, percent=percent, deps=deps)
    except BadInput:
        return _again(event, caller, replace(form, problem="brake"), words, deps=deps)
    saved = replace(form, floor=str(floor), percent=str(percent))
    return _again(event, caller, saved, words, said=words.gettext("Saved."), deps=deps)


def choose(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """Another level was chosen: what is hidden from it."""
    facts, form = _facts(event, caller, deps=deps), _typed(event)
    return Done((Update(_card(facts, chosen(form, form.whom, facts), words)),))


def hide(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Save* under *Hidden fields*.

    Race: a level may have been chosen whose fields have not come yet. The boxes are another level's then;
    they are not saved for this one, but its own are shown.
    """
    form = _typed(event)
    drawn = _level(reading.needed(event, "whom"))
    if form.whom is not drawn:
        facts = _facts(event, caller, deps=deps)
        return Done(
            (Update(_card(facts, chosen(form, form.whom, facts), words)),),
            notification=words.gettext("Nothing was changed."),
        )
    label_settings.hide(
        caller, label=reading.needed(event, "label"), whom=drawn.word, fields=form.fields, deps=deps
    )
    said = words.gettext("Saved. What is hidden goes from the copies in a moment.")
    return _again(event, caller, form, words, said=said, deps=deps)


def _facts(event: CallbackEvent, caller: Caller, *, deps: Deps) -> SettingsFacts:
    return label_settings.settings(caller, label=reading.needed(event, "label"), deps=deps)


def _card(facts: SettingsFacts, form: SettingsForm, words: Words) -> Card:
    return label_settings_card(label_settings_view(facts, form, words))


def _again(
    event: CallbackEvent, caller: Caller, form: SettingsForm, words: Words, *, said: str = "", deps: Deps
) -> Answer:
    """The same card, with what stands in its inputs; `said` when something was saved."""
    facts = _facts(event, caller, deps=deps)
    return Done((Update(_card(facts, form, words)),), notification=said, changed=bool(said))


def _typed(event: CallbackEvent) -> SettingsForm:
    inputs = event.inputs
    # A choice that the host leaves out says nothing: then it is the level that the boxes were drawn for.
    whom = next(iter(inputs.texts("whom")), event.parameter("whom") or Level.VIEWER.word)
    return SettingsForm(
        name=inputs.text("name")[:TYPED],
        floor=inputs.text("floor")[: reading.DIGITS],
        percent=inputs.text("percent")[: reading.DIGITS],
        whom=_level(whom),
        fields=inputs.texts("fields"),
    )


def _level(word: str) -> Level:
    """A level from which something can be hidden; raises BadInput for any other word."""
    found = reading.level(word)
    if found is Level.OWNER:
        raise BadInput("whom")
    return found


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "label.settings": open_,
    "label.rename": rename,
    "label.brake": set_brake,
    "label.whom": choose,
    "label.hide": hide,
}
