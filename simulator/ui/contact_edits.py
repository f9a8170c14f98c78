"""The form of one contact: make it, change it."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from ..errors import GoogleError
from ..people.contact import Contact
from . import contact_form
from .desk import Desk, desk
from .site import Site


def register(pages: Blueprint, site: Site) -> None:
    """Add the form."""

    @pages.route("/u/<who>/contacts/new", methods=["GET", "POST"])
    def contact_new(who: str) -> ResponseReturnValue:
        own = desk(site, who)
        with site.world.lock:
            if request.method == "GET":
                return _form(own, {}, None)
            label = request.form.get("label", "")
            try:
                fields = contact_form.read(request.form, {})
                made = own.hand.add(fields, [f"contactGroups/{label}"] if label else [])
            except (contact_form.BadInput, GoogleError) as error:
                return _form(own, _typed(), None, str(error)), 400
        return redirect(own.contact_url(made))

    @pages.route("/u/<who>/contacts/c/<person>/edit", methods=["GET", "POST"])
    def contact_edit(who: str, person: str) -> ResponseReturnValue:
        own = desk(site, who)
        with site.world.lock:
            found = own.contact(person)
            if request.method == "GET":
                return _form(own, found.fields, found)
            try:
                after = contact_form.read(request.form, found.fields)
                changed = {
                    name: after.get(name, [])
                    for name in after.keys() | found.fields.keys()
                    if after.get(name) != found.fields.get(name)
                }
                made = own.hand.edit(found.resource, **changed) if changed else found.resource
            except (contact_form.BadInput, GoogleError) as error:
                return _form(own, _typed(), found, str(error)), 400
        own.site.say("Contact saved")
        return redirect(own.contact_url(made))


def _form(own: Desk, fields: contact_form.Fields, found: Contact | None, complaint: str = "") -> str:
    label = None if found else own.label(own.left(), request.values.get("label", ""))
    back = own.list_url(label.id if label else "") if found is None else own.contact_url(found.resource)
    groups = [(group, contact_form.rows(group, fields)) for group in contact_form.GROUPS]
    return own.draw("contact_edit.html", "", label, form=groups, person=found, back=back, complaint=complaint)


def _typed() -> contact_form.Fields:
    """What was typed, as it was typed, for the form that is shown again."""
    fields: contact_form.Fields = {}
    for name, text in request.form.items():
        field, _, rest = name.partition(".")
        index, _, key = rest.partition(".")
        if index.isdigit() and key and text:
            entries = fields.setdefault(field, [])
            while len(entries) <= int(index):
                entries.append({})
            entries[int(index)][key] = text if key != "date" else None
    return fields
