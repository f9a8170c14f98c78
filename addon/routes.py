"""Every path that is served: one table, and nothing is served that is not in it.

The deployment, cron.yaml and the table in the docs are rendered from here; tests walk it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from flask import Flask, Response
from werkzeug.routing import Map

from cards.actions import ACTIONS

from . import cron, dashboard, health, host, notices, pages, signin, tasks, unsubscribe
from .gallery import serving as gallery
from .sidebar import HANDLERS
from .wiring import Service


class Auth(StrEnum):
    """How a caller proves who it is; see `auth`."""

    HOST = "systemIdToken, and userIdToken in the body"
    TASK = "token of the queue's service account"
    CRON = "App Engine's cron header, or a task's token"
    SESSION = "session from Google sign-in"
    HERE = "none, and only where the whole set-up is on one machine"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Route:
    """One path. `answer` is called with the service and the parts of the path."""

    name: str
    path: str
    methods: tuple[str, ...]
    auth: Auth
    answer: Callable[..., Response]


def _addon() -> tuple[Route, ...]:
    return tuple(
        Route(
            f"addon.{action.name}",
            action.path,
            ("POST",),
            Auth.HOST,
            partial(host.serve, action=action, handler=HANDLERS[action.name]),
        )
        for action in ACTIONS.values()
        if action.name in HANDLERS  # a test holds that all are
    )


_UNSUBSCRIBE = "/unsubscribe/<tenant>/<account>/<key>"

ROUTES: tuple[Route, ...] = (
    *_addon(),
    Route("tasks", "/tasks/<kind>", ("POST",), Auth.TASK, tasks.serve),
    *(
        Route(f"cron.{job.name}", job.path, ("GET",), Auth.CRON, partial(cron.serve, job=job))
        for job in cron.JOBS
    ),
    *(
        Route(
            one.name,
            one.path,
            ("POST",) if one.post else ("GET",),
            Auth.NONE if one.open else Auth.SESSION,
            one.answer,
        )
        for one in dashboard.PAGES
    ),
    Route("signin", "/signin", ("GET",), Auth.NONE, signin.begin),
    Route("signin.callback", signin.CALLBACK, ("GET",), Auth.NONE, signin.finish),
    Route("signout", "/signout", ("POST",), Auth.NONE, pages.sign_out),
    Route("mailbox", "/mailbox", ("GET",), Auth.SESSION, pages.mailbox),
    Route("mailbox.mail", "/mailbox/<key>", ("GET",), Auth.SESSION, pages.mail),
    Route("mailbox.body", "/mailbox/<key>/html", ("GET",), Auth.SESSION, pages.mail_body),
    Route("unsubscribe", _UNSUBSCRIBE, ("GET",), Auth.NONE, unsubscribe.ask),
    Route("unsubscribe.stop", _UNSUBSCRIBE, ("POST",), Auth.NONE, unsubscribe.stop),
    Route("gallery", "/gallery", ("GET",), Auth.HERE, gallery.index),
    Route("gallery.cards", "/gallery/cards", ("GET",), Auth.HERE, gallery.cards),
    Route("gallery.mail", "/gallery/mails/<name>", ("GET",), Auth.HERE, gallery.mail),
    Route("gallery.page", "/gallery/pages/<name>", ("GET",), Auth.HERE, gallery.page),
    Route("help", "/help", ("GET",), Auth.NONE, notices.usage),
    Route("privacy", "/privacy", ("GET",), Auth.NONE, notices.privacy),
    Route("terms", "/terms", ("GET",), Auth.NONE, notices.terms),
    Route("healthz", "/healthz", ("GET",), Auth.NONE, health.alive),
    Route("readyz", "/readyz", ("GET",), Auth.NONE, health.ready),
    Route("warmup", "/_ah/warmup", ("GET",), Auth.NONE, health.warm),
)


def register(app: Flask, service: Service) -> None:
    """Serve the table with `app`."""
    app.url_map = _paths(app.import_name)
    app.view_functions |= {route.name: partial(route.answer, service) for route in ROUTES}


@cache
def _paths(package: str) -> Map:
    """The table as Flask matches it, beside its own rule for static files.

    Compiling the rules is most of what an app costs to make, and they are the same for each of them.
    """
    table = Flask(package)
    table.url_map.merge_slashes = False
    for route in ROUTES:
        table.add_url_rule(
            route.path, endpoint=route.name, methods=list(route.methods), provide_automatic_options=False
        )
    return table.url_map
