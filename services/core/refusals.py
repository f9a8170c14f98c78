"""Expected refusals: a named exception for every way in which a wish cannot be granted.

A refusal carries words for programs only; what a person reads is decided by `cards.error`.
"""

from __future__ import annotations

from datetime import datetime

from .outcome import Fault


class Refusal(Exception):
    """A wish that is refused; nothing was read for the caller and nothing was written."""

    code = "refused"


class NoSuchLabel(Refusal):
    """The label does not exist, is of another company, or is nothing of the caller's: all the same."""

    code = "no-such-label"


class NoSuchContact(Refusal):
    """The contact does not exist or is not in a label of the caller's."""

    code = "no-such-contact"


class NoSuchMember(Refusal):
    """Nobody of that id has a grant for the label."""

    code = "no-such-member"


class NotAllowed(Refusal):
    """The caller's level does not reach."""

    code = "not-allowed"


class NoCopyYet(Refusal):
    """The member's copy has not been made yet or is paused, so the label cannot become hers."""

    code = "no-copy-yet"


class LevelTooHigh(Refusal):
    """A level above the caller's own was to be given."""

    code = "level-too-high"


class LabelStopped(Refusal):
    """The label is not shared any more."""

    code = "label-stopped"


class LabelGone(Refusal):
    """The label was deleted in the owner's Google Contacts meanwhile."""

    code = "label-gone"


class NobodyChosen(Refusal):
    """The form names nobody who can be shared with."""

    code = "nobody"


class OwnerStays(Refusal):
    """The owner can neither leave nor lose her level; ownership has to be handed over first."""

    code = "owner-stays"


class BadInput(Refusal):
    """A parameter is missing or malformed."""

    code = "bad-input"


class FieldHidden(Refusal):
    """An edit to a field that is hidden from the caller; `field` is its name, empty when not known."""

    code = "field-hidden"

    def __init__(self, field: str = "") -> None:
        super().__init__(field)
        self.field = field


class NameInUse(Refusal):
    """The owner has another label of that name in her Google Contacts."""

    code = "name-in-use"


class AlreadyDecided(Refusal):
    """Somebody decided about the held deletions before."""

    code = "already-decided"


class PolicyForbids(Refusal):
    """The company's admins do not allow it."""

    code = "policy"


class NotAdmin(Refusal):
    """Only an admin of the company may do this."""

    code = "not-admin"


class TooMany(Refusal):
    """More shares or mails than one person may cause in an hour or a day; `until` is when to try again."""

    code = "too-many"

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class BeingErased(Refusal):
    """The company asked for everything of it to be deleted, which is being done."""

    code = "being-erased"


class ConsumerAccount(Refusal):
    """The account belongs to no Google Workspace company."""

    code = "consumer-account"


class NotReady(Refusal):
    """Google does not let us at the caller's account; `fault` says why.

    For the admin who mends it: the service account to be authorised, its client id ('' unknown here) and
    the scopes.
    """

    code = "not-ready"

    def __init__(
        self, fault: Fault, *, account: str = "", client_id: str = "", scopes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.account = account
        self.client_id = client_id
        self.scopes = scopes
