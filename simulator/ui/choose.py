"""The first page: be one of several people."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from ..world import Account, Company
from .site import Site


@dataclass(frozen=True, slots=True)
class Persona:
    """One card of the page."""

    who: Account
    role: str
    has: str


@dataclass(frozen=True, slots=True)
class House:
    """One company of the page."""

    name: str
    note: str
    people: list[Persona]


def register(pages: Blueprint, site: Site) -> None:
    """Add the page."""

    @pages.get("/")
    def choose() -> ResponseReturnValue:
        with site.world.lock:
            houses = [
                _house(company, index) for index, company in enumerate(site.world.companies) if company.people
            ]
        return render_template("choose.html", companies=houses)

    @pages.get("/u/<who>/mailbox")
    def service_mailbox(who: str) -> ResponseReturnValue:
        """To the mails that the service keeps; whose page it is becomes the account that signs in there."""
        account = site.who(who)
        wanted = urlencode({"next": "/mailbox", "login_hint": account.email})
        return redirect(f"{site.settings.service}/signin?{wanted}")

    @pages.get("/u/<who>/dashboard")
    def dashboard(who: str) -> ResponseReturnValue:
        """To the service's dashboard, likewise."""
        account = site.who(who)
        wanted = urlencode({"next": "/", "login_hint": account.email})
        return redirect(f"{site.settings.service}/signin?{wanted}")


def _house(company: Company, index: int) -> House:
    where = company.domain or "private accounts"
    note = where if index == 0 else f"{where} · another company, which sees nothing of the others"
    return House(company.name, note, [_persona(one) for one in company.people])


def _persona(who: Account) -> Persona:
    labels = sum(1 for group in who.book.live_groups() if not group.system)
    contacts = len(who.book.contacts)
    parts = [_count(contacts, "contact"), _count(labels, "label")]
    if who.suspended:
        parts.append("suspended")
    role = who.title or ("Administrator" if who.admin else "Colleague")
    return Persona(who, role, " · ".join(parts))


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else f"no {word}s yet"
