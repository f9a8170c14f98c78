"""Contacts on the dashboard: long lists, searching, editing, undo, trash."""

from __future__ import annotations

import pytest

from tests.dashboard.lint import Page

HTMX = {"HX-Request": "true"}


def contact_of(browser, label, name="Person0000"):
    page = browser.see(label, query_string={"q": name})
    return next(link for link in page.links() if "/contacts/" in link and not link.endswith("/new"))


@pytest.fixture
def long(site):
    return site.share(site.label("Customers", size=130), "anna")


def names(page):
    return [said for said in page.text.split() if said.startswith("Person")]


def test_a_long_list_goes_on_from_where_it_ended(long, maya):
    page = maya.see(long)
    assert len(names(page)) == 50
    more = next(said["href"] for tag, said in page.tags if said.get("rel") == "next")
    second = maya.see(more)
    assert names(second)[0] == "Person0050"
    part = next(said["hx-get"] for tag, said in page.tags if tag == "tr" and "hx-get" in said)
    rows = maya.get(part, headers=HTMX)
    assert names(Page(rows.get_data(as_text=True))) == names(second)
    last = next(said["href"] for tag, said in second.tags if said.get("rel") == "next")
    third = maya.see(last)
    assert len(names(third)) == 30
    assert not any(said.get("rel") == "next" for _, said in third.tags)


def test_searching_with_and_without_scripts(long, maya):
    page = maya.see(long, query_string={"q": "person0077"})
    assert names(page) == ["Person0077"]
    rows = maya.get(f"{long}/rows", query_string={"q": "p77@berg"}, headers=HTMX)
    assert names(Page(rows.get_data(as_text=True))) == ["Person0077"]
    assert rows.headers["HX-Replace-Url"] == f"{long}?q=p77%40berg"
    rows = maya.get(f"{long}/rows", query_string={"q": "zzz"}, headers=HTMX)
    assert "Nothing found for “zzz”." in Page(rows.get_data(as_text=True)).text
    assert "Nothing found for “zzz”." in maya.see(long, query_string={"q": "zzz"}).text
    assert len(names(maya.see(long, query_string={"q": "berg"}))) == 50


def test_a_search_of_ten_thousand_characters(site, shared, maya):
    for query in ("x" * 10_000, "person " * 1_500, "%" * 10_000, "'\"<>" * 2_500):
        assert maya.see("/", query_string={"q": query}).has("input", id="find")
        maya.see(shared, query_string={"q": query})
        assert maya.get(f"{shared}/rows", query_string={"q": query}, headers=HTMX).status_code == 200


def test_garbage_in_an_address_is_the_first_page(site, shared, maya):
    for query in ({"after": "x"}, {"after": "<>"}, {"page": "-1"}, {"page": "9" * 40}, {"after": "a.1"}):
        assert names(maya.see(shared, query_string=query))[0] == "Person0000"
        maya.see(f"{shared}/members", query_string=query)
        maya.see(f"{shared}/activity", query_string=query)
        maya.see(f"{shared}/trash", query_string=query)


def test_an_edit_reaches_everybody_and_is_undone(site, shared):
    anna = site.browser("anna")
    url = contact_of(anna, shared)
    form = anna.see(f"{url}/edit")
    typed = {
        "names.0.familyName": "Zimmer",
        "emailAddresses.0.value": "new@berg.example",
        "birthdays.0.date.day": "7",
        "birthdays.0.date.month": "3",
    }
    answer = anna.send(form, f"{url}/edit", ("do", "save"), **typed)
    page = anna.follow(answer)
    assert "Person0000 Zimmer" in page.text
    assert "new@berg.example" in page.text
    site.settle()
    [there] = [
        p for p in site.hand("bruno").contacts("Finance") if p["names"][0]["givenName"] == "Person0000"
    ]
    assert there["names"][0]["familyName"] == "Zimmer"
    assert there["emailAddresses"][0]["type"] == "work"
    assert there["birthdays"][0]["date"] == {"month": 3, "day": 7}
    assert there["biographies"][0]["value"] == "A note."

    history = anna.see(f"{url}/history")
    change = next(link for link in history.links() if "/changes/" in link)
    page = anna.see(change)
    assert "Zimmer" in page.text
    assert "Undone" in anna.follow(anna.send(page, change)).text
    site.settle()
    assert "Person0000 Berg" in anna.see(url).text
    # Pressed twice, nothing is undone twice.
    assert anna.send(page, change).status_code == 303
    assert "Person0000 Berg" in anna.see(url).text


def test_two_tabs_edit_and_nothing_is_lost(site, shared, maya):
    url = contact_of(maya, shared)
    first, second = maya.see(f"{url}/edit"), maya.see(f"{url}/edit")
    maya.send(first, f"{url}/edit", ("do", "save"), **{"names.0.familyName": "One"})
    maya.send(second, f"{url}/edit", ("do", "save"), **{"biographies.0.value": "Two"})
    page = maya.see(url)
    assert "Person0000 One" in page.text
    assert "Two" in page.text
    newest, first = (link for link in maya.see(f"{url}/history").links() if "/changes/" in link)
    assert 'name="later"' not in maya.see(newest).text
    assert "Undone" in maya.follow(maya.send(maya.see(first), first, ("later", "1"))).text
    page = maya.see(url)
    assert "Person0000 Berg" in page.text
    assert "Two" not in page.text


def test_what_google_would_refuse_is_said_and_kept(site, shared, maya):
    url = contact_of(maya, shared)
    form = maya.see(f"{url}/edit")
    answer = maya.send(
        form,
        f"{url}/edit",
        ("do", "save"),
        **{"names.0.familyName": "x" * 1_025, "nicknames.0.value": "Kept"},
    )
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert "Name: a text is longer than Google takes" in page.text
    assert dict(page.form(f"{url}/edit")["fields"])["nicknames.0.value"] == "Kept"
    form = maya.see(f"{shared}/contacts/new")
    answer = maya.send(form, f"{shared}/contacts/new", ("do", "save"))
    assert answer.status_code == 422
    assert "Fill in at least one field." in Page(answer.get_data(as_text=True)).text


def test_another_entry_of_a_field_without_scripts(site, shared, maya):
    url = contact_of(maya, shared)
    form = maya.see(f"{url}/edit")
    answer = maya.send(form, f"{url}/edit", ("more", "phoneNumbers"), **{"names.0.givenName": "Typed"})
    page = Page(answer.get_data(as_text=True))
    fields = dict(page.form(f"{url}/edit")["fields"])
    assert fields["names.0.givenName"] == "Typed"
    assert fields["phoneNumbers.1.value"] == ""
    answer = maya.send(page, f"{url}/edit", ("do", "save"), **{"phoneNumbers.1.value": "+358 9 1"})
    assert "+358 9 1" in maya.follow(answer).text


def in_finnish(browser):
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fi"
    return browser


def test_types_are_words_in_the_form_and_googles_in_contacts(site, shared):
    anna = in_finnish(site.browser("anna"))
    url = contact_of(anna, shared)
    form = anna.see(f"{url}/edit")
    fields = dict(form.form(f"{url}/edit")["fields"])
    assert (fields["emailAddresses.0.type"], fields["phoneNumbers.0.type"]) == ("Työ", "Mobiili")
    offered = {said["value"] for tag, said in form.tags if tag == "option"}
    assert {"Puoliso", "Kotisivu", "Hakulaite (työ)", "Vuosipäivä", "Skype"} <= offered
    typed = {
        "phoneNumbers.0.type": "muu faksi",
        "relations.0.person": "Risto",
        "relations.0.type": "Puoliso",
        "imClients.0.username": "person0",
        "imClients.0.protocol": "Google Talk",
        "urls.0.value": "https://berg.example",
        "urls.0.type": "Mökki",
    }
    answer = anna.send(form, f"{url}/edit", ("do", "save"), **typed)
    assert answer.status_code == 303
    site.settle()
    [there] = [p for p in site.hand("maya").contacts("Finance") if p["names"][0]["givenName"] == "Person0000"]
    assert there["emailAddresses"][0]["type"] == "work"
    assert there["phoneNumbers"][0]["type"] == "otherFax"
    assert there["relations"][0]["type"] == "spouse"
    assert there["imClients"][0]["protocol"] == "googleTalk"
    assert there["urls"][0]["type"] == "Mökki"
    text = anna.see(url).text
    for said in ("Muu faksi", "Puoliso", "Google Talk", "Mökki"):
        assert said in text


def test_a_type_of_her_own_that_reads_like_one_of_googles_stays_hers(site):
    mine, own = site.label(), {"value": "+358 9 7", "type": "Työ"}
    site.hand("maya").add({"names": [{"givenName": "Own"}], "phoneNumbers": [own]}, labels=["Finance"])
    shared = site.share(mine, "anna")
    anna = in_finnish(site.browser("anna"))
    url = contact_of(anna, shared, "Own")
    form = anna.see(f"{url}/edit")
    answer = anna.send(form, f"{url}/edit", ("do", "save"), **{"names.0.familyName": "Berg"})
    assert "Own Berg" in anna.follow(answer).text
    site.settle()
    [there] = [p for p in site.hand("maya").contacts("Finance") if p["names"][0]["givenName"] == "Own"]
    assert (there["names"][0]["familyName"], there["phoneNumbers"][0]["type"]) == ("Berg", "Työ")


def test_a_new_contact_and_the_trash(site, shared, maya):
    anna = site.browser("anna")
    form = anna.see(f"{shared}/contacts/new")
    answer = anna.send(form, f"{shared}/contacts/new", ("do", "save"), **{"names.0.givenName": "Fresh"})
    url = answer.headers["Location"]
    assert "Fresh" in anna.follow(answer).text
    site.settle()
    assert "Fresh" in site.hand("bruno").names("Finance")
    assert anna.get(f"{url}/remove").status_code == 403
    asked = maya.see(f"{url}/remove")
    assert "Delete Fresh for everyone?" in asked.text
    maya.follow(maya.send(asked, f"{url}/remove"))
    site.settle()
    assert "Fresh" not in site.hand("bruno").names("Finance")
    assert "This contact was deleted." in maya.see(url).text
    assert maya.get(f"{url}/edit").status_code == 404
    trash = maya.see(f"{shared}/trash")
    button = ("contact", url.rpartition("/")[2])
    assert "Restored" in maya.follow(maya.send(trash, f"{shared}/trash", button)).text
    site.settle()
    assert "Fresh" in site.hand("bruno").names("Finance")
    assert maya.send(trash, f"{shared}/trash", button).status_code == 303


def test_a_viewer_can_look_and_nothing_more(site, shared):
    bruno = site.browser("bruno")
    url = contact_of(bruno, shared)
    page = bruno.see(url)
    assert f"{url}/edit" not in page.links()
    assert f"{url}/remove" not in page.links()
    for path in (
        f"{url}/edit",
        f"{url}/remove",
        f"{shared}/contacts/new",
        f"{shared}/settings",
        f"{shared}/share",
    ):
        assert bruno.get(path).status_code == 403, path


def test_hidden_fields_are_nowhere(site, shared, maya):
    settings = maya.see(f"{shared}/settings", query_string={"whom": "viewer"})
    answer = maya.send(
        settings, f"{shared}/settings", ("do", "hide"), field=["emailAddresses", "biographies"]
    )
    assert "Can view: " in maya.follow(answer).text
    site.settle()
    bruno = site.browser("bruno")
    assert "@berg.example" not in bruno.see(shared).text
    assert names(bruno.see(shared, query_string={"q": "p1@berg.example"})) == []
    url = contact_of(bruno, shared)
    assert "A note." not in bruno.see(url).text
    sees = maya.see(f"{shared}/members/{site.id('bruno')}/sees")
    assert "@berg.example" not in sees.text
    seen = maya.see(url, query_string={"as": site.id("bruno")})
    assert "A note." not in seen.text
    assert "A note." in maya.see(url).text
    assert bruno.get(url, query_string={"as": site.id("anna")}).status_code == 403


def test_a_title_is_what_the_member_can_read(site, maya):
    mine = site.label()
    site.hand("maya").add({"organizations": [{"name": "Acme"}]}, labels=["Finance"])
    shared = site.share(mine, "bruno", level="viewer")
    url = contact_of(maya, shared, "Acme")
    assert "Acme" in maya.see(url, query_string={"as": site.id("bruno")}).text
    settings = maya.see(f"{shared}/settings", query_string={"whom": "viewer"})
    maya.send(settings, f"{shared}/settings", ("do", "hide"), field=["organizations"])
    assert "Acme" not in maya.see(url, query_string={"as": site.id("bruno")}).text
    assert "Acme" in maya.see(url).text
