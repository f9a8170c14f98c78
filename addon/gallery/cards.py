"""Every state of every card, by name: the goldens are made from these, and the gallery shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.card import Card
from cards.compose import Candidate
from cards.confirm import confirm_card, end_view, leave_view, owner_view, stop_view
from cards.contact_edit import EditForm, edit_card, edit_view, form_of, remove_view
from cards.error import incident_card
from cards.held import delete_view
from cards.settings import Chosen, help_card, help_view, settings_card, settings_view
from cards.text import Words
from services.core import refusals
from services.core.contact import HIDEABLE
from services.core.encounters import (
    Correspondent,
    Encounter,
)
from services.core.facts import (
    ContactFacts,
    CopyFacts,
    HomeFacts,
    Invitee,
    OwnLabel,
    RefusedAddress,
    SeenContact,
    SeenLabel,
    SharedLabel,
    ShareForm,
    Viewer,
)
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Policies
from services.core.typing_in import Typed

from .drawing import (
    draw_admin,
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
    draw_refusal,
    draw_seen,
    draw_seen_contact,
    draw_share,
    draw_shared,
    draw_trash,
    draw_undo,
    draw_why,
)
from .facts import (
    AT,
    BACK,
    CHANGE,
    CLASH,
    COPYING,
    CURRENT,
    DELETED,
    EVERYBODY,
    FOUGHT,
    HOLD,
    INVITEES,
    LEFT,
    MAYA,
    NOAH,
    OWN,
    PAUSED,
    QUOTA,
    REFUSED,
    SCOPES,
    SILENT,
    THEIRS,
    TRASHED,
    WHY,
    activity,
    attention,
    contact,
    label_facts,
    member,
    member_facts,
    settings_facts,
    share_facts,
    shared_facts,
    trash,
)
from .meetings import CONTACT, DRAFT, EVA, MEETING, RON, RON_WYDEN, acquaintance, met


def _made(kind: type[refusals.Refusal]) -> refusals.Refusal:
    """One of the kind; some say until when."""
    return kind(AT) if kind.code == "too-many" else kind()


SAMPLES: dict[str, Callable[[Words], Card]] = {
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
    "held": draw_held(HOLD),
    "held_mine_everything": draw_held(LEFT, Level.REMOVER),
    "held_everything": draw_held(replace(LEFT, mine=False, total=300)),
    "confirm_delete_held": lambda words: confirm_card(delete_view(shared_facts(held=(HOLD,)), HOLD, words)),
    "label_clash": draw_label(shared_facts(clashes=(CLASH,), current=2)),
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
    "label_searched": draw_label(shared_facts(query="zz", contacts=(), pages=1)),
    "label_stopped": draw_label(shared_facts(stopped=True, members=(), members_total=0)),
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
    "confirm_owner": lambda words: confirm_card(owner_view(member_facts(member()), words)),
    "confirm_stop": lambda words: confirm_card(stop_view(shared_facts(), words)),
    "confirm_stop_one": lambda words: confirm_card(stop_view(shared_facts(members_total=1), words)),
    "confirm_stop_nobody": lambda words: confirm_card(stop_view(shared_facts(members_total=0), words)),
    "confirm_leave": lambda words: confirm_card(leave_view(shared_facts(level=Level.EDITOR), words)),
    "confirm_end": lambda words: confirm_card(end_view(member_facts(member()), words)),
    "contact": draw_contact(CONTACT),
    "contact_empty": draw_contact(ContactFacts(MAYA, "p.2", "l1", "Finance", "", (), Level.VIEWER)),
    "contact_deleted": draw_contact(
        ContactFacts(MAYA, "p.2", "l1", "Finance", "Jo", (), Level.OWNER, deleted=True)
    ),
    "contact_500_fields": draw_contact(
        ContactFacts(
            MAYA,
            "p.3",
            "l1",
            "Finance",
            "Full House",
            tuple(
                ("emailAddresses", "work", f"m{n}@example.com", f"mailto:m{n}@example.com")
                for n in range(500)
            ),
            Level.OWNER,
            photo_url="https://lh3.example.com/p",
            labels=tuple((f"l{n}", f"Label {n}") for n in range(60)),
        )
    ),
    "contact_edit": draw_edit(),
    "contact_edit_hidden": draw_edit(
        hidden=("phoneNumbers", "biographies"), problem="kept", typed=replace(RON, phones=(), birthday=None)
    ),
    "contact_edit_full": draw_edit(replace(RON, mails=RON.mails * 5, phones=RON.phones * 10)),
    "contact_new": lambda words: edit_card(
        edit_view(form_of("", EditForm("l1", "Finance", Typed(), mails=2)), words)
    ),
    "confirm_remove": lambda words: confirm_card(remove_view(CONTACT, words)),
    "message": draw_met(met(Encounter(RON_WYDEN, (acquaintance(),)), Encounter(EVA))),
    "message_strangers": draw_met(
        met(Encounter(EVA), Encounter(Correspondent("jo@example.com")), everyone=(RON_WYDEN,) * 25)
    ),
    "message_no_label": draw_met(met(Encounter(EVA), labels=())),
    "message_many": draw_met(
        met(*(Encounter(RON_WYDEN, (acquaintance(n), acquaintance(n + 50))) for n in range(20)))
    ),
    "message_viewer": draw_met(
        met(Encounter(RON_WYDEN, (acquaintance(title="", rows=(), editable=False),)), labels=())
    ),
    "message_nobody": draw_met(met()),
    "message_unread": draw_met(met(trouble=Fault.UNAVAILABLE)),
    "message_unread_but_told": draw_met(met(Encounter(EVA), trouble=Fault.REFUSED)),
    "meeting": draw_met(met(Encounter(RON_WYDEN, (acquaintance(),)), Encounter(EVA), **MEETING)),
    "meeting_may_not_invite": draw_met(met(Encounter(EVA), place="meeting")),
    "meeting_nobody": draw_met(met(**{**MEETING, "labels": (), "invites": ()})),
    "compose": draw_compose(DRAFT),
    "compose_empty": draw_compose(replace(DRAFT, to=())),
    "compose_unknown": draw_compose(replace(DRAFT, to=(), known=False)),
    "compose_no_label": draw_compose(replace(DRAFT, labels=())),
    "compose_choose": draw_choose(
        *(Candidate(f"p.{n}", f"Person {n:03}", f"person{n:03}@senate.gov") for n in range(50)),
        Candidate("p.77", "Jo", ""),
        after="p.49",
    ),
    "compose_choose_nobody": draw_choose(query="kept"),
    "settings": lambda words: settings_card(
        settings_view(
            MAYA, words, Chosen("fi", mails=False, digest=True), (("en", "English"), ("fi", "Suomi"))
        )
    ),
    "settings_admin": lambda words: settings_card(settings_view(replace(MAYA, admin=True), words)),
    "admin": draw_admin(),
    "admin_missing": draw_admin(Fault.SCOPE),
    "admin_ours": draw_admin(Fault.DELEGATION, ours=True),
    "admin_decided": draw_admin(
        policies=Policies(
            who_may_share="group", sharing_group="sales@example.com", within="domain", mails=False
        )
    ),
    "not_ready_with_text_to_paste": draw_refusal(
        refusals.NotReady(Fault.DELEGATION, account="app@example.com", client_id="107", scopes=SCOPES)
    ),
    "settings_bare": lambda words: settings_card(settings_view(Viewer("1", "a@example.com", ""), words)),
    "help": lambda words: help_card(help_view(words)),
    "error_incident": lambda words: incident_card("1f2e3d4c", words),
    **{
        f"error_{kind.code}": draw_refusal(_made(kind))
        for kind in refusals.Refusal.__subclasses__()
        if kind is not refusals.NotReady
    },
    **{f"not_ready_{fault.value}": draw_refusal(refusals.NotReady(fault)) for fault in Fault},
}
