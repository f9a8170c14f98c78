"""The envelopes: what Google documents for triggers, callbacks and suggestions."""

from __future__ import annotations

import pytest

from cards.actions import Kind, press
from cards.card import Card, CardTooLong, Section
from cards.responses import (
    Done,
    Pop,
    PopToRoot,
    Push,
    ScopesWanted,
    Shown,
    Suggested,
    Update,
    failure,
    fits,
    to_json,
)
from cards.widgets import Button, Buttons, Choice, Divider, Link, Option, Paragraph, TextInput

BASE = "https://labels.example.com"
CARD = Card("c", "Title", sections=(Section((Paragraph("Hello"),)),))
JSON = {
    "name": "c",
    "header": {"title": "Title"},
    "sections": [{"widgets": [{"textParagraph": {"text": "Hello"}}]}],
}


def test_is_a_trigger_answered_with_render_actions():
    assert to_json(Shown(CARD), BASE) == {"action": {"navigations": [{"pushCard": JSON}]}}


def test_is_a_callback_answered_with_a_submit_form_response():
    answer = Done((PopToRoot(), Pop(), Update(CARD), Push(CARD)), "Saved", Link("/help"), changed=True)
    assert to_json(answer, BASE) == {
        "renderActions": {
            "action": {
                "navigations": [
                    {"popToRoot": True},
                    {"pop": True},
                    {"updateCard": JSON},
                    {"pushCard": JSON},
                ],
                "notification": {"text": "Saved"},
                "link": {"url": f"{BASE}/help", "openAs": "FULL_SIZE", "onClose": "NOTHING"},
            }
        },
        "stateChanged": True,
    }


def test_are_suggestions_a_list_of_texts():
    assert to_json(Suggested(("a@x.com",)), BASE) == {"autoComplete": {"items": [{"text": "a@x.com"}]}}


def test_are_missing_scopes_asked_for_as_google_documents_it():
    assert to_json(ScopesWanted(("s",)), BASE) == {"requesting_google_scopes": {"scopes": ["s"]}}


@pytest.mark.parametrize("kind", list(Kind))
def test_is_a_failure_in_the_envelope_of_its_action(kind):
    assert fits(failure(kind, CARD), kind)
    assert [k for k in Kind if fits(failure(kind, CARD), k)] == [kind]


def test_is_the_url_of_an_action_filled_in_last():
    press_ = Buttons((Button("Go", press("label.open", group="contactGroups/1")),))
    made = to_json(Shown(Card("c", "T", sections=(Section((press_,)),))), "https://other.example.com")
    button = made["action"]["navigations"][0]["pushCard"]["sections"][0]["widgets"][0]["buttonList"][
        "buttons"
    ][0]
    assert button["onClick"] == {
        "action": {
            "function": "https://other.example.com/addon/label/open",
            "parameters": [{"key": "group", "value": "contactGroups/1"}],
        }
    }


def test_is_a_card_of_101_widgets_refused():
    assert Card("c", "T", sections=(Section((Divider(),) * 100),))
    with pytest.raises(CardTooLong):
        Card("c", "T", sections=(Section((Divider(),) * 60), Section((Divider(),) * 41)))


def test_is_a_selection_of_101_items_refused():
    with pytest.raises(ValueError, match="100 items"):
        Choice("c", "Choose", tuple(Option(str(n), str(n)) for n in range(101)))


def test_is_a_footer_with_only_a_second_button_refused():
    with pytest.raises(ValueError, match="primary"):
        Card("c", "T", secondary=Button("Go", press("back")))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://example.com", "data:text/html,x", ""])
def test_can_a_link_lead_anywhere_else(url):
    with pytest.raises(ValueError, match="a link is"):
        Link(url)


def test_is_what_was_typed_kept_to_the_letter():
    typed = 'a@x.com;\n"Söhne & Co" <b@x.com>'
    assert TextInput("people", "People", value=typed).to_json(str)["textInput"]["value"] == typed
