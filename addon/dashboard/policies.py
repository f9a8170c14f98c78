"""What admins decide for everybody of their company: one form, shown again with what was typed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, flash, request

from addon.words import language_names
from cards.levels import level_name
from cards.text import Words
from services import policy_settings
from services.core.levels import Level
from services.core.records import Policies
from services.core.refusals import BadInput

from . import forms
from .desk import Desk, page, see_other

ADDRESS = "/admin/policies"
_NO_PERCENT = 0
"""What stands for anything that is no whole number; it is never allowed."""


@page
def show(desk: Desk) -> Response:
    """GET /admin/policies."""
    decided = policy_settings.decided(desk.caller, deps=desk.deps)
    return _draw(desk, decided.policies, decided.domains)


@page
def save(desk: Desk) -> Response:
    """POST /admin/policies: all of it is decided, or nothing."""
    wanted = _typed()
    try:
        policy_settings.set_policies(desk.caller, wanted, deps=desk.deps)
    except BadInput as refused:
        decided = policy_settings.decided(desk.caller, deps=desk.deps)
        problem = _problem(str(refused), desk.words)
        return _draw(desk, wanted, decided.domains, wrong=str(refused), problem=problem)
    flash(desk.words.gettext("Saved. It holds from now on; what is shared already stays shared."))
    return see_other(ADDRESS)


def _typed() -> Policies:
    percent = forms.text("brake_percent", 8)
    return Policies(
        who_may_share=forms.text("who_may_share", 20),
        sharing_group=forms.text("sharing_group", 320),
        within=forms.text("within", 20),
        outside_domains=tuple(request.form.getlist("outside_domains")),
        default_level=_level(forms.text("default_level", 20)),
        brake_percent=int(percent) if percent.isascii() and percent.isdecimal() else _NO_PERCENT,
        mails=request.form.get("mails") == "on",
        language=forms.text("language", 20),
    )


def _level(word: str) -> Level:
    """A level by its word; owner, which is never allowed to begin with, for anything else."""
    try:
        return Level.from_word(word)
    except ValueError:
        return Level.OWNER


def _problem(what: str, words: Words) -> str:
    match what:
        case "sharing_group":
            return words.gettext(
                "No Google Group of your company has this address. Type the group's whole address, as "
                "in the Admin console under Groups."
            )
        case "brake_percent":
            return words.gettext("Type a whole number from 1 to 100.")
        case _:
            return words.gettext("Choose one of what is offered.")


def _draw(
    desk: Desk, shown: Policies, domains: tuple[str, ...], *, wrong: str = "", problem: str = ""
) -> Response:
    percent = request.form.get("brake_percent", str(shown.brake_percent))[:8]
    return desk.draw(
        "admin_policies.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here="/admin",
        wrong=wrong,
        problem=problem,
        percent=percent,
        **policies_page(shown, domains, desk.words),
    )


def policies_page(shown: Policies, domains: tuple[str, ...], words: Words) -> dict[str, Any]:
    """What is decided, and between what, as the template takes it."""
    return {
        "url": ADDRESS,
        "shown": shown,
        "domains": domains,
        "who": (
            ("everyone", words.gettext("Everybody in the company")),
            ("group", words.gettext("The people of a Google Group")),
            ("admins", words.gettext("Admins")),
        ),
        "within": (
            ("company", words.gettext("Everybody in the company")),
            ("domain", words.gettext("People of the same domain")),
        ),
        "levels": tuple((level.word, level_name(level, words)) for level in Level if level < Level.OWNER),
        "languages": language_names(),
    }
