"""Where one makes this Google misbehave, and sees what the add-on host did."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from ..faults import Kind
from .host.deployment import BadDeployment
from .site import Site

KINDS = {
    Kind.QUOTA: "429: quota used up",
    Kind.INTERNAL: "500: internal error",
    Kind.UNAVAILABLE: "503: unavailable",
    Kind.FORBIDDEN: "403: forbidden",
    Kind.DROP_BEFORE: "connection lost before anything was done",
    Kind.DROP_AFTER: "done, but the answer is lost",
    Kind.FAIL_AFTER: "done, but answered 500",
    Kind.CUT: "done, but half of the answer arrives",
}
CALLS = {
    "/v1/people*": "any call for contacts",
    "/v1/people:batchCreateContacts": "creating contacts",
    "/v1/people:batchUpdateContacts": "changing contacts",
    "/v1/people/me/connections": "listing contacts",
    "/v1/contactGroups*": "any call for labels",
    "/gmail/*": "sending mail",
    "/admin/directory/*": "asking the directory",
    "/token": "getting a token",
}


def register(pages: Blueprint, site: Site) -> None:
    """Add the page."""

    @pages.get("/_simulator")
    def control() -> ResponseReturnValue:
        try:
            scopes = site.deployment().scopes
        except BadDeployment:
            scopes = ()
        with site.world.lock:
            return render_template(
                "control.html",
                kinds=KINDS,
                calls=CALLS,
                waiting=[
                    (KINDS[fault.kind], CALLS.get(fault.path, fault.path), fault.times)
                    for fault in site.world.faults.waiting
                ],
                people=site.world.people,
                scopes=scopes,
                withheld=site.withheld,
                log=list(site.host_log),
                now=site.world.clock.now().strftime("%d %B %Y, %H:%M UTC"),
                counted=site.world.calls.most_common(12),
            )

    @pages.post("/_simulator/panel")
    def panel() -> ResponseReturnValue:
        with site.world.lock:
            site.say(_act(site, request.form))
        return redirect(url_for(".control"), 303)


def _act(site: Site, form: MultiDict[str, str]) -> str:
    what, world = form.get("do"), site.world
    if what == "fail":
        world.faults.add(form["kind"], form["path"], times=form.get("times", 1, type=int))
        return f"The next {form.get('times', '1')} matching will fail"
    if what == "clear":
        world.faults.clear()
        return "Nothing fails any more"
    if what == "clock":
        world.clock.advance(timedelta(hours=float(form.get("hours") or 1)))
        return "The clock has moved"
    account = site.who(form.get("who", ""))
    if what == "scopes":
        kept = set(form.getlist("scope"))
        site.withheld[account.id] = {scope for scope in site.deployment().scopes if scope not in kept}
        return f"{account.name} grants {len(kept)} scopes"
    trouble = account.book.trouble
    trouble.held = "held" in form
    trouble.delay = timedelta(seconds=float(form.get("delay") or 0))
    trouble.cap = form.get("cap", trouble.cap, type=int)
    world.suspend(account.id, suspended="suspended" in form)
    return f"{account.name}: done"
