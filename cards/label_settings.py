"""What the owner decides about a label: its name, when deletions are held, what is hidden from whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.core.facts import SettingsFacts
from services.core.label_names import LONGEST
from services.core.levels import Level

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .fields import field_name, fields_to_hide
from .levels import level_name
from .names import contact_name, label_name
from .text import Words
from .widgets import Choice, Option, Paragraph, Row, TextInput, Widget

PEOPLE = 20
"""Members that one card lists of those from whom something is hidden one by one; the rest is counted."""

BELOW_OWNER = tuple(level for level in Level if level < Level.OWNER)


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """What stands in the inputs, as it was typed; `fields` are those ticked for the level `whom`.

    problem: name | in-use | brake | (empty: none)
    """

    name: str
    floor: str
    percent: str
    whom: Level = Level.VIEWER
    fields: tuple[str, ...] = ()
    problem: str = ""


def filled(facts: SettingsFacts) -> SettingsForm:
    """The form as it is opened."""
    blank = SettingsForm(facts.name, str(facts.brake_floor), str(facts.brake_percent))
    return chosen(blank, Level.VIEWER, facts)


def chosen(form: SettingsForm, whom: Level, facts: SettingsFacts) -> SettingsForm:
    """The form with what is hidden from another level; what was typed elsewhere stays."""
    return replace(form, whom=whom, fields=facts.hidden.get(whom.word, ()))


@dataclass(frozen=True, slots=True)
class LabelSettingsView:
    """The settings of a label in words; a `…_problem` says why what stands in the inputs was not saved."""

    title: str
    subtitle: str
    name_problem: str
    name_label: str
    name_hint: str
    name: str
    rename: Offer
    brake_heading: str
    brake_text: str
    brake_problem: str
    floor_label: str
    floor: str
    percent_label: str
    percent: str
    save_brake: Offer
    hidden_heading: str
    hidden: tuple[Line, ...]
    hidden_none: str
    whom_label: str
    whom: tuple[Option, ...]
    chooses: Press
    fields_label: str
    fields: tuple[Option, ...]
    save_hidden: Offer


def label_settings_view(facts: SettingsFacts, form: SettingsForm, words: Words) -> LabelSettingsView:
    """Every word of the settings; `form` is what was typed, or `filled(facts)`."""
    here = {"label": facts.label}
    hidden = _hidden(facts, words)
    return LabelSettingsView(
        title=words.gettext("Settings"),
        subtitle=label_name(facts.name, words),
        name_problem=_name_problem(form, words),
        name_label=words.gettext("Name"),
        name_hint=words.gettext(
            "In your Google Contacts and in everybody's copy, where they gave it no name of their own."
        ),
        name=form.name,
        rename=Offer(words.gettext("Rename"), press("label.rename", **here)),
        brake_heading=words.gettext("When many contacts vanish at once"),
        brake_text=words.gettext(
            "Deletions are held, and nothing is deleted for the others before you say so, "
            "when more than this goes at once:"
        ),
        brake_problem=words.gettext("Type whole numbers: 0 to 1,000 contacts, 1 to 100 percent.")
        if form.problem == "brake"
        else "",
        floor_label=words.gettext("Contacts"),
        floor=form.floor,
        percent_label=words.gettext("or percent of the label, whichever is more"),
        percent=form.percent,
        save_brake=Offer(
            words.gettext("Save"),
            press("label.brake", **here),
            alt=words.gettext("Save when deletions are held"),
        ),
        hidden_heading=words.gettext("Hidden fields"),
        hidden=hidden,
        hidden_none="" if hidden else words.gettext("Everybody sees all fields."),
        whom_label=words.gettext("Hide from"),
        whom=tuple(Option(level.word, level_name(level, words), level is form.whom) for level in BELOW_OWNER),
        chooses=press("label.whom", **here),
        fields_label=words.gettext("Fields hidden from: {whom}", whom=level_name(form.whom, words)),
        fields=fields_to_hide(form.fields, words),
        save_hidden=Offer(
            words.gettext("Save"),
            press("label.hide", whom=form.whom.word, **here),
            alt=words.gettext("Save what is hidden"),
        ),
    )


def _name_problem(form: SettingsForm, words: Words) -> str:
    match form.problem:
        case "name":
            return words.gettext("Type a name of at most 200 characters.")
        case "in-use":
            return words.gettext("You have another label of that name in your Google Contacts.")
        case _:
            return ""


def _hidden(facts: SettingsFacts, words: Words) -> tuple[Line, ...]:
    """What is hidden from each level, and from members one by one, whose card shows it."""
    levels = tuple(
        Line(_names(facts.hidden[level.word], words), top=level_name(level, words))
        for level in BELOW_OWNER
        if facts.hidden.get(level.word)
    )
    people = tuple(
        Line(
            _names(facts.hidden[f"account:{principal}"], words),
            top=contact_name(name, words),
            to=press("member.open", label=facts.label, principal=principal),
        )
        for principal, name in facts.people[:PEOPLE]
    )
    more = len(facts.people) - PEOPLE
    rest = (Line(words.ngettext("and {n} more", "and {n} more", more)),) if more > 0 else ()
    return (*levels, *people, *rest)


def _names(fields: tuple[str, ...], words: Words) -> str:
    return words.names(field_name(field, words) for field in fields)


def label_settings_card(view: LabelSettingsView) -> Card:
    """The settings: three forms under each other, each with its own button."""
    none: tuple[Widget, ...] = (Paragraph(view.hidden_none),) if view.hidden_none else ()
    return Card(
        "label-settings",
        view.title,
        view.subtitle,
        sections=(
            Section(
                (
                    *_problem(view.name_problem),
                    TextInput("name", view.name_label, view.name_hint, view.name, limit=LONGEST),
                    *offers(view.rename),
                )
            ),
            Section(
                (
                    Paragraph(view.brake_text),
                    *_problem(view.brake_problem),
                    TextInput("floor", view.floor_label, value=view.floor, takes="INTEGER"),
                    TextInput("percent", view.percent_label, value=view.percent, takes="INTEGER"),
                    *offers(view.save_brake),
                ),
                view.brake_heading,
            ),
            Section(
                (
                    *rows(view.hidden),
                    *none,
                    Choice("whom", view.whom_label, view.whom, kind="DROPDOWN", on_change=view.chooses),
                    Choice("fields", view.fields_label, view.fields, kind="CHECK_BOX"),
                    *offers(view.save_hidden),
                ),
                view.hidden_heading,
            ),
        ),
    )


def _problem(said: str) -> tuple[Widget, ...]:
    return (Row(said, strong=True),) if said else ()
