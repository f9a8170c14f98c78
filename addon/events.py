"""What the Google Workspace host sends, as typed values.

Nothing of an event is trusted but its verified tokens: parameters and inputs travel through the
browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the event carries to prove things with; never printed.

    `system` and `user` are signed JSONs of Google, not verified here. `access` lets us read as the
    user within `scopes`, `message` lets us read the one open message.
    """

    user: str = field(default="", repr=False)
    system: str = field(default="", repr=False)
    access: str = field(default="", repr=False)
    message: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """The Gmail message that is open, or the draft that is written (`id` empty then)."""

    id: str
    thread: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guest:
    """One attendee of a Calendar event."""

    email: str
    name: str = ""
    me: bool = False
    resource: bool = False


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """The Calendar event that is open; `id` is empty while it is new."""

    id: str
    calendar: str
    organizer: str = ""
    guests: tuple[Guest, ...] = ()
    may_add: bool = False


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was typed and chosen, by widget name. Google leaves out what is empty."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The first value without spaces around it; '' when there is none."""
        return next(iter(self.values.get(name, ())), "").strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """All values; () when there is none."""
        return self.values.get(name, ())

    def on(self, name: str) -> bool:
        """Whether a checkbox or switch is on."""
        return bool(self.values.get(name))

    def moment(self, name: str) -> datetime | None:
        """A picked date and time, in UTC."""
        return self.moments.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.moments


@dataclass(frozen=True, slots=True)
class _Event:
    """What every event has. `zone` is an IANA name or '', `offset` minutes east of UTC."""

    host: str = ""
    platform: str = ""
    locale: str = ""
    zone: str = ""
    offset: int = 0
    scopes: frozenset[str] | None = None
    """What the user granted; None when the event does not say."""
    message: OpenMessage | None = None
    meeting: OpenMeeting | None = None
    tokens: Tokens = Tokens()


@dataclass(frozen=True, slots=True)
class TriggerEvent(_Event):
    """A homepage, a contextual or a compose trigger: answered with RenderActions."""


@dataclass(frozen=True, slots=True)
class CallbackEvent(_Event):
    """A widget or a universal action: answered with SubmitFormResponse or suggestions."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    inputs: Inputs = Inputs()

    def parameter(self, name: str) -> str:
        """A parameter that the card carried, '' when absent. Anybody may have written it."""
        return self.parameters.get(name, "")


Event = TriggerEvent | CallbackEvent
