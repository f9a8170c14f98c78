"""What every record is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

Fields = Mapping[str, tuple[Mapping[str, Any], ...]]
"""Content of a contact: People field name -> its entries, as `contact.content` leaves them."""


@dataclass(frozen=True, slots=True)
class Record:
    """Base of everything that is stored."""

    collection: ClassVar[str] = ""
    indexed: ClassVar[tuple[str, ...]] = ()

    @property
    def key(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} has no key")
