"""What one does in Google Contacts with a press: delete, recover, label, merge; labels themselves."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..errors import GoogleError
from . import contact_view
from .desk import Desk, desk
from .site import Site


def register(pages: Blueprint, site: Site) -> None:
    """Add what the buttons lead to."""
    _one(pages, site)
    _many(pages, site)
    _labels(pages, site)


def _one(pages: Blueprint, site: Site) -> None:
    @pages.post("/u/<who>/contacts/c/<person>/delete")
    def contact_delete(who: str, person: str) -> ResponseReturnValue:
        own = desk(site, who)
        own.hand.delete(f"people/{person}")
        own.site.say("Contact moved to the trash")
        return redirect(own.list_url())

    @pages.post("/u/<who>/contacts/c/<person>/restore")
    def contact_restore(who: str, person: str) -> ResponseReturnValue:
        own = desk(site, who)
        own.hand.restore(f"people/{person}")
        own.site.say("Contact recovered")
        return redirect(url_for(".trash", who=own.who.email))

    @pages.post("/u/<who>/contacts/c/<person>/labels")
    def contact_labels(who: str, person: str) -> ResponseReturnValue:
        own = desk(site, who)
        resource = f"people/{person}"
        if request.form.get("remove"):
            own.hand.unlabel(resource, f"contactGroups/{request.form['remove']}")
        elif request.form.get("add"):
            own.hand.label(resource, f"contactGroups/{request.form['add']}")
        return redirect(own.contact_url(person))


def _many(pages: Blueprint, site: Site) -> None:
    @pages.post("/u/<who>/contacts/bulk")
    def contacts_bulk(who: str) -> ResponseReturnValue:
        own = desk(site, who)
        picked = [f"people/{one}" for one in request.form.getlist("contact")]
        back = redirect(
            url_for(
                ".contacts",
                who=own.who.email,
                label=request.args.get("label") or None,
                q=request.args.get("q") or None,
                page=request.args.get("page") or None,
            )
        )
        if not picked:
            own.site.say("Tick some contacts first")
            return back
        with site.world.lock:
            own.site.say(_do(own, request.form.get("do", ""), picked))
        return back


def _do(own: Desk, what: str, picked: list[str]) -> str:
    many = f"{len(picked)} contact{'' if len(picked) == 1 else 's'}"
    if what == "delete":
        own.hand.delete(*picked)
        return f"{many} moved to the trash"
    if what == "merge":
        if len(picked) < 2:  # noqa: PLR2004  it takes two
            return "Tick two contacts to merge them"
        kept = picked[0]
        for other in picked[1:]:
            kept = own.hand.merge(kept, other)
        return f"{many} merged into one"
    label = request.form.get("label") if what == "label" else request.args.get("label")
    if not label:
        return "Choose a label first"
    for one in picked:
        (own.hand.label if what == "label" else own.hand.unlabel)(one, f"contactGroups/{label}")
    return f"{many} {'added to' if what == 'label' else 'removed from'} the label"


def _labels(pages: Blueprint, site: Site) -> None:
    @pages.post("/u/<who>/contacts/labels")
    def label_new(who: str) -> ResponseReturnValue:
        own = desk(site, who)
        try:
            made = own.hand.add_label(request.form.get("name", ""))
        except GoogleError as error:
            own.site.say(error.message)
            return redirect(own.list_url())
        return redirect(own.list_url(contact_view.short(made)))

    @pages.post("/u/<who>/contacts/labels/<group>/rename")
    def label_rename(who: str, group: str) -> ResponseReturnValue:
        own = desk(site, who)
        try:
            own.hand.rename_label(f"contactGroups/{group}", request.form.get("name", ""))
        except GoogleError as error:
            own.site.say(error.message)
        return redirect(own.list_url(group))

    @pages.post("/u/<who>/contacts/labels/<group>/delete")
    def label_delete(who: str, group: str) -> ResponseReturnValue:
        own = desk(site, who)
        own.hand.delete_label(
            f"contactGroups/{group}", with_contacts=request.form.get("contacts") == "delete"
        )
        own.site.say("Label deleted")
        return redirect(own.list_url())
