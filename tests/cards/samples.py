"""Text that is hard to show, in every place of every card that takes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from addon.gallery.drawing import (
    draw_change,
    draw_choose,
    draw_clash,
    draw_compose,
    draw_contact,
    draw_edit,
    draw_held,
    draw_history,
    draw_home,
    draw_label,
    draw_label_settings,
    draw_member,
    draw_met,
    draw_preview,
    draw_seen,
    draw_seen_contact,
    draw_share,
    draw_shared,
    draw_trash,
    draw_undo,
    draw_why,
)
from addon.gallery.facts import AT, CHANGE, COPYING, EVERYBODY, MAYA, activity, label_facts, trash
from addon.gallery.meetings import CONTACT, DRAFT, acquaintance, met
from cards.card import Card
from cards.compose import Candidate
from cards.confirm import confirm_card, end_view, leave_view, owner_view, stop_view
from cards.contact_edit import remove_view
from cards.settings import settings_card, settings_view
from cards.text import Words
from services.core.encounters import (
    Correspondent,
    Encounter,
    LabelChoice,
    Membership,
)
from services.core.facts import (
    ClashFacts,
    ContactFacts,
    ContactRow,
    HeldFacts,
    HomeFacts,
    Invitee,
    MemberFacts,
    MemberRow,
    OwnLabel,
    RefusedAddress,
    SeenContact,
    SeenLabel,
    SettingsFacts,
    SharedLabel,
    ShareFacts,
    ShareForm,
    TrashRow,
    Viewer,
    WhyFacts,
)
from services.core.levels import Level
from services.core.typing_in import Line, Typed

AWKWARD = (
    '<script>alert("x")</script> & Sons',
    'O\'Brien "Bob" & Söhne',
    "👩🏽‍🚀 Émile 🇫🇮",
    "שלום עולם",
    "مرحبا بالعالم",
    "A" * 1024,
    "",
    "line\nbreak\tand \u202eturned",
)


def awkward(text: str) -> dict[str, Callable[[Words], Card]]:
    """Every card that shows user text, with this text in every place that takes one."""
    row = MemberRow("id", text, "a@example.com", Level.EDITOR, "person", "active", COPYING, via=text)
    line = ContactRow("p.1", "people/c1", text, text, "", "l1")
    form = ShareForm(text, level=Level.EDITOR, message=text)
    refused = (RefusedAddress(text, "malformed"),)
    facts = label_facts(
        name=text, owner_name=text, label="l1", query=text, contacts=(line,), members=(row,), members_total=1
    )
    sharing = ShareFacts(
        Viewer("1", "a@example.com", text),
        text,
        1,
        "l1",
        "",
        EVERYBODY,
        form,
        (Invitee("a@example.com", text, "person", None, Level.EDITOR, 1, 1),),
        refused,
    )
    return {
        "home": draw_home(
            HomeFacts(
                MAYA,
                (OwnLabel("contactGroups/1", text, 1),),
                (SharedLabel("l1", text, text, Level.VIEWER, 1, COPYING),),
                text,
                (line,),
            )
        ),
        "home_not_found": draw_home(HomeFacts(MAYA, query=text or "x")),
        "label": draw_label(facts),
        "share": draw_share(sharing),
        "preview": draw_preview(sharing),
        "shared": draw_shared(facts, refused),
        "member": draw_member(
            MemberFacts(MAYA, "l1", text, row, EVERYBODY, may_end=True, may_hide=True, may_own=True)
        ),
        "sees": draw_seen(SeenLabel("l1", text, row, size=1, contacts=(line,), query=text)),
        "sees_contact": draw_seen_contact(SeenContact(text, text, (("names", text, text, text),))),
        "label_settings": draw_label_settings(
            SettingsFacts("l1", text, 10, 10, {"account:id": ("urls",)}, (("id", text),)),
            floor=text,
            percent=text,
        ),
        "owner": lambda words: confirm_card(
            owner_view(MemberFacts(MAYA, "l1", text, row, EVERYBODY, may_end=True), words)
        ),
        "stop": lambda words: confirm_card(stop_view(facts, words)),
        "leave": lambda words: confirm_card(leave_view(facts, words)),
        "end": lambda words: confirm_card(
            end_view(MemberFacts(MAYA, "l1", text, row, EVERYBODY, may_end=True), words)
        ),
        "contact": draw_contact(
            ContactFacts(
                MAYA,
                "p.1",
                "l1",
                text,
                text,
                (("names", text, text, text),),
                Level.EDITOR,
                labels=(("l1", text),),
            )
        ),
        "edit": draw_edit(
            Typed(text, text, (Line(text, text),), (Line(text, text),), text, text, note=text), problem=text
        ),
        "remove": lambda words: confirm_card(
            remove_view(replace(CONTACT, title=text, label_name=text), words)
        ),
        "met": draw_met(
            met(
                Encounter(
                    Correspondent("a@example.com", text),
                    (
                        acquaintance(
                            title=text,
                            rows=(("biographies", text, text, text),),
                            labels=(Membership("l1", text, text),),
                        ),
                    ),
                ),
                Encounter(Correspondent("b@example.com", text)),
                labels=(LabelChoice("l1", text),),
            )
        ),
        "compose": draw_compose(replace(DRAFT, labels=(LabelChoice("l1", text),))),
        "choose": draw_choose(Candidate("p.1", text, "a@example.com"), query=text),
        "held": draw_held(HeldFacts("h", text, (text,), 1, AT)),
        "clash": draw_clash(ClashFacts("p.1", 7, text, text or "f", text, text, text, text, AT)),
        "history": draw_history(activity(replace(CHANGE, title=text, who=text), contact="p.1", title=text)),
        "activity": draw_history(activity(replace(CHANGE, title=text, who=text))),
        "change": draw_change(replace(CHANGE, title=text, who=text, changes=((text or "f", text, text),))),
        "trash": draw_trash(trash(TrashRow("p.1", text, text, AT, AT))),
        "why": draw_why(text, WhyFacts(text, text, "here")),
        "undo": draw_undo("", "200", text),
        "settings": lambda words: settings_card(settings_view(Viewer("1", "a@example.com", text), words)),
    }
