"""The words by which a contact is found, and how a query meets them."""

from __future__ import annotations

import unicodedata

from .contact import title
from .normal import mail
from .records import Fields

LENGTH = 6
MOST = 60
"""Prefixes of one contact: an index entry each, so a thousand-word note must not make thousands."""

MAILS = 20
"""Mail addresses by which a contact is found as a whole."""

_LONGEST_MAIL = 320


def words_of(content: Fields) -> list[str]:
    """Searchable words: name, nicknames, organisations, mail addresses, telephone digits."""
    texts = [title(content)]
    texts += [str(e.get("value", "")) for e in content.get("nicknames", ())]
    texts += [f"{e.get('name', '')} {e.get('title', '')}" for e in content.get("organizations", ())]
    texts += [
        str(e.get("value", "")).replace("@", " ").replace(".", " ") for e in content.get("emailAddresses", ())
    ]
    words = [word for text in texts for word in folded(text).split()]
    numbers = (str(entry.get("value", "")) for entry in content.get("phoneNumbers", ()))
    words += ["".join(c for c in number if c.isdigit()) for number in numbers]
    words += [folded(str(e.get("value", ""))).strip() for e in content.get("emailAddresses", ())]
    return [word for word in dict.fromkeys(words) if word]


def prefixes_of(content: Fields) -> tuple[str, ...]:
    """Keys of the mail addresses, and the first letters of every word, one to six of them."""
    mails = dict.fromkeys(
        key for e in content.get("emailAddresses", ()) if (key := mail_key(str(e.get("value", ""))))
    )
    keys = tuple(mails)[:MAILS]
    found: dict[str, None] = {}
    for word in words_of(content):
        for length in range(1, min(len(word), LENGTH) + 1):
            found[word[:length]] = None
            if len(found) >= MOST:
                return (*keys, *found)
    return (*keys, *found)


def mail_key(address: str) -> str:
    """What a contact with this very address is found by; empty for what can be none.

    It stands among the prefixes, where a store has its one index; whoever looks compares the address again.
    """
    normal = mail(address)
    return f"@{normal}" if "@" in normal and len(normal) <= _LONGEST_MAIL else ""


def needle_of(query: str) -> str:
    """The prefix to look up for a query; empty when there is nothing to look for."""
    words = folded(query).split()
    return max(words, key=len)[:LENGTH] if words else ""


def hits(content: Fields, query: str) -> bool:
    """Whether every word of the query begins some word of the contact."""
    words = words_of(content)
    return all(any(w.startswith(q) for w in words) for q in folded(query).split())


def folded(text: str) -> str:
    """Case and accents aside."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
