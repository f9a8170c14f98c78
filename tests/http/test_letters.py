"""Mails: what they say, that nothing in them is markup but ours, and that they survive mail programs."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from addon.gallery.letters import BASE, LETTERS
from addon.letters import JinjaLetters
from services.core.facts import MailFacts, MailItem
from services.core.levels import Level
from services.core.outcome import Fault

KINDS = ("shared", "level-changed", "ended", "ownership", "held", "put-right", "attention", "digest")
NASTY = (
    "<script>alert(\"1\")</script> & 'q' \u202e\r\nBcc: x@evil.example \U0001f469\U0001f3fd‍\U0001f680 "
    + "x" * 1024
)


def item(name="Finance", **more):
    said = {"label": "l1", "size": 23, "level": Level.EDITOR, "link": "https://labels.example.com/labels/l1"}
    return MailItem(name=name, **said | more)


def facts(kind="shared", **more):
    said = {
        "to_name": "Noah Berg",
        "by_name": "Maya Lindqvist",
        "by_email": "maya@maple.example",
        "items": (item(),),
        "settings_link": "https://labels.example.com/settings",
    }
    return MailFacts(kind=kind, **said | more)


def composed(kind="shared", locale="en", **more):
    return JinjaLetters().compose(facts(kind, **more), locale=locale)


class Page(HTMLParser):
    """What a mail program would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.text, self.open = [], [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_it_says_who_shares_what_how_much_and_what_one_may_do():
    mail = composed(message="For the budget.\nSee you!")
    assert mail.subject == "Maya Lindqvist shared the label “Finance” with you"
    for words in ("Maya Lindqvist", "maya@maple.example", "Finance", "23 contacts", "Can edit", "Noah Berg"):
        assert words in mail.text
        assert words in Page(mail.html).text
    assert "> For the budget.\n> See you!\n" in mail.text
    assert "https://labels.example.com/labels/l1" in mail.text


def test_one_contact_is_not_several():
    assert "1 contact\n" in composed(items=(item(size=1),)).text


def test_several_labels_are_one_mail():
    mail = composed(items=(item("Finance"), item("Press"), item("Board")))
    assert mail.subject == "Maya Lindqvist shared 3 labels with you"
    assert all(f"* {name}\n" in mail.text for name in ("Finance", "Press", "Board"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_one_button_and_says_why_it_was_sent(kind):
    mail = composed(kind, fault=Fault.FULL, titles=("Ada Lovelace", ""), by_name="Maya")
    page = Page(mail.html)
    buttons = [tag for tag in page.tags if tag[0] == "a" and "font-weight:bold" in tag[1]["style"]]
    assert len(buttons) == 1
    assert "You get this because" in mail.text
    assert "You get this because" in page.text
    assert "\n" not in mail.subject
    assert page.open == []


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_tables_and_inline_styles(kind):
    page = Page(composed(kind).html)
    allowed = {"html", "head", "meta", "title", "body", "table", "tr", "td", "a", "strong", "span", "br"}
    assert {tag for tag, _ in page.tags} <= allowed
    assert not [attrs for _, attrs in page.tags if attrs.keys() & {"class", "id", "onclick"}]
    for link in page.links:
        assert link.startswith("https://")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("field", ["to_name", "by_name", "message"])
def test_names_are_text_wherever_they_are_shown(kind, field):
    mail = composed(kind, **{field: NASTY}, titles=(NASTY,), items=(item(NASTY),))
    assert "<script" not in mail.html
    assert [tag for tag, _ in Page(mail.html).tags if tag == "script"] == []
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert "\u202e" not in mail.subject
    assert len(mail.subject) < 300


def test_names_of_held_contacts_are_listed_up_to_a_limit():
    titles = tuple(f"Person {number}" for number in range(50))
    mail = composed("held", titles=titles, total=300)
    assert "- Person 19\n" in mail.text
    assert "Person 20\n" not in mail.text
    assert "and 280 more" in mail.text


def test_held_deletions_are_counted():
    others = composed("held", titles=("Ada", "Bob"), total=13)
    assert "\n  Maya Lindqvist deleted 13 contacts\n" in others.text
    assert "and 11 more" in others.text
    assert "Maya Lindqvist deleted 13 contacts" in Page(others.html).text
    own = composed("held", titles=("Ada",), total=1, own=True)
    assert "\n  You deleted 1 contact\n" in own.text
    assert "more" not in own.text.partition("You deleted 1 contact")[2].partition("Open")[0]


def test_a_change_of_level_says_before_and_now():
    mail = composed("level-changed", items=(item(before=Level.VIEWER, level=Level.REMOVER),))
    assert "Before: Can view. Now: Can edit and delete" in mail.text


def test_put_right_says_what():
    mail = composed("put-right", items=(item(note="add edit remove", level=Level.VIEWER),))
    for words in ("you added", "you changed", "you removed", "Can view"):
        assert words in mail.text


LANGUAGES = ("en", "de", "fi", "id", "it", "pl")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(LETTERS))
def test_every_mail_in_every_language(name, language):
    mail = JinjaLetters().compose(LETTERS[name], locale=language)
    page = Page(mail.html)
    assert page.open == []
    assert f'<html lang="{language}">' in mail.html
    buttons = [a["href"] for tag, a in page.tags if tag == "a" and "font-weight:bold" in a["style"]]
    assert len(buttons) == 1
    assert buttons[0] in mail.text
    for stop in (f"{BASE}/settings", f"{BASE}/unsubscribe/t1/a1/key"):
        assert stop in mail.text
        assert stop in page.links
    assert mail.subject.strip()
    assert "\n" not in mail.subject
    assert len(mail.subject) < 120
    assert not set("{}") & set(mail.subject + mail.text + page.text)
    if language != "en":
        english = JinjaLetters().compose(LETTERS[name], locale="en")
        assert mail.subject != english.subject
        # Neither why it was sent nor how to stop it is left in English.
        assert mail.text.splitlines()[-3:] != english.text.splitlines()[-3:]
        hers = {
            one for one in english.text.splitlines() if one.startswith(("> ", "- Person ", "- Ron", "* "))
        }
        both = set(mail.text.splitlines()) & set(english.text.splitlines())
        assert [one for one in both - hers if " " in one.strip()] == []


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("shared", f"{BASE}/labels/l1"),
        ("shared-many", f"{BASE}/"),
        ("level-changed-many", f"{BASE}/"),
        ("digest", f"{BASE}/"),
        ("held", f"{BASE}/labels/l1"),
        ("ended", "https://contacts.google.com/"),
        ("ended-many", "https://contacts.google.com/"),
    ],
)
def test_the_button_leads_to_what_the_reader_may_open(name, where):
    mail = JinjaLetters().compose(LETTERS[name], locale="en")
    assert f":\n{where}\n" in mail.text
    assert ("/labels/" in mail.text) is (name not in {"ended", "ended-many"})


def test_who_deleted_is_not_told_of_herself_as_of_another():
    own = JinjaLetters().compose(LETTERS["held-own"], locale="en").text
    assert "You deleted many contacts" in own
    assert "deleted in your Google Contacts" in own
    assert "If you did not mean it, open the label and choose Restore." in own
    others = JinjaLetters().compose(LETTERS["held"], locale="en").text
    assert "Maya Lopez deleted many contacts" in others
    assert "choose Restore or Delete for everyone." in others


def test_several_labels_are_counted_in_the_subject():
    subjects = {name: JinjaLetters().compose(mail, locale="en").subject for name, mail in LETTERS.items()}
    assert subjects["ended-many"] == "5 labels are no longer shared with you"
    assert subjects["level-changed-many"] == "What you may do with 5 labels has changed"
    assert subjects["ended"] == "“Finance” is no longer shared with you"


def test_an_unknown_kind_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        composed("party")


@pytest.mark.parametrize("locale", ["", "xx", "en-GB", "zh-Hant", "not a locale"])
def test_an_unknown_locale_is_english(locale):
    assert "shared the label" in composed(locale=locale).subject


def test_text_has_no_runs_of_empty_lines():
    for kind in KINDS:
        assert "\n\n\n" not in composed(kind, message="Hi").text
