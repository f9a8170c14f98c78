"""Two contacts that Google merged into one, which got another name before anybody looked."""

from tests.town import Town, contact


def test_the_one_that_lives_on_is_told_from_the_one_that_went():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for name in ("A", "B", "C"):
        maya.add(contact(name, mail=f"{name}@x.example"), ["Finance"])
    town.share("maya", "Finance", "anna")
    kept = maya.merge(maya.find("A"), maya.find("B"))
    maya.rename(kept)
    town.pull()
    town.pull()
    assert maya.names("Finance") == town.hand("anna").names("Finance") == ["A", "C"]
    assert town.same("Finance", "maya", "anna")
