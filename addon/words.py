"""The words of one person: the catalogue of her language, or English."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from cards.text import Catalogue, GettextWords, Words

CATALOGUES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "messages"
ENGLISH = "en"


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for, English first (it needs none)."""
    found = {path.parent.parent.name for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


@lru_cache(maxsize=1)
def language_names() -> tuple[tuple[str, str], ...]:
    """Our languages, each with what it calls itself, for whoever is to choose one."""
    return tuple((tag, (Locale.parse(tag).get_language_name() or tag).capitalize()) for tag in languages())


def language_of(locale: str) -> str:
    """Ours for a locale as Google or a browser sends it (`fi`, `pt-BR`, garbage): English if unknown."""
    try:
        parsed = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return ENGLISH
    # Java-born products still send `in` for Indonesian.
    wanted = get_global("language_aliases").get(parsed.language, parsed.language)
    return wanted if wanted in languages() else ENGLISH


@lru_cache(maxsize=32)
def _catalogue(language: str) -> Catalogue:
    if language == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, languages=[language])


def words_for(locale: str, zone: str = "") -> Words:
    """The words of a person whose locale and IANA time zone are these; either may be unknown.

    Numbers and dates follow the locale only together with its language: an English sentence with a
    Finnish date puzzles everybody.
    """
    language = language_of(locale)
    formats = locale if language != ENGLISH or locale.lower().startswith("en") else ENGLISH
    return GettextWords(_catalogue(language), formats or ENGLISH, zone)
