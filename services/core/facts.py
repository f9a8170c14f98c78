"""What a card, page or mail is told: facts without a word of wording.

`services.overview` gathers them (authorised); `cards` and the dashboard decide the words. Names are
the user's own text and not escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .levels import Level
from .outcome import Fault


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who looks: e-mail, name, IANA time zone ('' unknown) and locale as Google sent it."""

    account: str
    email: str
    name: str
    locale: str = ""
    zone: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """State of one account's copy; see `records.Copy.state` for the words."""

    state: str
    done: int = 0
    total: int = 0
    fault: Fault | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnLabel:
    """A label in the viewer's own Google Contacts. `label` is empty until it is shared."""

    group: str
    name: str
    size: int
    label: str = ""
    members: int = 0
    renamed: bool = False  # in her Google Contacts, after it was shared
    copying: int = 0  # members whose copy is not current yet
    troubled: int = 0  # members whose copy needs attention
    held: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class SharedLabel:
    """A label that somebody shared with the viewer."""

    label: str
    name: str
    owner_name: str
    level: Level
    size: int
    copy: CopyFacts
    held: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """The home card. `trouble` is set when the viewer's contacts could not be read at all."""

    viewer: Viewer
    own: tuple[OwnLabel, ...] = ()
    shared: tuple[SharedLabel, ...] = ()
    query: str = ""
    found: tuple[ContactRow, ...] = ()
    trouble: Fault | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a list of contacts. Empty `title`: a contact without a name."""

    contact: str  # hub id; empty while the label is not shared
    resource: str
    title: str
    subtitle: str = ""  # first mail address or phone number, else organisation
    photo_url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One principal of a label."""

    principal: str
    name: str
    email: str
    level: Level
    kind: str  # person | group
    grant_state: str
    copy: CopyFacts
    me: bool = False
    via: str = ""  # name of the group the level comes from


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """One label as the viewer may see it.

    `group` is set for the viewer's own label, `label` once it is shared. `level` is what the viewer
    may do; of a label not yet shared she is the owner.
    """

    viewer: Viewer
    name: str
    size: int
    level: Level
    label: str = ""
    group: str = ""
    owner_name: str = ""
    contacts: tuple[ContactRow, ...] = ()
    page: int = 0  # which page of contacts, from 0
    pages: int = 1
    query: str = ""
    members: tuple[MemberRow, ...] = ()
    members_page: int = 0
    members_pages: int = 1
    members_total: int = 0
    current: int = 0  # members (without the owner) whose copy is up to date
    stuck: int = 0  # those whose copy waits for somebody: paused, or in need of attention
    held: tuple[HeldFacts, ...] = ()
    clashes: tuple[ClashFacts, ...] = ()
    stopped: bool = False
    my_copy: CopyFacts | None = None

    @property
    def has_group(self) -> bool:
        """Whether one of the members shown is a Google Group."""
        return any(row.kind == "group" for row in self.members)


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """Deletions that wait for a decision."""

    hold: str
    by: str  # name of the member in whose copy they are missing
    titles: tuple[str, ...]
    total: int
    at: datetime
    everything: bool = False  # the whole label went: she may have wanted to leave
    mine: bool = False


@dataclass(frozen=True, slots=True)
class ClashFacts:
    """Two edits of one field."""

    contact: str
    version: int
    title: str
    field: str
    kept: str
    lost: str
    kept_by: str
    lost_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShareForm:
    """What was typed into *Share label*, kept when it is shown again."""

    typed: str = ""  # the text of the people box
    chosen: tuple[str, ...] = ()  # addresses already accepted
    level: Level = Level.EDITOR
    message: str = ""


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """One typed address that cannot be shared with.

    why: malformed | self | owner | unknown | suspended | outside | other-domain | too-many | higher | same
    | groups-need-admin | group-too-large | empty-group
    (`same`: she has this level already; `higher`: the level asked for is above the sharer's own;
    `other-domain`: of the company, and its admins do not allow it; `groups-need-admin`: nobody of that
    address, and groups cannot be asked for until an admin has opened the add-on).
    """

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Invitee:
    """One principal as the preview shows it. `before` is the level she has now, None when new."""

    email: str
    name: str
    kind: str
    before: Level | None
    after: Level
    contacts: int
    calls: int
    people: int = 1  # for a group: how many persons
    through: int = 0  # of the contacts: those she has already through another shared label
    adopted: int = 0  # and her own, that are completed instead of doubled


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """The share form and its preview. `levels` are those the viewer may give, highest last."""

    viewer: Viewer
    name: str
    size: int
    label: str
    group: str
    levels: tuple[Level, ...]
    form: ShareForm
    invitees: tuple[Invitee, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()
    problem: str = ""  # nobody | empty-label | (empty: none)
    previewed: bool = False
    excluded: int = 0  # contacts of the label that are others' and may not be shared on


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member, with what the viewer may change about her.

    To the owner of the label it is said as well what is `hidden` from this person, and what from
    everybody of her level.
    """

    viewer: Viewer
    label: str
    label_name: str
    row: MemberRow
    levels: tuple[Level, ...]
    may_end: bool
    may_hide: bool = False
    may_own: bool = False  # the label can be made hers
    hidden: tuple[str, ...] = ()
    level_hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLabel:
    """A label as one member sees it: `hidden` are the fields that she is not shown.

    `contacts` are without them, and without what is hidden from the viewer.
    """

    label: str
    label_name: str
    row: MemberRow
    hidden: tuple[str, ...] = ()
    size: int = 0
    contacts: tuple[ContactRow, ...] = ()
    page: int = 0
    pages: int = 1
    query: str = ""


@dataclass(frozen=True, slots=True)
class SeenContact:
    """One contact as one member sees it; `hidden` are fields that it has and that she is not shown."""

    name: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """What the owner decided about a label.

    `hidden` are field names by level word or `account:<id>`, as in `records.Label`; `people` are the
    members from whom something is hidden one by one, as (principal, name).
    """

    label: str
    name: str
    brake_floor: int
    brake_percent: int
    hidden: Mapping[str, tuple[str, ...]]
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One change in a history or activity feed."""

    contact: str
    version: int
    title: str
    at: datetime
    who: str  # name
    cause: str
    changes: tuple[tuple[str, str, str], ...]  # (field, before, after) as plain text
    undoable: bool = False
    run: str = ""
    by: str = ""  # account id of `who`


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What happened in a label, newest first; `contact` is set when it is about one contact only."""

    viewer: Viewer
    label: str
    label_name: str
    level: Level
    changes: tuple[ChangeFacts, ...]
    page: int = 0
    pages: int = 1
    contact: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted contact that can still be brought back, until `until`."""

    contact: str
    title: str
    by: str  # name of who deleted it
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TrashFacts:
    """The trash of a label. `level` decides who may restore."""

    viewer: Viewer
    label: str
    label_name: str
    level: Level
    rows: tuple[TrashRow, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact with all its fields, as (field, type, text, link) rows."""

    viewer: Viewer
    contact: str
    label: str
    label_name: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    level: Level
    photo_url: str = ""
    history: tuple[ChangeFacts, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()  # (label id, name)
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """Answer to *why is this contact not here?* for one contact and one member.

    reason: here | not-in-label | copying | later | attention | paused | refused | foreign | ended |
    hidden (`foreign`: another program keeps writing over it)
    """

    title: str
    member: str
    reason: str
    fault: Fault | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailItem:
    """One label in a mail."""

    label: str
    name: str
    size: int
    level: Level
    before: Level | None = None
    link: str = ""
    note: str = ""  # a word that says more, by kind of mail


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a mail says.

    kind: shared | level-changed | ended | ownership | held | put-right | attention | digest. Several
    labels of the same kind and sharer within a minute are one mail with several `items`.
    """

    kind: str
    to_name: str
    by_name: str
    by_email: str
    items: tuple[MailItem, ...]
    message: str = ""
    home_link: str = ""  # the dashboard, where all her labels are
    settings_link: str = ""
    unsubscribe_link: str = ""
    fault: Fault | None = None
    titles: tuple[str, ...] = ()  # names of the first contacts, for `held`
    total: int = 0  # how many contacts there are in all, for `held`
    own: bool = False  # the reader did it herself
