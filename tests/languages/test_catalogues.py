"""Every language says everything, with the same gaps, and nothing half sure."""

from __future__ import annotations

import pytest

from addon.words import language_names, languages
from tests.languages.catalogues import (
    LANGUAGES,
    LOCALES,
    compiled,
    complaints,
    extracted,
    gaps,
    read,
    served,
    template,
)

LABEL = {"de": "Label", "fi": "Tunniste", "id": "Label", "it": "Etichetta", "pl": "Etykieta"}
"""What Google Contacts itself calls a label."""

STEM = {"de": "label", "fi": "tunnist", "id": "label", "it": "etichett", "pl": "etykiet"}


def _catalogue(language):
    return read(LOCALES / language / "LC_MESSAGES/messages.po", language)


def test_there_are_six_languages():
    assert languages() == ("en", "de", "fi", "id", "it", "pl")
    assert dict(language_names())["id"] == "Indonesia"


def test_is_the_template_what_the_source_says():
    assert template().keys() == extracted(), "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_every_message_translated_with_its_gaps(language):
    assert complaints(_catalogue(language), template()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_what_is_served_what_was_translated(language):
    assert served(language) == compiled(_catalogue(language)), "run: make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_a_label_called_what_google_contacts_calls_it(language):
    said = {message.id: message for message in _catalogue(language) if isinstance(message.id, str)}
    assert said["Label"].string == LABEL[language]
    for words in ("Share label", "My labels", "Shared label", "Leave label", "Remove from label"):
        assert STEM[language] in said[words].string.lower(), words


def test_is_every_number_in_a_message_a_plural():
    assert [id_ for id_, _ in template() if "{n}" in id_ and isinstance(template()[id_, None].id, str)] == []


HEADER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
WANTED = 'msgid "{name} has it"\nmsgstr ""\n'
MANY = 'msgid "{n} contact of {name}"\nmsgid_plural "{n} contacts of {name}"\nmsgstr[0] ""\nmsgstr[1] ""\n'
LONG = 'msgid "This is a whole sentence."\nmsgstr ""\n'


@pytest.mark.parametrize(
    ("wanted", "found", "problem"),
    [
        (WANTED, "", "missing"),
        (WANTED, WANTED + 'msgid "old"\nmsgstr "stary"\n', "no longer said"),
        (WANTED, '#, fuzzy\nmsgid "{name} has it"\nmsgstr "{name} ma"\n', "fuzzy"),
        (WANTED, WANTED, "empty"),
        (WANTED, 'msgid "{name} has it"\nmsgstr "Ma"\n', "gap name is lost"),
        (WANTED, 'msgid "{name} has it"\nmsgstr "{name} {nazwa}"\n', "gap nazwa is new"),
        (WANTED, 'msgid "{name} has it"\nmsgstr "{name"\n', "braces"),
        (WANTED, 'msgid "{name} has it"\nmsgstr "{name!r}"\n', "braces"),
        (LONG, LONG.replace('msgstr ""', 'msgstr "This is a whole sentence."'), "still English"),
        (
            MANY,
            MANY.replace('[0] ""', '[0] "{name}: jeden"').replace('[1] ""', '[1] "{n} {name}"'),
            "empty",
        ),
        (
            MANY,
            MANY.replace('[0] ""', '[0] "{name}: jeden"')
            .replace('[1] ""', '[1] "{n} {name}"')
            .replace("msgstr[1]", 'msgstr[2] "wiele {name}"\nmsgstr[1]'),
            "gap n is lost",
        ),
    ],
)
def test_is_a_broken_catalogue_noticed(wanted, found, problem):
    against = {(m.id if isinstance(m.id, str) else m.id[0], m.context): m for m in read(wanted) if m.id}
    assert any(problem in said for said in complaints(read(HEADER + found, "pl"), against))


def test_a_good_catalogue_has_nothing_wrong():
    good = MANY.replace('[0] ""', '[0] "{name}: jeden kontakt"').replace('[1] ""', '[1] "{n} {name}"')
    good = good.replace("msgstr[1]", 'msgstr[2] "{n} u {name}"\nmsgstr[1]')
    against = {(m.id[0], m.context): m for m in read(MANY) if m.id}
    assert complaints(read(HEADER + good, "pl"), against) == []
    assert gaps("{a} and {{b}}") == {"a"}
