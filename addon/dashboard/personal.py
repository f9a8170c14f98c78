"""What a person chooses for herself: language, mails, digest."""

from __future__ import annotations

from flask import Response, flash, request

from addon.words import language_names, languages, words_for
from cards.settings import Chosen, settings_view
from services import admin, preferences
from services.core.refusals import BadInput
from services.viewing import viewer_of

from . import forms
from .desk import Desk, page, see_other


@page
def show(desk: Desk) -> Response:
    """GET /settings."""
    chosen = preferences.chosen(desk.caller, deps=desk.deps)
    view = settings_view(
        viewer_of(desk.caller),
        desk.words,
        Chosen(chosen.language, chosen.mails, chosen.digest),
        language_names(),
    )
    return desk.draw(
        "personal.html",
        here="/settings",
        view=view,
        tag=chosen.language,
        languages=language_names(),
        chosen=chosen,
        is_admin=admin.is_admin(desk.caller, deps=desk.deps),
    )


@page
def save(desk: Desk) -> Response:
    """POST /settings; what is said next is in the language that was chosen."""
    tag = forms.text("language", 20)
    if tag not in {"", *languages()}:
        raise BadInput("language")
    wanted = preferences.Preferences(
        language=tag, mails=request.form.get("mails") == "on", digest=request.form.get("digest") == "on"
    )
    preferences.choose(desk.caller, wanted, deps=desk.deps)
    words = words_for(tag) if tag else desk.words
    flash(words.gettext("Saved"))
    return see_other("/settings")
