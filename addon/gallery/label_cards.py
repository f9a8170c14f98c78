"""Home, and one label with its settings: every state of these cards, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.card import Card
from cards.text import Words
from services.core.facts import (
    CopyFacts,
    HomeFacts,
    OwnLabel,
    SharedLabel,
)
from services.core.levels import Level
from services.core.outcome import Fault

from .drawing import (
    draw_home,
    draw_label,
    draw_label_settings,
)
from .facts import (
    CLASH,
    COPYING,
    CURRENT,
    FOUGHT,
    HOLD,
    LEFT,
    MAYA,
    NOAH,
    OWN,
    PAUSED,
    QUOTA,
    SILENT,
    THEIRS,
    attention,
    contact,
    label_facts,
    member,
    settings_facts,
    shared_facts,
)

LABEL_CARDS: dict[str, Callable[[Words], Card]] = {
    "home": draw_home(HomeFacts(MAYA, OWN, THEIRS)),
    "home_only_shared": draw_home(HomeFacts(NOAH, (), THEIRS)),
    "home_first": draw_home(HomeFacts(MAYA, OWN[1:3])),
    "home_empty": draw_home(HomeFacts(MAYA)),
    "home_trouble": draw_home(HomeFacts(MAYA, trouble=Fault.SCOPE)),
    "home_found": draw_home(
        HomeFacts(
            MAYA,
            OWN[:1],
            query="ron",
            found=(contact(1, "Ron Wyden", label="l1"), contact(2, "", contact="")),
        )
    ),
    "home_not_found": draw_home(HomeFacts(MAYA, query="zzz")),
    "home_many": draw_home(
        HomeFacts(
            MAYA,
            tuple(OwnLabel(f"contactGroups/{n}", f"Label {n:03}", n) for n in range(90)),
            tuple(SharedLabel(f"s{n}", f"Theirs {n:03}", "Eva", Level.VIEWER, n, CURRENT) for n in range(40)),
            query="label",
            found=tuple(contact(n) for n in range(50)),
        )
    ),
    "label_not_shared": draw_label(label_facts()),
    "label_empty": draw_label(label_facts(size=0, contacts=(), pages=1)),
    "label_copying": draw_label(shared_facts()),
    "label_current": draw_label(
        shared_facts(
            members=(member(), member("Ada Cole", CopyFacts("current", 1, 1), Level.VIEWER)),
            current=2,
            page=1,
            contacts=(
                contact(21),
                contact(22, "", subtitle=""),
                contact(23, photo_url="https://lh3.example.com/p"),
            ),
        )
    ),
    "label_states": draw_label(
        shared_facts(
            members=(
                member("Maya Lopez", CURRENT, Level.OWNER, me=True),
                member("Noah Berg", COPYING),
                member("Ada Cole", QUOTA),
                member("Bo Dahl", SILENT),
                member("Cy Eng", attention(Fault.DELEGATION)),
                member("Di Fox", attention(Fault.SUSPENDED)),
                member("Ed Gil", attention(Fault.FULL)),
                member("Flo Hay", attention(None)),
                member("Gus Ito", PAUSED),
                member("Hal Jay", CopyFacts("ending", 3, 23), grant_state="ended"),
                member("Sales", CopyFacts(""), kind="group"),
                member("Ida Kay", FOUGHT, via="Sales"),
            ),
            members_total=45,
            members_pages=3,
            members_page=1,
            current=12,
        )
    ),
    "label_viewer": draw_label(
        shared_facts(
            viewer=NOAH,
            level=Level.VIEWER,
            group="",
            my_copy=CURRENT,
            current=2,
            members=(member("Noah Berg", CURRENT, Level.VIEWER, me=True),),
        )
    ),
    "label_fought": draw_label(
        shared_facts(
            viewer=NOAH,
            level=Level.EDITOR,
            group="",
            my_copy=replace(FOUGHT, fought=12, fought_names=("Ron Wyden", "", "Maria Cantwell")),
            current=2,
        )
    ),
    "label_refused": draw_label(
        shared_facts(
            viewer=NOAH,
            level=Level.EDITOR,
            group="",
            my_copy=replace(CURRENT, done=21, refused=2, refused_names=("Ron Wyden", "Maria Cantwell")),
            current=2,
        )
    ),
    "label_manager_attention": draw_label(
        shared_facts(
            viewer=NOAH, level=Level.MANAGER, group="", my_copy=attention(Fault.FULL), current=1, stuck=1
        )
    ),
    "label_held": draw_label(shared_facts(held=(HOLD, LEFT), current=2)),
    "label_clash": draw_label(shared_facts(clashes=(CLASH,), current=2)),
    "label_searched": draw_label(shared_facts(query="zz", contacts=(), pages=1)),
    "label_stopped": draw_label(shared_facts(stopped=True, members=(), members_total=0)),
    "label_settings": draw_label_settings(settings_facts()),
    "label_settings_hidden": draw_label_settings(
        settings_facts(
            hidden={
                "viewer": ("birthdays", "phoneNumbers"),
                "manager": ("biographies",),
                "account:id-noah": ("addresses",),
                **{f"account:id-{n}": ("urls",) for n in range(30)},
            },
            people=(("id-noah", "Noah Berg"), *((f"id-{n}", f"Member {n:02}") for n in range(30))),
        )
    ),
    "label_settings_name_in_use": draw_label_settings(settings_facts(), name="Budget", problem="in-use"),
    "label_settings_no_name": draw_label_settings(settings_facts(), name="", problem="name"),
    "label_settings_kept": draw_label_settings(
        settings_facts(),
        name="Budget",
        floor="-3",
        percent="999",
        whom=Level.MANAGER,
        fields=("phoneNumbers",),
        problem="brake",
    ),
}
