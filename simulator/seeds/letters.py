"""A few messages and appointments for everybody, so that the pages have something to open."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from ..gmail import deliver
from ..world import Account, World

# sender name, sender address, subject, text
LETTERS = (
    (
        "Irene Quist",
        "irene@quist-tax.example",
        "Thursday’s hearing",
        (
            "Hello {first},\n\nwill you be at the hearing on Thursday? "
            "I would like to introduce two clients.\n\nIrene"
        ),
    ),
    (
        "Union Station Events",
        "booking@union-station.example",
        "Your room for the reception",
        (
            "Dear {first},\n\nthe Columbus Club is yours from six to nine. "
            "Catering needs numbers by Monday.\n\nUnion Station Events"
        ),
    ),
    (
        "Noor Haddad",
        "noor.haddad@riverside-press.example",
        "Question for an article",
        (
            "Hi {first},\n\nI am writing about the budget committees. Could we talk for ten minutes?\n\n"
            "Noor Haddad\nRiverside Press\n+1 202 555 0148"
        ),
    ),
)


def write_messages(world: World, account: Account) -> None:
    """Letters from outside, and one from a colleague to two people."""
    for hours, (name, address, subject, text) in enumerate(LETTERS, start=1):
        _send(world, (name, address), [account], (subject, text.format(first=account.given_name)), hours)
    others = [a for a in account.company.people if a is not account][:2]
    if others:
        colleague = others[0]
        text = f"Hi,\n\nplease find the list for next week in the label.\n\n{colleague.given_name}"
        sender = (colleague.name, colleague.email)
        _send(world, sender, [account, *others[1:]], ("List for next week", text), 5)


def write_events(world: World, account: Account) -> None:
    """One appointment with colleagues, one with an outsider."""
    day = world.clock.now().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=1)
    people = [a for a in account.company.people if a is not account][:3]
    guests = [{"email": a.email, "displayName": a.name, "responseStatus": "accepted"} for a in people]
    me = {"email": account.email, "displayName": account.name, "self": True, "responseStatus": "accepted"}
    outsider = {
        "email": "irene@quist-tax.example",
        "displayName": "Irene Quist",
        "responseStatus": "needsAction",
    }
    for number, (summary, attendees) in enumerate((("Weekly planning", guests), ("Lunch", [outsider]))):
        start = day + timedelta(days=number)
        account.events.append(
            {
                "kind": "calendar#event",
                "id": f"event{number}{account.id[-6:]}",
                "status": "confirmed",
                "summary": summary,
                "organizer": {"email": account.email, "displayName": account.name, "self": True},
                "start": {"dateTime": start.isoformat(), "timeZone": account.time_zone},
                "end": {"dateTime": (start + timedelta(hours=1)).isoformat(), "timeZone": account.time_zone},
                "attendees": [me, *attendees],
            }
        )


def _send(
    world: World,
    by: tuple[str, str],
    to: list[Account],
    words: tuple[str, str],
    hours_ago: int,
) -> None:
    mime = EmailMessage()
    mime["From"] = f"{by[0]} <{by[1]}>"
    mime["To"] = ", ".join(f"{a.name} <{a.email}>" for a in to)
    mime["Subject"], text = words
    sent = world.clock.now() - timedelta(hours=hours_ago)
    mime["Date"] = format_datetime(sent)
    mime.set_content(text)
    deliver(world, None, mime, bytes(mime), [to[0].email])
    to[0].mailbox.messages[-1].received = sent
