"""How one account's Google behaves badly, or otherwise than we think it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

CAP = 25_000  # contacts of an account, its trash included


@dataclass(slots=True)
class Trouble:
    """How this account's Google behaves badly; all off to begin with."""

    delay: timedelta = timedelta(0)  # how late sync listings are
    held: bool = False  # sync listings show nothing new until released
    held_contacts: set[str] = field(default_factory=set)  # source ids that alone are late
    partial_batches: bool = False  # a batch with a bad contact applies the good ones all the same
    rename_when_linked: bool = False  # a contact that gains or loses a profile gets another name
    rename_leaves_tombstone: bool = False  # listings show the former name as deleted as well
    old_names_writable: bool = False  # a former resource name may be written to
    merged_names_lead_on: bool = False  # reading a contact that was merged away gives the one that is left
    shuffle: bool = False  # entries of a field and contacts of a page come in any order
    late_groups: bool = False  # contactGroups.list lags like the other listings
    cap: int = CAP
