"""What a card, page or mail is told: facts without a word of wording.

`services.overview` gathers them (authorised); `cards` and the dashboard decide the words. Names are
the user's own text and not escaped.
"""

from .base import ContactRow, CopyFacts, Viewer
from .contact import ActivityFacts, ChangeFacts, ContactFacts, TrashFacts, TrashRow, WhyFacts
from .home import HomeFacts, OwnLabel, SharedLabel
from .label import (
    ClashFacts,
    HeldFacts,
    LabelFacts,
    MemberFacts,
    MemberRow,
    SeenContact,
    SeenLabel,
    SettingsFacts,
)
from .mail import MailFacts, MailItem
from .share import Invitee, RefusedAddress, ShareFacts, ShareForm

__all__ = [
    "ActivityFacts",
    "ChangeFacts",
    "ClashFacts",
    "ContactFacts",
    "ContactRow",
    "CopyFacts",
    "HeldFacts",
    "HomeFacts",
    "Invitee",
    "LabelFacts",
    "MailFacts",
    "MailItem",
    "MemberFacts",
    "MemberRow",
    "OwnLabel",
    "RefusedAddress",
    "SeenContact",
    "SeenLabel",
    "SettingsFacts",
    "ShareFacts",
    "ShareForm",
    "SharedLabel",
    "TrashFacts",
    "TrashRow",
    "Viewer",
    "WhyFacts",
]
