"""The add-on host, server side: it makes the events, holds the tokens and checks the answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from ..world import ADDON_SERVICE_ACCOUNT, OAUTH_CLIENT_ID, Account
from .host.answers import Kind, Refused
from .host.call import Caller
from .host.deployment import BadDeployment, HostPart
from .host.events import EMAIL_SCOPE, Place, Tokens, event, parameter_map
from .site import Site

_ADD_ON = "https://www.googleapis.com/auth/gmail.addons.current."
MESSAGE_SCOPES = frozenset(
    {f"{_ADD_ON}message.metadata", f"{_ADD_ON}message.readonly", f"{_ADD_ON}message.action"}
)
COMPOSE_SCOPE = f"{_ADD_ON}action.compose"
_APPS = ("gmail", "calendar")
_REMEMBERED = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One call of the add-on, for the page that shows what happened."""

    who: str
    function: str
    took: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """The part of an account that an event tells."""

    locale: str
    zone: str


class Host:
    """Calls the add-on for whoever sits in front of a page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.log: deque[Line] = deque(maxlen=_REMEMBERED)
        self._caller: Caller | None = None

    def caller(self) -> Caller:
        """Raises `BadDeployment`."""
        if self._caller is None:
            self._caller = Caller(self.site.deployment())
        return self._caller

    def part(self, app: str) -> HostPart:
        """What the deployment says for one application."""
        deployment = self.site.deployment()
        return deployment.gmail if app == "gmail" else deployment.calendar

    def tokens(self, account: Account, function: str) -> Tokens:
        """Signed for exactly this function: the audience is its address without a query."""
        scopes = self.site.granted(account)
        signer = self.site.world.tokens
        person = (
            {}
            if EMAIL_SCOPE in scopes
            else dict.fromkeys(("email", "email_verified", "name", "given_name", "family_name"))
        )
        return Tokens(
            system_id=signer.service_id_token(ADDON_SERVICE_ACCOUNT, function.partition("?")[0]),
            user_id=signer.user_id_token(account, OAUTH_CLIENT_ID, **person),
            user_oauth=signer.issue(account.id, scopes, client=OAUTH_CLIENT_ID),
            scopes=scopes,
        )

    def call(
        self, account: Account, function: str, kind: Kind, place: Place, asked: Mapping[str, Any]
    ) -> dict[str, Any]:
        """One round trip; the JSON for the page. Raises `Refused`, `BadDeployment`."""
        caller = self.caller()
        with self.site.world.lock:
            tokens = self.tokens(account, function)
        body = event(
            Visitor(account.locale, account.time_zone),
            tokens,
            place,
            now=self.site.world.clock.now(),
            locale_from_app=caller.deployment.locale_from_app,
            form_inputs=asked.get("formInputs"),
            parameters=parameter_map(asked.get("parameters") or ()),
        )
        try:
            called = caller.call(function, body, kind)
        except Refused as refused:
            self.log.appendleft(Line(account.email, function, "", refused.reason))
            raise
        self.log.appendleft(Line(account.email, function, f"{called.took} ms", ""))
        return called.answer.json()

    # --- what a trigger is told of the place ---

    def message(self, account: Account, message: str) -> Place:
        """A message is open."""
        found = account.mailbox.get(message)
        if found is None:
            abort(404)
        resource = {"messageId": f"msg-f:{found.id}", "threadId": f"thread-f:{found.thread_id}"}
        scopes = MESSAGE_SCOPES.intersection(self.site.granted(account))
        if scopes:
            resource["accessToken"] = self.site.world.tokens.issue(
                account.id, scopes, client=OAUTH_CLIENT_ID, message=found.id
            )
        return Place("GMAIL", resource)

    def draft(self, account: Account, context: Mapping[str, Any]) -> Place:
        """Somebody writes a message. Raises `Refused` without the scope that Google wants for it."""
        if COMPOSE_SCOPE not in self.site.granted(account):
            reason = f"a compose trigger needs the scope {COMPOSE_SCOPE}"
            raise Refused(reason)
        if self.part("gmail").draft_access != "METADATA":
            return Place("GMAIL", {})
        return Place("GMAIL", {f"{name}Recipients": context.get(name, []) for name in ("to", "cc", "bcc")})

    def meeting(self, account: Account, event_id: str) -> Place:
        """A calendar event is open; guests are told only where the deployment has asked to read it."""
        found = next((one for one in account.events if one["id"] == event_id), None)
        if found is None:
            abort(404)
        access = self.part("calendar").event_access
        resource: dict[str, Any] = {"id": found["id"], "calendarId": account.email}
        if access in {"READ", "READ_WRITE"}:
            attendees = found.get("attendees", [])
            organizer = next((one["email"] for one in attendees if one.get("organizer")), account.email)
            resource["organizer"] = {"email": organizer}
            resource["attendees"] = [{**one, "self": one["email"] == account.email} for one in attendees]
        writes = access in {"WRITE", "READ_WRITE"}
        resource["capabilities"] = {
            "canSeeAttendees": "attendees" in resource,
            "canAddAttendees": writes,
            "canSeeConferenceData": False,
            "canSetConferenceData": False,
        }
        return Place("CALENDAR", resource)

    def trigger(self, app: str, account: Account, asked: Mapping[str, Any]) -> tuple[str, Place]:
        """The function and the place of a trigger that the page fires. Raises `Refused` for none."""
        part, context, which = self.part(app), asked.get("context") or {}, asked.get("trigger")
        function, place = "", Place(app.upper())
        if which == "homepage":
            function = part.homepage
        elif which == "message" and part.message:
            function, place = part.message, self.message(account, context["message"])
        elif which == "compose" and part.compose:
            function, place = part.compose[context["compose"]].function, self.draft(account, context)
        elif which == "event" and part.event_open:
            function, place = part.event_open, self.meeting(account, context["event"])
        if not function:
            reason = f"the deployment has no {which} trigger for {app}"
            raise Refused(reason)
        return function, place


def for_page(site: Site, account: Account, app: str) -> dict[str, Any]:
    """What the page's script must know of the add-on; without one, why."""
    try:
        deployment = site.deployment()
    except BadDeployment as error:
        return {"name": "", "trouble": str(error)}
    part = deployment.gmail if app == "gmail" else deployment.calendar
    return {
        "name": deployment.name,
        "logo": deployment.logo,
        "endpoint": url_for(".host_call", who=account.email, app=app, kind="")[:-1],
        "send": url_for(".mail_send", who=account.email),
        "linkPrefixes": list(deployment.link_prefixes),
        "universalActions": [
            {"label": one.label, "runFunction": one.function, "openLink": one.link} for one in part.universal
        ],
        "compose": [{"label": one.label, "logo": one.logo} for one in part.compose],
    }


def register(pages: Blueprint, site: Site) -> None:
    """Add the address that the page's script talks to."""
    host = Host(site)

    @pages.post("/u/<who>/host/<app>/", defaults={"kind": ""})
    @pages.post("/u/<who>/host/<app>/<kind>")
    def host_call(who: str, app: str, kind: str) -> ResponseReturnValue:
        account = site.who(who)
        asked = request.get_json()
        if app not in _APPS or kind not in {"open", "act", "suggest", "consent"}:
            abort(404)
        try:
            if kind == "consent":
                site.withheld.get(account.id, set()).difference_update(asked["scopes"])
                return jsonify(answer={})
            if kind == "open":
                function, place = host.trigger(app, account, asked)
                # A trigger has no widget data, whatever the page may have sent.
                return jsonify(answer=host.call(account, function, "trigger", place, {}))
            # Host context can be missing from the events of actions: here it always is.
            what: Kind = "suggest" if kind == "suggest" else "callback"
            return jsonify(answer=host.call(account, asked["function"], what, Place(app.upper()), asked))
        except Refused as refused:
            return jsonify(error=refused.reason)
        except BadDeployment as error:
            return jsonify(error=str(error))

    site.host_log = host.log
