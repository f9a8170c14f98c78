"""What contacts, labels and people are called: the same on every card, page and mail."""

from __future__ import annotations

from .text import Words, one_line


def contact_name(title: str, words: Words) -> str:
    """What a contact is called; one without a name is called so."""
    return one_line(title) or words.gettext("(no name)")


def label_name(name: str, words: Words) -> str:
    """What a label is called; one without a name is called so."""
    return one_line(name) or words.gettext("(no name)")


def person_name(name: str, email: str) -> str:
    """A member's name; her address when the directory has no name for her."""
    return one_line(name) or one_line(email)
