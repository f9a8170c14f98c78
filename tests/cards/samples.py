"""Every state of every card, by name: the goldens are made from these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from cards.admin import admin_card, admin_view
from cards.card import Card
from cards.clash import clash_card, clash_view
from cards.compose import Candidate, choose_card, choose_view, compose_card, compose_view
from cards.confirm import confirm_card, end_view, leave_view, stop_view
from cards.contact import contact_card, contact_view
from cards.contact_edit import EditForm, edit_card, edit_view, form_of, remove_view
from cards.encounter import encounter_card, encounter_view
from cards.error import incident_card, refusal_card
from cards.held import delete_view, held_card, held_view
from cards.history import change_card, change_view, history_card, history_view, undo_view
from cards.home import home_card, home_view
from cards.label import label_card, label_view
from cards.member import member_card, member_view
from cards.onboarding import ADMIN_DELEGATION
from cards.settings import Chosen, help_card, help_view, settings_card, settings_view
from cards.share import (
    preview_card,
    preview_view,
    share_card,
    share_view,
    shared_card,
    shared_view,
)
from cards.text import Words
from cards.trash import trash_card, trash_view
from cards.why import why_card, why_view
from services.core import refusals
from services.core.admin_facts import Check, SetupFacts
from services.core.encounters import (
    Acquaintance,
    Correspondent,
    DraftFacts,
    Encounter,
    EncounterFacts,
    LabelChoice,
    Membership,
)
from services.core.facts import (
    ActivityFacts,
    ChangeFacts,
    ClashFacts,
    ContactFacts,
    ContactRow,
    CopyFacts,
    HeldFacts,
    HomeFacts,
    Invitee,
    LabelFacts,
    MemberFacts,
    MemberRow,
    OwnLabel,
    RefusedAddress,
    SharedLabel,
    ShareFacts,
    ShareForm,
    TrashFacts,
    TrashRow,
    Viewer,
    WhyFacts,
)
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Policies
from services.core.typing_in import Line, Typed

AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
EVERYBODY = (Level.VIEWER, Level.EDITOR, Level.REMOVER, Level.MANAGER)

MAYA = Viewer("100", "maya@example.com", "Maya Lopez", "en-GB", "Europe/Helsinki")
NOAH = Viewer("200", "noah@example.com", "Noah Berg", "en-GB", "Europe/Helsinki")

CURRENT = CopyFacts("current", 23, 23)
COPYING = CopyFacts("copying", 40, 200)
WAITING = CopyFacts("waiting", 0, 23)
QUOTA = CopyFacts("later", 40, 200, Fault.QUOTA, AT)
SILENT = CopyFacts("later", 0, 23, Fault.UNAVAILABLE, AT)
PAUSED = CopyFacts("paused", 23, 23)


def attention(fault: Fault | None) -> CopyFacts:
    return CopyFacts("attention", 0, 23, fault)


def member(
    name: str = "Noah Berg", copy: CopyFacts = CURRENT, level: Level = Level.EDITOR, **more: object
) -> MemberRow:
    given = {"kind": "person", "grant_state": "active", "me": False, "via": "", **more}
    first = name.split(" ", maxsplit=1)[0].lower()
    return MemberRow(f"id-{first}", name, f"{first}@example.com", level, copy=copy, **given)  # type: ignore[arg-type]


def contact(number: int, title: str | None = None, **more: str) -> ContactRow:
    return ContactRow(
        **{
            "contact": f"p.{number}",
            "resource": f"people/c{number}",
            "title": f"Person {number:03}" if title is None else title,
            "subtitle": f"person{number:03}@senate.gov",
            **more,
        }
    )


def label_facts(**more: object) -> LabelFacts:
    given = {
        "viewer": MAYA,
        "name": "Finance",
        "size": 23,
        "level": Level.OWNER,
        "group": "contactGroups/1",
        "owner_name": "Maya Lopez",
        "contacts": tuple(contact(n) for n in range(1, 21)),
        "pages": 2,
        **more,
    }
    return LabelFacts(**given)  # type: ignore[arg-type]


def shared_facts(**more: object) -> LabelFacts:
    given = {
        "label": "l1",
        "members": (member(copy=COPYING), member("Ada Cole", WAITING, Level.VIEWER)),
        "members_total": 2,
        "current": 0,
        **more,
    }
    return label_facts(**given)


def member_facts(row: MemberRow, **more: object) -> MemberFacts:
    given = {"levels": EVERYBODY, "may_end": True, **more}
    return MemberFacts(MAYA, "l1", "Finance", row, **given)  # type: ignore[arg-type]


def share_facts(**more: object) -> ShareFacts:
    given = {"form": ShareForm(), "levels": EVERYBODY, "label": "", "group": "contactGroups/1", **more}
    return ShareFacts(MAYA, "Finance", 23, **given)  # type: ignore[arg-type]


HOLD = HeldFacts("h1", "Noah Berg", ("Ron Wyden", "", "Maria Cantwell"), 12, AT)
LEFT = HeldFacts("h2", "Maya Lopez", ("Ron Wyden",), 1, AT, everything=True, mine=True)


def _held(hold: HeldFacts, level: Level = Level.OWNER) -> Callable[[Words], Card]:
    return lambda words: held_card(held_view(shared_facts(level=level, held=(hold,)), hold, words))


CLASH = ClashFacts("p.1", 7, "Ron Wyden", "phoneNumbers", "+1 202", "+1 203", "Noah Berg", "Ada Cole", AT)

CHANGE = ChangeFacts(
    "p.1",
    7,
    "Ron Wyden",
    AT,
    "Noah Berg",
    "pull",
    (("phoneNumbers", "+1 202", "+1 203"), ("biographies", "", "Back on Monday")),
    undoable=True,
    run="r1",
    by="200",
)
DELETED = replace(CHANGE, version=8, title="", changes=(("labels", "Finance", ""),), who="", by="", run="")
BACK = replace(CHANGE, version=9, changes=(("labels", "", "Finance"),), cause="restore", undoable=False)


def activity(*changes: ChangeFacts, **more: object) -> ActivityFacts:
    given = {"level": Level.OWNER, **more}
    return ActivityFacts(MAYA, "l1", "Finance", changes=changes, **given)  # type: ignore[arg-type]


def trash(*found: TrashRow, **more: object) -> TrashFacts:
    given = {"level": Level.OWNER, **more}
    return TrashFacts(MAYA, "l1", "Finance", rows=found, **given)  # type: ignore[arg-type]


TRASHED = TrashRow("p.1", "Ron Wyden", "Noah Berg", AT, AT.replace(month=12))
REASONS = (
    "here",
    "not-in-label",
    "copying",
    "attention",
    "paused",
    "refused",
    "foreign",
    "ended",
    "hidden",
    "new",
)
WHY = (
    *(WhyFacts("Ron Wyden", f"Member {reason}", reason, Fault.FULL) for reason in REASONS),
    WhyFacts("Ron Wyden", "Member later", "later", Fault.QUOTA, AT),
    WhyFacts("Ron Wyden", "Member sometime", "later"),
)


def _history(facts: ActivityFacts) -> Callable[[Words], Card]:
    return lambda words: history_card(history_view(facts, words))


def _change(change: ChangeFacts) -> Callable[[Words], Card]:
    return lambda words: change_card(change_view(activity(change), change, words))


def _trash(facts: TrashFacts) -> Callable[[Words], Card]:
    return lambda words: trash_card(trash_view(facts, words))


def _clash(clash: ClashFacts, level: Level = Level.OWNER) -> Callable[[Words], Card]:
    return lambda words: clash_card(clash_view(shared_facts(level=level), clash, words))


def _why(title: str, *answers: WhyFacts) -> Callable[[Words], Card]:
    return lambda words: why_card(why_view(title, answers, words))


def _undo(run: str, who: str, name: str) -> Callable[[Words], Card]:
    return lambda words: confirm_card(undo_view(activity(), run=run, who=who, name=name, words=words))


REFUSED = (
    RefusedAddress("maya@example.com", "self"),
    RefusedAddress("ada@", "malformed"),
    RefusedAddress("nobody@example.com", "unknown"),
    RefusedAddress("old@example.com", "suspended"),
    RefusedAddress("friend@gmail.com", "outside"),
    RefusedAddress("noah@example.com", "same"),
    RefusedAddress("boss@example.com", "owner"),
    RefusedAddress("chief@example.com", "higher"),
    RefusedAddress("last@example.com", "too-many"),
)

INVITEES = (
    Invitee("noah@example.com", "Noah Berg", "person", None, Level.EDITOR, 23, 2),
    Invitee("ada@example.com", "", "person", None, Level.EDITOR, 1, 1),
    Invitee("sales@example.com", "Sales", "group", None, Level.EDITOR, 23, 24, 12),
    Invitee("eva@example.com", "Eva Korhonen", "person", Level.VIEWER, Level.EDITOR, 23, 0),
)

OWN = (
    OwnLabel("contactGroups/1", "Finance", 23, "l1", 2, copying=2),
    OwnLabel("contactGroups/2", "Agriculture", 1),
    OwnLabel("contactGroups/3", "Empty", 0),
    OwnLabel("contactGroups/4", "Budget", 42, "l2", 1, troubled=1, held=3, clashes=1),
)

THEIRS = (
    SharedLabel("l5", "Customers", "Eva Korhonen", Level.EDITOR, 120, CopyFacts("current", 120, 120)),
    SharedLabel("l6", "Suppliers", "Eva Korhonen", Level.VIEWER, 200, COPYING),
    SharedLabel("l7", "Partners", "Noah Berg", Level.MANAGER, 30, attention(Fault.FULL), held=1),
)

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


def _home(facts: HomeFacts) -> Callable[[Words], Card]:
    return lambda words: home_card(home_view(facts, words))


def _label(facts: LabelFacts) -> Callable[[Words], Card]:
    return lambda words: label_card(label_view(facts, words))


def _share(facts: ShareFacts) -> Callable[[Words], Card]:
    return lambda words: share_card(share_view(facts, words))


def _preview(facts: ShareFacts) -> Callable[[Words], Card]:
    return lambda words: preview_card(preview_view(facts, words))


def _shared(
    facts: LabelFacts, refused: tuple[RefusedAddress, ...] = (), changed: int = 0
) -> Callable[[Words], Card]:
    return lambda words: shared_card(shared_view(facts, words, refused=refused, changed=changed))


def _member(facts: MemberFacts) -> Callable[[Words], Card]:
    return lambda words: member_card(member_view(facts, words))


def _contact(facts: ContactFacts) -> Callable[[Words], Card]:
    return lambda words: contact_card(contact_view(facts, words))


def _refusal(refusal: refusals.Refusal) -> Callable[[Words], Card]:
    return lambda words: refusal_card(refusal, words)


SCOPES = ("https://www.googleapis.com/auth/contacts", "https://www.googleapis.com/auth/gmail.send")


def _admin(
    fault: Fault | None = None, *, ours: bool = False, policies: Policies | None = None
) -> Callable[[Words], Card]:
    checks = (
        Check("scope", SCOPES[0], page=ADMIN_DELEGATION),
        Check("scope", SCOPES[1], fault, ours, ADMIN_DELEGATION, ",".join(SCOPES)),
        Check("people"),
        Check("groups"),
    )
    facts = SetupFacts(
        checks=checks,
        service_account="app@example.com",
        client_id="",
        scopes=SCOPES,
        console=ADMIN_DELEGATION,
        domains=("example.com", "example.org"),
        policies=policies or Policies(),
    )
    return lambda words: admin_card(admin_view(facts, words))


def _made(kind: type[refusals.Refusal]) -> refusals.Refusal:
    """One of the kind; some say until when."""
    return kind(AT) if kind.code == "too-many" else kind()


_CONTACT = ContactFacts(
    MAYA,
    "p.1",
    "l1",
    "Finance",
    "Ron Wyden",
    (
        ("names", "", "Ron Wyden", ""),
        ("emailAddresses", "work", "ron@senate.gov", "mailto:ron@senate.gov"),
        ("phoneNumbers", "mobile", "+1 202 224 5244", "tel:+12022245244"),
        ("addresses", "work", "221 Dirksen\nWashington DC", ""),
        ("urls", "", "javascript:alert(1)", "javascript:alert(1)"),
        ("biographies", "", "Note & <b>more</b>", ""),
        ("somethingNew", "", "kept", ""),
    ),
    Level.EDITOR,
    labels=(("l1", "Finance"), ("l2", "Budget")),
    history=(CHANGE, BACK, DELETED, CHANGE),
)

_CHOICES = (LabelChoice("l1", "Finance", 23), LabelChoice("l2", "Budget", 42))
_RON = Correspondent("ron@senate.gov", "Ron Wyden")
_EVA = Correspondent("eva@example.com", "Eva Korhonen")


def acquaintance(number: int = 1, **more: object) -> Acquaintance:
    given = {
        "label": "l1",
        "title": "Ron Wyden",
        "rows": _CONTACT.rows,
        "labels": (
            Membership("l1", "Finance", "Maya Lopez", mine=True),
            Membership("l5", "Customers", "Eva Korhonen"),
        ),
        "editable": True,
        **more,
    }
    return Acquaintance(f"p.{number}", **given)  # type: ignore[arg-type]


def met(*people: Encounter, **more: object) -> EncounterFacts:
    given = {
        "place": "message",
        "people": people,
        "everyone": tuple(one.person for one in people),
        "labels": _CHOICES,
        **more,
    }
    return EncounterFacts(MAYA, **given)  # type: ignore[arg-type]


def _met(facts: EncounterFacts) -> Callable[[Words], Card]:
    return lambda words: encounter_card(encounter_view(facts, words))


MEETING = {"place": "meeting", "invites": _CHOICES, "may_invite": True}
DRAFT = DraftFacts(MAYA, _CHOICES, to=(_RON,), known=True)


def _compose(facts: DraftFacts) -> Callable[[Words], Card]:
    return lambda words: compose_card(compose_view(facts, words))


def _choose(*candidates: Candidate, **more: str) -> Callable[[Words], Card]:
    given = {"query": "", "after": "", **more}
    return lambda words: choose_card(choose_view(DRAFT, _CHOICES[0], "cc", candidates, words=words, **given))


RON = Typed(
    "Ron",
    "Wyden",
    (Line("ron@senate.gov", "work"), Line("ron@home.example", "somethingNew")),
    (Line("+1 202 224 5244", "mobile"),),
    "Full House",
    "P 1",
    date(1949, 5, 3),
    note="Back on Monday",
)


def _edit(typed: Typed = RON, **more: object) -> Callable[[Words], Card]:
    given = {"contact": "p.1", "version": 7, "has_birthday": True, **more}
    form = form_of("Ron Wyden", EditForm("l1", "Finance", typed, **given))  # type: ignore[arg-type]
    return lambda words: edit_card(edit_view(form, words))


SAMPLES: dict[str, Callable[[Words], Card]] = {
    "home": _home(HomeFacts(MAYA, OWN, THEIRS)),
    "home_only_shared": _home(HomeFacts(NOAH, (), THEIRS)),
    "home_first": _home(HomeFacts(MAYA, OWN[1:3])),
    "home_empty": _home(HomeFacts(MAYA)),
    "home_trouble": _home(HomeFacts(MAYA, trouble=Fault.SCOPE)),
    "home_found": _home(
        HomeFacts(
            MAYA,
            OWN[:1],
            query="ron",
            found=(contact(1, "Ron Wyden", label="l1"), contact(2, "", contact="")),
        )
    ),
    "home_not_found": _home(HomeFacts(MAYA, query="zzz")),
    "home_many": _home(
        HomeFacts(
            MAYA,
            tuple(OwnLabel(f"contactGroups/{n}", f"Label {n:03}", n) for n in range(90)),
            tuple(SharedLabel(f"s{n}", f"Theirs {n:03}", "Eva", Level.VIEWER, n, CURRENT) for n in range(40)),
            query="label",
            found=tuple(contact(n) for n in range(50)),
        )
    ),
    "label_not_shared": _label(label_facts()),
    "label_empty": _label(label_facts(size=0, contacts=(), pages=1)),
    "label_copying": _label(shared_facts()),
    "label_current": _label(
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
    "label_states": _label(
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
                member("Ida Kay", CURRENT, via="Sales"),
            ),
            members_total=45,
            members_pages=3,
            members_page=1,
            current=12,
        )
    ),
    "label_viewer": _label(
        shared_facts(
            viewer=NOAH,
            level=Level.VIEWER,
            group="",
            my_copy=CURRENT,
            current=2,
            members=(member("Noah Berg", CURRENT, Level.VIEWER, me=True),),
        )
    ),
    "label_manager_attention": _label(
        shared_facts(viewer=NOAH, level=Level.MANAGER, group="", my_copy=attention(Fault.FULL), current=1)
    ),
    "label_held": _label(shared_facts(held=(HOLD, LEFT), current=2)),
    "held": _held(HOLD),
    "held_mine_everything": _held(LEFT, Level.REMOVER),
    "held_everything": _held(replace(LEFT, mine=False, total=300)),
    "confirm_delete_held": lambda words: confirm_card(delete_view(shared_facts(held=(HOLD,)), HOLD, words)),
    "label_clash": _label(shared_facts(clashes=(CLASH,), current=2)),
    "clash": _clash(CLASH),
    "clash_viewer": _clash(replace(CLASH, lost=""), Level.VIEWER),
    "activity": _history(activity(CHANGE, DELETED, BACK, pages=3, page=1)),
    "activity_empty": _history(activity()),
    "history": _history(activity(CHANGE, BACK, contact="p.1", title="Ron Wyden")),
    "change": _change(CHANGE),
    "change_deleted": _change(DELETED),
    "change_fixed": _change(BACK),
    "confirm_undo_sync": _undo("r1", "", ""),
    "confirm_undo_hour": _undo("", "200", "Noah Berg"),
    "trash": _trash(trash(TRASHED, replace(TRASHED, title="", by=""), pages=2)),
    "trash_viewer": _trash(trash(TRASHED, level=Level.VIEWER)),
    "trash_empty": _trash(trash()),
    "why": _why("Ron Wyden", *WHY),
    "why_many": _why("", *(WHY * 20)),
    "label_searched": _label(shared_facts(query="zz", contacts=(), pages=1)),
    "label_stopped": _label(shared_facts(stopped=True, members=(), members_total=0)),
    "share_form": _share(share_facts()),
    "share_form_manager": _share(share_facts(label="l1", group="", levels=EVERYBODY[:3])),
    "share_form_nobody": _share(share_facts(problem="nobody")),
    "share_form_refused": _share(
        share_facts(
            problem="nobody",
            refused=REFUSED,
            form=ShareForm(
                'ada@, "Smith, Jo" <jo@example.com>', level=Level.VIEWER, message="Hello & <welcome>"
            ),
            previewed=True,
        )
    ),
    "share_form_empty_label": _share(share_facts(problem="empty-label")),
    "preview": _preview(
        share_facts(
            form=ShareForm("noah@example.com, ada@", message="Here they are.\nMaya"),
            invitees=INVITEES,
            refused=REFUSED[:2],
            previewed=True,
            excluded=2,
        )
    ),
    "preview_one": _preview(
        share_facts(form=ShareForm("noah@example.com"), invitees=INVITEES[:1], previewed=True)
    ),
    "preview_500": _preview(
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
            previewed=True,
        )
    ),
    "shared": _shared(shared_facts()),
    "shared_changed": _shared(shared_facts(current=1), REFUSED[:2], 1),
    "shared_current": _shared(shared_facts(members=(member(), member("Ada Cole")), current=2)),
    "member": _member(member_facts(member(copy=COPYING))),
    "member_attention": _member(member_facts(member(copy=attention(Fault.FULL)))),
    "member_gone": _member(member_facts(member(copy=attention(Fault.GONE)))),
    "member_group": _member(member_facts(member("Sales", CopyFacts(""), kind="group"))),
    "member_via": _member(member_facts(member(via="Sales"))),
    "member_fixed": _member(member_facts(member(level=Level.MANAGER), levels=(), may_end=False)),
    "confirm_stop": lambda words: confirm_card(stop_view(shared_facts(), words)),
    "confirm_stop_one": lambda words: confirm_card(stop_view(shared_facts(members_total=1), words)),
    "confirm_stop_nobody": lambda words: confirm_card(stop_view(shared_facts(members_total=0), words)),
    "confirm_leave": lambda words: confirm_card(leave_view(shared_facts(level=Level.EDITOR), words)),
    "confirm_end": lambda words: confirm_card(end_view(member_facts(member()), words)),
    "contact": _contact(_CONTACT),
    "contact_empty": _contact(ContactFacts(MAYA, "p.2", "l1", "Finance", "", (), Level.VIEWER)),
    "contact_deleted": _contact(
        ContactFacts(MAYA, "p.2", "l1", "Finance", "Jo", (), Level.OWNER, deleted=True)
    ),
    "contact_500_fields": _contact(
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
    "contact_edit": _edit(),
    "contact_edit_hidden": _edit(
        hidden=("phoneNumbers", "biographies"), problem="kept", typed=replace(RON, phones=(), birthday=None)
    ),
    "contact_edit_full": _edit(replace(RON, mails=RON.mails * 5, phones=RON.phones * 10)),
    "contact_new": lambda words: edit_card(
        edit_view(form_of("", EditForm("l1", "Finance", Typed(), mails=2)), words)
    ),
    "confirm_remove": lambda words: confirm_card(remove_view(_CONTACT, words)),
    "message": _met(met(Encounter(_RON, (acquaintance(),)), Encounter(_EVA))),
    "message_strangers": _met(
        met(Encounter(_EVA), Encounter(Correspondent("jo@example.com")), everyone=(_RON,) * 25)
    ),
    "message_no_label": _met(met(Encounter(_EVA), labels=())),
    "message_many": _met(met(*(Encounter(_RON, (acquaintance(n), acquaintance(n + 50))) for n in range(20)))),
    "message_viewer": _met(
        met(Encounter(_RON, (acquaintance(title="", rows=(), editable=False),)), labels=())
    ),
    "message_nobody": _met(met()),
    "message_unread": _met(met(trouble=Fault.UNAVAILABLE)),
    "message_unread_but_told": _met(met(Encounter(_EVA), trouble=Fault.REFUSED)),
    "meeting": _met(met(Encounter(_RON, (acquaintance(),)), Encounter(_EVA), **MEETING)),
    "meeting_may_not_invite": _met(met(Encounter(_EVA), place="meeting")),
    "meeting_nobody": _met(met(**{**MEETING, "labels": (), "invites": ()})),
    "compose": _compose(DRAFT),
    "compose_empty": _compose(replace(DRAFT, to=())),
    "compose_unknown": _compose(replace(DRAFT, to=(), known=False)),
    "compose_no_label": _compose(replace(DRAFT, labels=())),
    "compose_choose": _choose(
        *(Candidate(f"p.{n}", f"Person {n:03}", f"person{n:03}@senate.gov") for n in range(50)),
        Candidate("p.77", "Jo", ""),
        after="p.49",
    ),
    "compose_choose_nobody": _choose(query="kept"),
    "settings": lambda words: settings_card(
        settings_view(
            MAYA, words, Chosen("fi", mails=False, digest=True), (("en", "English"), ("fi", "Suomi"))
        )
    ),
    "settings_admin": lambda words: settings_card(settings_view(replace(MAYA, admin=True), words)),
    "admin": _admin(),
    "admin_missing": _admin(Fault.SCOPE),
    "admin_ours": _admin(Fault.DELEGATION, ours=True),
    "admin_decided": _admin(
        policies=Policies(
            who_may_share="group", sharing_group="sales@example.com", within="domain", mails=False
        )
    ),
    "not_ready_with_text_to_paste": _refusal(
        refusals.NotReady(Fault.DELEGATION, account="app@example.com", client_id="107", scopes=SCOPES)
    ),
    "settings_bare": lambda words: settings_card(settings_view(Viewer("1", "a@example.com", ""), words)),
    "help": lambda words: help_card(help_view(words)),
    "error_incident": lambda words: incident_card("1f2e3d4c", words),
    **{
        f"error_{kind.code}": _refusal(_made(kind))
        for kind in refusals.Refusal.__subclasses__()
        if kind is not refusals.NotReady
    },
    **{f"not_ready_{fault.value}": _refusal(refusals.NotReady(fault)) for fault in Fault},
}


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
        "home": _home(
            HomeFacts(
                MAYA,
                (OwnLabel("contactGroups/1", text, 1),),
                (SharedLabel("l1", text, text, Level.VIEWER, 1, COPYING),),
                text,
                (line,),
            )
        ),
        "home_not_found": _home(HomeFacts(MAYA, query=text or "x")),
        "label": _label(facts),
        "share": _share(sharing),
        "preview": _preview(sharing),
        "shared": _shared(facts, refused),
        "member": _member(MemberFacts(MAYA, "l1", text, row, EVERYBODY, may_end=True)),
        "stop": lambda words: confirm_card(stop_view(facts, words)),
        "leave": lambda words: confirm_card(leave_view(facts, words)),
        "end": lambda words: confirm_card(
            end_view(MemberFacts(MAYA, "l1", text, row, EVERYBODY, may_end=True), words)
        ),
        "contact": _contact(
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
        "edit": _edit(
            Typed(text, text, (Line(text, text),), (Line(text, text),), text, text, note=text), problem=text
        ),
        "remove": lambda words: confirm_card(
            remove_view(replace(_CONTACT, title=text, label_name=text), words)
        ),
        "met": _met(
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
        "compose": _compose(replace(DRAFT, labels=(LabelChoice("l1", text),))),
        "choose": _choose(Candidate("p.1", text, "a@example.com"), query=text),
        "held": _held(HeldFacts("h", text, (text,), 1, AT)),
        "clash": _clash(ClashFacts("p.1", 7, text, text or "f", text, text, text, text, AT)),
        "history": _history(activity(replace(CHANGE, title=text, who=text), contact="p.1", title=text)),
        "activity": _history(activity(replace(CHANGE, title=text, who=text))),
        "change": _change(replace(CHANGE, title=text, who=text, changes=((text or "f", text, text),))),
        "trash": _trash(trash(TrashRow("p.1", text, text, AT, AT))),
        "why": _why(text, WhyFacts(text, text, "here")),
        "undo": _undo("", "200", text),
        "settings": lambda words: settings_card(settings_view(Viewer("1", "a@example.com", text), words)),
    }
