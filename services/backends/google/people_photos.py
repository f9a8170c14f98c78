"""Photos of contacts: fetched without credentials, written one by one."""

from __future__ import annotations

import base64
from http import HTTPStatus
from urllib.parse import urlsplit

from ...core.person import Person
from ...ports import NotFound, QuotaExhausted, RequestRefused, Unavailable
from .account import Account
from .http import Request
from .people_read import read
from .person import PERSON_FIELDS, SOURCES, person_of

CALL = "photo"
PHOTO_HOSTS = (".googleusercontent.com", ".ggpht.com", ".google.com")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SIZE = 720
"""Pixels, the most that Google Contacts shows; without it Google hands out 100."""


def fetch(account: Account, url: str) -> bytes:
    """The bytes behind a photo's address.

    The address comes out of a contact, so it is only followed to where Google keeps photos (or to
    what stands in Google's place) and never with a token. Raises `NotFound`, `RequestRefused`.
    """
    answer = account.google.patient(CALL, _safe(account.google.root, url))
    if answer.status == HTTPStatus.OK and answer.body:
        return answer.body
    text = f"{CALL}: {answer.status}"
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise QuotaExhausted(text)
    if answer.status in {HTTPStatus.OK, HTTPStatus.REQUEST_TIMEOUT}:
        raise Unavailable(text)
    raise NotFound(text) if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else RequestRefused(text)


def _safe(root: str, url: str) -> str:
    if root and url.startswith(f"{root}/"):
        return url
    parts = urlsplit(url)
    if root and parts.hostname in LOOPBACK:  # the stand-in on this machine, by another of its names
        return f"{root}{parts.path}?{parts.query}".rstrip("?")
    if parts.scheme != "https" or not f".{parts.hostname or ''}".endswith(PHOTO_HOSTS):
        raise RequestRefused(f"{CALL}: not an address of Google's photos")
    query = parts.query if "sz=" in parts.query else f"{parts.query}&sz={SIZE}".lstrip("&")
    host = root or f"https://{parts.hostname}"
    return f"{host}{parts.path}?{query}"


def replace(account: Account, resource: str, photo: bytes) -> Person:
    """The contact with its new photo; empty bytes take the photo away.

    A contact without a photo answers that with 404, as a missing contact does: it is read to tell
    the two apart.
    """
    request = _put(account, resource, photo) if photo else _take(account, resource)
    try:
        answer = account.write(request).get("person")
    except NotFound:
        there = {} if photo else read(account, [resource])
        if resource not in there:
            raise
        return there[resource]
    if not answer:
        raise Unavailable(f"{request.methodId}: the contact was not handed back")
    return person_of(answer)


def _put(account: Account, resource: str, photo: bytes) -> Request:
    body = {
        "photoBytes": base64.b64encode(photo).decode(),
        "personFields": PERSON_FIELDS,
        "sources": SOURCES,
    }
    request: Request = account.people.updateContactPhoto(resourceName=resource, body=body)
    return request


def _take(account: Account, resource: str) -> Request:
    request: Request = account.people.deleteContactPhoto(
        resourceName=resource, personFields=PERSON_FIELDS, sources=SOURCES
    )
    return request
