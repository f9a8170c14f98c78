"""For admins: delete everything of the company, after its domain was typed."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request

from services import admin, erasing
from services.core.refusals import BadInput
from services.tenancy import domain_of

from . import forms
from .desk import Desk, page, see_other

ADDRESS = "/admin/erase"


@page
def ask(desk: Desk) -> Response:
    """GET /admin/erase: what it means."""
    return _draw(desk)


@page
def erase(desk: Desk) -> Response:
    """POST /admin/erase. From then on every page says that everything is being deleted."""
    try:
        erasing.begin(
            desk.caller,
            typed=forms.text("domain", 253),
            take_back=request.form.get("take_back") == "on",
            deps=desk.deps,
        )
    except BadInput:
        domain = domain_of(desk.caller.email)
        return _draw(
            desk, problem=desk.words.gettext("Nothing was deleted. Type {domain} to go on.", domain=domain)
        )
    return see_other("/")


def _draw(desk: Desk, *, problem: str = "") -> Response:
    admin.require_admin(desk.caller, deps=desk.deps)
    return desk.draw(
        "admin_erase.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here="/admin",
        url=ADDRESS,
        domain=domain_of(desk.caller.email),
        typed=request.form.get("domain", "")[:253],
        take_back=not problem or request.form.get("take_back") == "on",
        problem=problem,
    )
