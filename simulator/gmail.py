"""Gmail: sending, and reading the one message that an add-on was opened on."""

from __future__ import annotations

import base64
import binascii
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from typing import TYPE_CHECKING, Any

from .discovery import Call
from .errors import GoogleError
from .mailbox import Message
from .routes import handles

if TYPE_CHECKING:
    from .world import Account, World

MAX_RECIPIENTS = 100  # of one message sent through the API, in one of the two published numbers
MAX_BYTES = 36_700_160


@handles("gmail.users.messages.send")
def send(call: Call) -> dict[str, Any]:
    """POST users/{me}/messages/send; From must be the sender's own address."""
    sender: Account = _owner(call)
    raw = _raw(call.body.get("raw") or "")
    if not sender.mail_on:
        raise GoogleError(
            400, "Mail service not enabled", status="FAILED_PRECONDITION", reason="failedPrecondition"
        )
    mime = BytesParser(policy=policy.default).parsebytes(raw)
    if not isinstance(mime, EmailMessage):
        raise _bad("Invalid message")
    address = parseaddr(str(mime.get("From", "")))[1]
    if address.casefold() not in {a.casefold() for a in sender.addresses}:
        raise _bad("Invalid From header")
    if mime.defects:
        raise _bad("Invalid message")
    recipients = _recipients(mime)
    if not recipients:
        raise _bad("Recipient address required")
    if len(recipients) > MAX_RECIPIENTS:
        raise _bad("Too many recipients")
    return deliver(call.world, sender, mime, raw, recipients, thread=call.body.get("threadId", ""))


@handles("gmail.users.messages.get")
def get(call: Call) -> dict[str, Any]:
    """GET users/{me}/messages/{id}; an add-on's token opens its one message, with Gmail's own token."""
    owner: Account = _owner(call)
    message = owner.mailbox.get(call.path["id"].removeprefix("msg-f:"))
    if message is None:
        raise GoogleError(404, "Requested entity was not found.", reason="notFound")
    if not call.scopes & _WHOLE_MAILBOX:
        opened = call.world.tokens.look_up(call.headers.get("X-Goog-Gmail-Access-Token", ""))
        if opened is None or opened.message != message.id or opened.subject != owner.id:
            raise GoogleError(
                403, "Missing access token for authorization. Request: MailboxService.GetMessage"
            )
    return _written(message, call.query.get("format", "full"), call.query.get("metadataHeaders") or ())


def deliver(
    world: World,
    sender: Account | None,
    mime: EmailMessage,
    raw: bytes = b"",
    recipients: list[str] | None = None,
    *,
    thread: str = "",
) -> dict[str, Any]:
    """Put a message into everybody's mailbox; each gets a copy under an id of her own.

    `raw` and `recipients` (To, Cc and Bcc) are taken from the message when they are not given. Raises
    GoogleError (400) for an address that is none.
    """
    now = world.clock.now()
    raw = raw or bytes(mime)
    recipients = _recipients(mime) if recipients is None else recipients
    thread_id = thread or f"{world.random.getrandbits(60):015x}"
    kept = Message(f"{world.random.getrandbits(60):015x}", thread_id, mime, now, raw, ["SENT"])
    if sender is not None:
        sender.mailbox.messages.append(kept)
    seen = set()
    for address in recipients:
        account = world.find(address)
        copy = Message(f"{world.random.getrandbits(60):015x}", thread_id, mime, now, raw)
        if account is None or account.suspended:
            world.outbound.append(copy)
        elif account.id not in seen:
            seen.add(account.id)
            account.mailbox.messages.append(copy)
    return {"id": kept.id, "threadId": thread_id, "labelIds": ["SENT"]}


_WHOLE_MAILBOX = frozenset(
    {
        "https://mail.google.com/",
        "https://www.googleapis.com/auth/gmail.readonly",
        "https://www.googleapis.com/auth/gmail.modify",
        "https://www.googleapis.com/auth/gmail.metadata",
    }
)


def _owner(call: Call) -> Account:
    account: Account = call.account
    if call.path["userId"] != "me" and call.path["userId"].casefold() != account.email.casefold():
        raise GoogleError(403, f"Delegation denied for {account.email}", reason="forbidden")
    return account


def _raw(text: str) -> bytes:
    """URL-safe base64 only, as documented."""
    if not text:
        raise _bad("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
    if "+" in text or "/" in text:
        raise _bad("Invalid value for ByteString")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise _bad("Invalid value for ByteString") from None
    if len(raw) > MAX_BYTES:
        raise GoogleError(413, "Request Entity Too Large", reason="uploadTooLarge")
    return raw


def _recipients(mime: EmailMessage) -> list[str]:
    headers = [str(h) for name in ("To", "Cc", "Bcc") for h in mime.get_all(name, [])]
    found = [address for _, address in getaddresses(headers) if address]
    if any("@" not in address for address in found):
        raise _bad("Invalid To header")
    return list(dict.fromkeys(found))


def _bad(message: str) -> GoogleError:
    return GoogleError(400, message, reason="invalidArgument")


def _written(message: Message, form: str, wanted: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": message.id,
        "threadId": message.thread_id,
        "labelIds": list(message.labels),
        "snippet": message.text[:100],
        "internalDate": str(int(message.received.timestamp() * 1000)),
        "sizeEstimate": len(message.raw),
    }
    if form == "raw":
        return body | {"raw": base64.urlsafe_b64encode(message.raw).decode()}
    if form == "minimal":
        return body
    names = {n.casefold() for n in wanted}
    headers = [
        {"name": k, "value": str(v)}
        for k, v in message.mime.items()
        if form == "full" or not names or k.casefold() in names
    ]
    payload: dict[str, Any] = {"mimeType": message.mime.get_content_type(), "headers": headers}
    if form == "full":
        data = base64.urlsafe_b64encode(message.text.encode()).decode()
        payload |= {"partId": "", "body": {"size": len(message.text), "data": data}}
    return body | {"payload": payload}
