"""What a person sees of the simulated Google.

    site.py          what the pages share: the world, the deployment, who is looking
    choose.py        be one of several people          mail.py      inbox, messages, the compose window
    contacts.py      Google Contacts; its form: contact_edits.py, its buttons: contact_acts.py, its data:
                     desk.py, a contact in inputs: contact_form.py, in words: contact_view.py
    calendar.py      events                            consent.py   Google's sign-in and consent page
    control.py       make this Google misbehave        gallery.py   every widget and card
    sidebar.py       the add-on host, server side
    host/            events, calls, strict answers     static/host/ the host in the browser

Pages are drawn by the server and work as links and forms; scripts only make them quicker. The sidebar
needs scripts.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask

from ..world import World
from . import calendar, choose, consent, contacts, control, gallery, mail, sidebar
from .site import Settings, Site

__all__ = ["Settings", "extension", "pages"]


class Pages(Blueprint):
    """Keeps scripts and styles in the browser for a minute: a page asks for a dozen of them."""

    def get_send_file_max_age(self, filename: str | None) -> int | None:  # noqa: ARG002 - the name is the parent's
        """Seconds; short, as somebody may be at work on them."""
        return 60


def pages(world: World, settings: Settings) -> Blueprint:
    """All pages of a world, as a blueprint for the root of the simulator's application."""
    blueprint = Pages(
        "simulator_ui",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/_static",
    )
    site = Site(world, settings)
    site.register(blueprint)
    for part in (choose, mail, contacts, calendar, sidebar, consent, control, gallery):
        part.register(blueprint, site)
    return blueprint


def extension(settings: Settings) -> Callable[[Flask, World], None]:
    """For `create_app(world, extend=[extension(settings)])`."""

    def add(app: Flask, world: World) -> None:
        app.register_blueprint(pages(world, settings))

    return add
