"""What is remembered: one frozen record per stored document.

Every record names its collection, its key inside the tenant and the fields that may be asked for
(`indexed`). Times are timezone-aware UTC datetimes. Nothing here knows how or where it is stored;
`codec` turns records into JSON-ready documents and back.
"""

from .base import Fields, Record
from .company import Account, Allowance, Domain, Offboarding, Policies, Tenant
from .contact import Clash, Contact, Picture, Version
from .link import HERS, LINKS, Hold, Link, LinkPage, Marks
from .owed import Event, MailRecord, Promise
from .share import Copy, Followed, Former, Grant, GroupPeople, Label

__all__ = [
    "HERS",
    "LINKS",
    "Account",
    "Allowance",
    "Clash",
    "Contact",
    "Copy",
    "Domain",
    "Event",
    "Fields",
    "Followed",
    "Former",
    "Grant",
    "GroupPeople",
    "Hold",
    "Label",
    "Link",
    "LinkPage",
    "MailRecord",
    "Marks",
    "Offboarding",
    "Picture",
    "Policies",
    "Promise",
    "Record",
    "Tenant",
    "Version",
]
