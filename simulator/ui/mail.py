"""Mail: what came, what was sent, one message, and the window to write in."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr, getaddresses, parseaddr
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..gmail import deliver
from ..mailbox import Message
from ..world import Account
from .host.deployment import BadDeployment
from .sidebar import for_page
from .site import Site

_SNIPPET = 140
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def register(pages: Blueprint, site: Site) -> None:
    """Add the pages."""
    _lists(pages, site)
    _message(pages, site)
    _writing(pages, site)


def _draw(site: Site, who: Account, template: str, place: str, open_now: dict[str, Any], **more: Any) -> str:
    unread = sum(1 for one in who.mailbox.inbox if "UNREAD" in one.labels)
    return render_template(
        template,
        who=who,
        place=place,
        unread=unread,
        host=for_page(site, who, "gmail"),
        open=open_now,
        **more,
    )


def _lists(pages: Blueprint, site: Site) -> None:
    def page(who: str, place: str) -> ResponseReturnValue:
        account = site.who(who)
        query = request.args.get("q", "")[:200].strip()
        with site.world.lock:
            box = account.mailbox
            kept = (
                box.inbox
                if place == "inbox"
                else [one for one in reversed(box.messages) if "SENT" in one.labels]
            )
            words = query.casefold().split()
            found = [
                one
                for one in kept
                if all(word in f"{one.subject} {one.sender} {one.text}".casefold() for word in words)
            ]
            found.sort(key=lambda one: one.received, reverse=True)
            mails = [_row(site, account, one, place) for one in found]
            return _draw(
                site,
                account,
                "mail.html",
                place,
                {"trigger": "homepage", "context": {}},
                mails=mails,
                query=query,
            )

    @pages.get("/u/<who>/mail")
    def mail(who: str) -> ResponseReturnValue:
        return page(who, "inbox")

    @pages.get("/u/<who>/mail/sent")
    def mail_sent(who: str) -> ResponseReturnValue:
        return page(who, "sent")


def _row(site: Site, account: Account, message: Message, place: str) -> dict[str, Any]:
    people = [
        (name or address)
        for name, address in (getaddresses([message.sender]) if place == "inbox" else message.recipients)
    ]
    return {
        "id": message.id,
        "people": ("To: " if place == "sent" else "") + ", ".join(people),
        "subject": message.subject,
        "snippet": " ".join(message.text.split())[:_SNIPPET],
        "unread": "UNREAD" in message.labels,
        "when": message.received.isoformat(),
        "time": _time(site, account, message.received),
    }


def _time(site: Site, account: Account, moment: datetime) -> str:
    now = site.now(account)
    local = moment.astimezone(now.tzinfo)
    return local.strftime("%H:%M") if local.date() == now.date() else local.strftime("%d %b").lstrip("0")


def _message(pages: Blueprint, site: Site) -> None:
    def find(who: str, message: str) -> tuple[Account, Message]:
        account = site.who(who)
        found = account.mailbox.get(message)
        if found is None:
            abort(404)
        return account, found

    @pages.get("/u/<who>/mail/m/<message>")
    def mail_message(who: str, message: str) -> ResponseReturnValue:
        with site.world.lock:
            account, found = find(who, message)
            if "UNREAD" in found.labels:
                found.labels.remove("UNREAD")
            name, address = parseaddr(found.sender)
            view = {
                "id": found.id,
                "subject": found.subject,
                "from_name": name,
                "from_email": address,
                "to": ", ".join(one[0] or one[1] for one in found.recipients),
                "when": found.received.isoformat(),
                "time": found.received.astimezone(site.now(account).tzinfo)
                .strftime("%d %b %Y, %H:%M")
                .lstrip("0"),
                "text": found.text,
                "html": bool(found.html),
            }
            trigger = {"trigger": "message", "context": {"message": found.id}}
            if not _has_message_trigger(site):
                trigger = {"trigger": "homepage", "context": {}}
            as_text = request.args.get("as") == "text"
            return _draw(site, account, "message.html", "", trigger, mail=view, as_text=as_text)

    @pages.get("/u/<who>/mail/m/<message>/html")
    def mail_html(who: str, message: str) -> ResponseReturnValue:
        with site.world.lock:
            _, found = find(who, message)
            html = found.html
        answer = Response(f'<base target="_blank">{html}', mimetype="text/html")
        # The frame is sandboxed as well; mail may carry styles and pictures, and nothing that runs.
        answer.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: http: https:;"
            " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
        )
        return answer

    @pages.post("/u/<who>/mail/m/<message>/delete")
    def mail_delete(who: str, message: str) -> ResponseReturnValue:
        with site.world.lock:
            account, found = find(who, message)
            account.mailbox.messages.remove(found)
        return redirect(url_for(".mail", who=account.email))


def _has_message_trigger(site: Site) -> bool:
    try:
        return bool(site.deployment().gmail.message)
    except BadDeployment:
        return False


def _writing(pages: Blueprint, site: Site) -> None:
    @pages.post("/u/<who>/mail/send")
    def mail_send(who: str) -> ResponseReturnValue:
        account = site.who(who)
        asked = request.get_json()
        recipients = [str(one) for name in ("to", "cc", "bcc") for one in asked.get(name, ())]
        wrong = [one for one in recipients if not _ADDRESS.fullmatch(one)]
        if wrong or not recipients:
            return jsonify(
                error=f"“{wrong[0]}” is not an address" if wrong else "Add at least one recipient"
            ), 400
        mime = EmailMessage()
        mime["From"] = formataddr((account.name, account.email))
        for header, name in (("To", "to"), ("Cc", "cc")):
            if asked.get(name):
                mime[header] = ", ".join(asked[name])
        mime["Subject"] = " ".join(str(asked.get("subject", "")).split())
        mime.set_content(str(asked.get("body", "")))
        with site.world.lock:
            deliver(site.world, account, mime, mime.as_bytes(), recipients)
        return jsonify(sent=True)
