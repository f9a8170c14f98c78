"""Words and layout of the mails: `ports.Letters`.

view.py and sayings.py decide every word, as for a card; the two templates only lay it out, one as
text, one as HTML of tables and inline styles, which is what both Gmail and Outlook leave alone.
"""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from cards.text import Words
from services.core.facts import MailFacts
from services.ports import Composed

from ..words import words_for
from .view import letter_view

# Jinja is told to keep the words' line breaks: a text mail is its line breaks.
_TEMPLATES = Environment(
    loader=PackageLoader("addon.letters"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class JinjaLetters:
    """Composes mails in the reader's language."""

    def compose(self, facts: MailFacts, /, *, locale: str) -> Composed:
        """See `ports.Letters.compose`."""
        return composed(facts, words_for(locale))


def composed(facts: MailFacts, words: Words) -> Composed:
    """The mail in somebody's words."""
    view = letter_view(facts, words)
    return Composed(
        subject=view.subject,
        text=_TEMPLATES.get_template("letter.txt").render(letter=view),
        html=_TEMPLATES.get_template("letter.html").render(letter=view),
    )
