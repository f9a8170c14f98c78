"""The Directory's search language: `email:an* familyName='Virtanen'`."""

from __future__ import annotations

import re
from collections.abc import Callable

from .errors import GoogleError
from .world import Account

Test = Callable[[Account], bool]

_OPERATORS = re.compile(
    r"\s*(?P<field>\w+)(?P<op>:|=)(?:'(?P<quoted>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<word>\S+))"
)


def clauses(query: str) -> list[tuple[str, str, str]]:
    """`field:value` (prefix, `*` optional) and `field='value'`. Raises GoogleError (400) otherwise."""
    found = []
    position = 0
    while position < len(query.rstrip()):
        match = _OPERATORS.match(query, position)
        if match is None:
            raise GoogleError(400, "Invalid Input: query", reason="invalid")
        value = next(v for v in (match["quoted"], match["double"], match["word"]) if v is not None)
        found.append((match["field"], match["op"], value.casefold()))
        position = match.end()
    return found


def tests(query: str) -> list[Test]:
    """What a person must be to be found. Raises GoogleError (400) for a field that is not searched."""
    found = []
    for field, op, value in clauses(query):
        if field not in {"email", "name", "givenName", "familyName", "isSuspended", "isAdmin"}:
            raise GoogleError(400, "Invalid Input: query", reason="invalid")
        if field.startswith("is") and value not in {"true", "false"}:
            raise GoogleError(400, "Invalid Input: query", reason="invalid")
        found.append(_test(field, op, value))
    return found


def _test(field: str, op: str, value: str) -> Test:
    def matches(account: Account) -> bool:
        if field == "isSuspended":
            return account.suspended == (value == "true")
        if field == "isAdmin":
            return account.admin == (value == "true")
        texts = {
            "email": account.addresses,
            "name": [account.name],
            "givenName": [account.given_name],
            "familyName": [account.family_name],
        }[field]
        if op == "=":
            return any(t.casefold() == value for t in texts)
        return any(prefix(t.casefold(), value) for t in texts)

    return matches


def prefix(text: str, value: str) -> bool:
    """`:` with a trailing `*` matches beginnings of words, without it whole words."""
    if value.endswith("*"):
        return text.startswith(value[:-1]) or f" {value[:-1]}" in f" {text}"
    return text == value or value in re.split(r"[\s@.]+", text)
