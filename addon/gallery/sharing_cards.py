"""Sharing a label, and its members: every state of these cards, by name."""

from __future__ import annotations

from collections.abc import Callable

from cards.card import Card
from cards.confirm import confirm_card, end_view, leave_view, owner_view, stop_view
from cards.text import Words
from services.core.contact import HIDEABLE
from services.core.facts import (
    CopyFacts,
    Invitee,
    RefusedAddress,
    SeenContact,
    SeenLabel,
    ShareForm,
)
from services.core.levels import Level
from services.core.outcome import Fault

from .drawing import (
    draw_member,
    draw_preview,
    draw_seen,
    draw_seen_contact,
    draw_share,
    draw_shared,
)
from .facts import (
    COPYING,
    EVERYBODY,
    INVITEES,
    REFUSED,
    attention,
    contact,
    member,
    member_facts,
    share_facts,
    shared_facts,
)
from .meetings import CONTACT

SHARING_CARDS: dict[str, Callable[[Words], Card]] = {
    "share_form": draw_share(share_facts()),
    "share_form_manager": draw_share(share_facts(label="l1", group="", levels=EVERYBODY[:3])),
    "share_form_nobody": draw_share(share_facts(problem="nobody")),
    "share_form_refused": draw_share(
        share_facts(
            problem="nobody",
            refused=REFUSED,
            form=ShareForm(
                'ada@, "Smith, Jo" <jo@example.com>', level=Level.VIEWER, message="Hello & <welcome>"
            ),
        )
    ),
    "share_form_empty_label": draw_share(share_facts(problem="empty-label")),
    "preview": draw_preview(
        share_facts(
            form=ShareForm("noah@example.com, ada@", message="Here they are.\nMaya"),
            invitees=INVITEES,
            refused=REFUSED[:2],
            excluded=2,
        )
    ),
    "preview_one": draw_preview(share_facts(form=ShareForm("noah@example.com"), invitees=INVITEES[:1])),
    "preview_500": draw_preview(
        share_facts(
            invitees=tuple(
                Invitee(
                    f"p{n}@example.com",
                    f"P {n}",
                    "person",
                    Level.VIEWER if n % 2 else None,
                    Level.EDITOR,
                    23,
                    2,
                )
                for n in range(300)
            ),
            refused=tuple(RefusedAddress(f"x{n}@other.com", "outside") for n in range(200)),
        )
    ),
    "shared": draw_shared(shared_facts()),
    "shared_changed": draw_shared(shared_facts(current=1), REFUSED[:2], 1),
    "shared_current": draw_shared(shared_facts(members=(member(), member("Ada Cole")), current=2)),
    "member": draw_member(member_facts(member(copy=COPYING))),
    "member_attention": draw_member(member_facts(member(copy=attention(Fault.FULL)))),
    "member_gone": draw_member(member_facts(member(copy=attention(Fault.GONE)))),
    "member_group": draw_member(
        member_facts(member("Sales", CopyFacts(""), kind="group"), may_hide=False, may_own=False)
    ),
    "member_via": draw_member(member_facts(member(via="Sales"))),
    "member_fixed": draw_member(
        member_facts(member(level=Level.MANAGER), levels=(), may_end=False, may_hide=False, may_own=False)
    ),
    "member_invited": draw_member(
        member_facts(member(copy=CopyFacts("waiting", 0, 23), grant_state="invited"), may_own=False)
    ),
    "member_hidden": draw_member(
        member_facts(
            member(level=Level.VIEWER),
            hidden=("phoneNumbers", "biographies"),
            level_hidden=("addresses",),
        )
    ),
    "member_sees": draw_seen(
        SeenLabel(
            "l1",
            "Finance",
            member(level=Level.VIEWER),
            hidden=("emailAddresses", "phoneNumbers"),
            size=43,
            contacts=tuple(contact(n, subtitle="") for n in range(21, 41)),
            page=1,
            pages=3,
        )
    ),
    "member_sees_all": draw_seen(
        SeenLabel("l1", "Finance", member(copy=COPYING), size=2, contacts=(contact(1), contact(2, "")))
    ),
    "member_sees_nothing": draw_seen(
        SeenLabel("l1", "Finance", member(copy=CopyFacts("waiting"), grant_state="invited"))
    ),
    "member_sees_not_found": draw_seen(SeenLabel("l1", "Finance", member(), size=23, query="zz")),
    "member_sees_contact": draw_seen_contact(
        SeenContact("Noah Berg", CONTACT.title, CONTACT.rows[:3], hidden=("addresses", "biographies"))
    ),
    "member_sees_contact_all": draw_seen_contact(SeenContact("Noah Berg", CONTACT.title, CONTACT.rows)),
    "member_sees_contact_hidden": draw_seen_contact(
        SeenContact("Noah Berg", "", (), hidden=("emailAddresses",))
    ),
    "member_sees_contact_500_fields": draw_seen_contact(
        SeenContact(
            "Noah Berg",
            "Full House",
            tuple(("emailAddresses", "work", f"m{n}@example.com", "") for n in range(500)),
            hidden=HIDEABLE,
        )
    ),
    "confirm_owner": lambda words: confirm_card(owner_view(member_facts(member()), words)),
    "confirm_stop": lambda words: confirm_card(stop_view(shared_facts(), words)),
    "confirm_stop_one": lambda words: confirm_card(stop_view(shared_facts(members_total=1), words)),
    "confirm_stop_nobody": lambda words: confirm_card(stop_view(shared_facts(members_total=0), words)),
    "confirm_leave": lambda words: confirm_card(leave_view(shared_facts(level=Level.EDITOR), words)),
    "confirm_end": lambda words: confirm_card(end_view(member_facts(member()), words)),
}
