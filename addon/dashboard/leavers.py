"""For admins: somebody leaves. Choose who, see what it comes to, name a new owner, watch it be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Response, flash, make_response, request

from cards.names import label_name, person_name
from cards.states import contacts_count
from cards.text import Words
from services import leavers, offboarding
from services.core.admin_facts import Estate, Leaver, LeaverFacts
from services.core.refusals import BadInput, NoSuchMember

from . import forms
from .desk import Desk, page, see_other

ADDRESS = "/admin/leavers"


@page
def choose(desk: Desk) -> Response:
    """GET /admin/leavers: who leaves, and whose offboarding was begun."""
    return _choose(desk)


@page
def find(desk: Desk) -> Response:
    """POST /admin/leavers: on to the person whose address was typed."""
    try:
        facts = offboarding.preview(desk.caller, person=forms.text("person", 320), deps=desk.deps)
    except NoSuchMember:
        return _choose(
            desk,
            problem=desk.words.gettext(
                "Nobody of this address has a label here, so there is nothing to take back. Check the "
                "address; somebody who was renamed is found by the address of today."
            ),
        )
    return see_other(f"{ADDRESS}/{facts.account}")


def _choose(desk: Desk, *, problem: str = "") -> Response:
    begun = leavers.begun(desk.caller, deps=desk.deps)
    typed = request.form.get("person", "")[:320]
    return desk.draw(
        "admin_leavers.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here="/admin",
        **leavers_page(begun, desk.words, typed=typed, problem=problem),
    )


def leavers_page(
    begun: Sequence[Leaver], words: Words, *, typed: str = "", problem: str = ""
) -> dict[str, Any]:
    """Who leaves, and whose offboarding was begun, as the template takes it."""
    return {
        "url": ADDRESS,
        "typed": typed,
        "problem": problem,
        "lines": tuple(
            (
                person_name(one.name, one.email) or words.gettext("Somebody"),
                f"{ADDRESS}/{one.account}",
                words.date_time(one.at),
                words.gettext("Done") if one.state == "done" else words.gettext("Being carried out"),
            )
            for one in begun
        ),
    }


@page
def suggest(desk: Desk) -> Response:
    """POST /admin/suggest-leavers: people of the company while somebody types, as options of an input."""
    typed = forms.text("person", 320) or forms.text("heir", 320)
    return desk.part("options.html", found=leavers.suggest(desk.caller, typed, deps=desk.deps))


@page
def one(desk: Desk, principal: str) -> Response:
    """GET /admin/leavers/<account>: what it would come to, or how far it is."""
    facts = offboarding.preview(desk.caller, person=principal, deps=desk.deps)
    return _draw(desk, facts)


@page
def begin(desk: Desk, principal: str) -> Response:
    """POST /admin/leavers/<account>: carry it out. Pressed twice, it is carried out once."""
    facts = offboarding.preview(desk.caller, person=principal, deps=desk.deps)
    if facts.state == "running":
        return see_other(f"{ADDRESS}/{principal}")
    chosen = {estate.label: forms.text(f"heir.{estate.label}", 320) for estate in facts.labels}
    words = desk.words
    try:
        offboarding.begin(
            desk.caller,
            person=principal,
            heir=forms.text("heir", 320),
            heirs={label: heir for label, heir in chosen.items() if heir},
            deps=desk.deps,
        )
    except BadInput:
        problem = words.gettext(
            "The new owner has to be somebody else of your company whose account is active. Type the "
            "whole address."
        )
        return _draw(desk, facts, problem=problem)
    flash(words.gettext("It has begun, and goes on by itself."))
    return see_other(f"{ADDRESS}/{principal}")


@page
def state_part(desk: Desk, principal: str) -> Response:
    """GET …/state: how far it is, for a script that asks until it is done."""
    facts = offboarding.preview(desk.caller, person=principal, deps=desk.deps)
    if facts.state == "done" and not facts.ending:
        # What is left to do, or that nothing is, stands on the page around it.
        return make_response("", HTTPStatus.OK, {"HX-Refresh": "true"})
    return desk.part("leaver.html", **_state(facts, desk.words))


def _state(facts: LeaverFacts, words: Words) -> dict[str, Any]:
    said = [
        words.gettext("It is done.") if facts.state == "done" else words.gettext("It is being carried out."),
        words.ngettext("{n} label has a new owner.", "{n} labels have a new owner.", facts.moved),
        words.ngettext("{n} access was ended.", "{n} accesses were ended.", facts.ended),
    ]
    if facts.ending and facts.reach == "suspended":
        said.append(
            words.ngettext(
                "{n} copy is taken back once the account is reactivated or deleted.",
                "{n} copies are taken back once the account is reactivated or deleted.",
                facts.ending,
            )
        )
    elif facts.ending:
        said.append(
            words.ngettext("{n} copy is being taken back.", "{n} copies are being taken back.", facts.ending)
        )
    return {
        "state": said if facts.state else (),
        "moving": facts.state == "running" or (bool(facts.ending) and facts.reach == "active"),
        "url": f"{ADDRESS}/{facts.account}",
    }


def _draw(desk: Desk, facts: LeaverFacts, *, problem: str = "") -> Response:
    typed = {name: value[:320] for name, value in request.form.items() if name.startswith("heir")}
    return desk.draw(
        "admin_leaver.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here="/admin",
        **leaver_page(facts, desk.words, typed=typed, problem=problem),
    )


def leaver_page(
    facts: LeaverFacts, words: Words, *, typed: Mapping[str, str] = MappingProxyType({}), problem: str = ""
) -> dict[str, Any]:
    """What offboarding somebody comes to as the template takes it; `typed` is what stands in the inputs."""
    name = person_name(facts.name, facts.email)
    left = bool(facts.labels or facts.copies or facts.grants)
    return {
        "title": words.gettext("Offboard {name}", name=name),
        "email": facts.email,
        "reach": _reach(facts, words),
        "begun": bool(facts.state),
        "asks": left and facts.state != "running",
        "left": left,
        "labels": tuple(_estate(one, typed, words) for one in facts.labels),
        "copies": words.ngettext(
            "{n} copy of a label of somebody else is taken back.",
            "{n} copies of labels of others are taken back.",
            facts.copies,
        )
        if facts.copies
        else "",
        "grants": words.ngettext("{n} access is ended.", "{n} accesses are ended.", facts.grants)
        if facts.grants
        else "",
        "heir": typed.get("heir", ""),
        "problem": problem,
        "yes": words.gettext("Offboard {name}", name=name),
        **_state(facts, words),
    }


def _reach(facts: LeaverFacts, words: Words) -> str:
    match facts.reach:
        case "suspended":
            return words.gettext(
                "This account is suspended: its contacts cannot be reached. Labels and accesses are dealt "
                "with now, copies as soon as it is reactivated."
            )
        case "gone":
            return words.gettext("This account no longer exists, and its copies went with it.")
        case _:
            return words.gettext("This account is active. What is taken back goes from its Google Contacts.")


def _estate(one: Estate, typed: Mapping[str, str], words: Words) -> tuple[str, str, str, str, str, str, str]:
    """Label, name, size, members, who is offered (id and name), who was chosen."""
    return (
        one.label,
        label_name(one.name, words),
        contacts_count(one.size, words),
        words.ngettext("{n} member", "{n} members", one.members),
        one.heir,
        one.heir_name,
        typed.get(f"heir.{one.label}", ""),
    )
