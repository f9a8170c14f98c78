"""Pictures of contacts: written one by one, served as bytes."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ..discovery import Call
from ..errors import invalid, not_found
from ..routes import handles
from .fields import read_mask
from .requests import answer, book_of, resource_name, with_profile

MAX_BYTES = 10 * 1024 * 1024
KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@handles("people.people.updateContactPhoto")
def update_photo(call: Call) -> dict[str, Any]:
    """PATCH v1/people/...:updateContactPhoto; JPEG or PNG."""
    book = book_of(call)
    mask = read_mask(call.body.get("personFields"), "personFields", required=False)
    with_profile(call.body.get("sources"))
    picture = _picture(call.body.get("photoBytes") or "")
    contact = book.get_for_writing(resource_name(call, "peopleId", "people"))
    made = book.change(contact, photo=book.keep_photo(picture))
    return {"person": answer(call, made, mask, call.body.get("sources"))} if mask else {}


@handles("people.people.deleteContactPhoto")
def delete_photo(call: Call) -> dict[str, Any]:
    """DELETE v1/people/...:deleteContactPhoto."""
    book = book_of(call)
    mask = read_mask(call.query.get("personFields"), "personFields", required=False)
    with_profile(call.query.get("sources"))
    contact = book.get_for_writing(resource_name(call, "peopleId", "people"))
    if not contact.photo:
        raise not_found("Contact has no photo.")
    made = book.change(contact, photo="")
    return {"person": answer(call, made, mask, call.query.get("sources"))} if mask else {}


def kind_of(picture: bytes) -> str:
    """Media type by the first bytes; empty for what Google does not take."""
    return next((kind for start, kind in KINDS.items() if picture.startswith(start)), "")


def _picture(text: str) -> bytes:
    if not text:
        raise invalid("photoBytes is required.")
    try:
        plain = text.replace("-", "+").replace("_", "/")
        picture = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        raise invalid("Invalid value at 'photo_bytes' (TYPE_BYTES), Base64 decoding failed.") from None
    if not kind_of(picture) or len(picture) > MAX_BYTES:
        raise invalid("Photo must be a valid JPEG or PNG.")
    return picture
