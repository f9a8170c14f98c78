"""Copies that somebody puts into a label of her own: what she may not share on is not hers after the end."""

import pytest

from services import members, sharing
from services.core.levels import Level
from services.core.records import Grant
from services.pulling import pull
from tests.town import Town, contact

NUMBER = [{"value": "+12025550177", "type": "mobile"}]


@pytest.fixture(params=[Level.VIEWER, Level.EDITOR])
def town(request):
    """Anna shares a label of her own with Bruno, and has put Maya's Ron into it."""
    town = Town("maya", "anna", "bruno")
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Finance")
    for name in ("Ron", "Ann"):
        maya.add(contact(name, mail=f"{name.lower()}@x.example"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", level=request.param)
    anna.add_label("Club")
    anna.label(anna.find("Ron"), "Club")
    anna.add(contact("Zoe"), ["Club"])
    town.share("anna", "Club", "bruno")
    town.pull()
    assert town.hand("bruno").names("Club") == ["Zoe"]
    town.later(hours=1)
    return town


@pytest.mark.parametrize("how", ["end", "leave", "stop"])
def test_it_goes_with_her_access(town, how):
    if how == "end":
        members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    elif how == "leave":
        members.leave(town.caller("anna"), label=town.label, deps=town.deps)
    else:
        sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    town.pull()
    assert town.hand("anna").names() == town.hand("bruno").names() == ["Zoe"]
    assert town.hand("maya").names("Finance") == ["Ann", "Ron"]


def test_what_she_makes_of_it_while_it_is_taken_back_reaches_nobody(town):
    anna = town.hand("anna")
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.later(seconds=5)
    anna.edit(anna.find("Ron"), phoneNumbers=NUMBER)
    town.settle()
    town.pull()
    maya = town.hand("maya")
    assert "phoneNumbers" not in maya.contact(maya.find("Ron"))
    assert town.hand("bruno").names() == ["Zoe"]


def test_what_leaves_the_label_that_she_has_is_not_hers_in_the_other(town):
    """It is in a label of Maya's still that Anna never had."""
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Board")
    maya.label(maya.find("Ron"), "Board")
    town.share("maya", "Board", "bruno")
    town.pull()
    level = town.scope().get(Grant, f"{town.label}.{town.id('anna')}").level
    anna.edit(anna.find("Ron"), phoneNumbers=NUMBER)
    maya.unlabel(maya.find("Ron"), "Finance")
    pull(town.tenant_id, town.id("maya"), deps=town.deps)
    town.settle()
    town.pull()
    assert ("phoneNumbers" in maya.contact(maya.find("Ron"))) == level.may_edit, "edit beats removal"
    assert anna.names("Finance") == (["Ann", "Ron"] if level.may_edit else ["Ann"])
    assert town.hand("bruno").names("Club") == ["Zoe"]
