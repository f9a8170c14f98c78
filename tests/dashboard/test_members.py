"""Members, activity, settings, and what ends."""

from __future__ import annotations

from tests.dashboard.lint import Page


def test_a_level_is_changed(site, shared, maya):
    url = f"{shared}/members/{site.id('bruno')}"
    page = maya.see(url)
    assert "Can edit" in maya.follow(maya.send(page, url, level="editor")).text
    assert maya.send(page, url, level="owner").status_code == 403
    assert maya.send(page, url, level="emperor").status_code == 400
    anna = site.browser("anna")
    answer = anna.post(url, data={"csrf": dict(anna.see("/").forms[-1]["fields"])["csrf"], "level": "viewer"})
    assert answer.status_code == 403


def test_an_end_pressed_twice(site, shared, maya):
    url = f"{shared}/members/{site.id('bruno')}/end"
    page = maya.see(url)
    assert "No longer shared" in maya.follow(maya.send(page, url)).text
    assert "does not have the label" in maya.follow(maya.send(page, url)).text
    site.settle()
    assert site.hand("bruno").labels() == []
    assert maya.get(url).status_code == 404


def test_leaving_pressed_twice(site, shared):
    anna = site.browser("anna")
    page = anna.see(f"{shared}/leave")
    for _ in range(2):
        assert "You left the label" in anna.follow(anna.send(page, f"{shared}/leave")).text
    assert anna.get(shared).status_code == 404
    site.settle()
    assert site.hand("anna").labels() == []


def test_a_label_that_is_stopped_while_it_is_open(site, shared, maya):
    anna = site.browser("anna")
    part = anna.get(f"{shared}/states", headers={"HX-Request": "true"})
    assert part.status_code == 200
    page = maya.see(f"{shared}/stop")
    for _ in range(2):
        assert maya.send(page, f"{shared}/stop").status_code == 303
    for path in ("", "/members", "/activity", "/trash", "/progress"):
        gone = anna.get(shared + path)
        assert gone.status_code == 410, path
        assert "No longer shared" in Page(gone.get_data(as_text=True)).text
    part = anna.get(f"{shared}/progress/part", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Refresh"]) == (410, "true")


def test_sharing_pressed_twice_shares_once(site):
    url = site.label()
    maya = site.browser("maya")
    form = maya.see(f"{url}/share")
    answers = [
        maya.send(form, f"{url}/share", ("do", "share"), people="anna@maple.example") for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "has this level already" in maya.follow(answers[1]).text.lower()
    site.settle()
    assert len(site.hand("anna").names("Finance")) == 3


def test_nobody_who_can_be_shared_with(site, shared, maya):
    form = maya.see(f"{shared}/share")
    for people in ("", "maya@maple.example", "nobody@maple.example, x, otto@birch.example"):
        answer = maya.send(form, f"{shared}/share", ("do", "share"), people=people, message="Kept <b>")
        assert answer.status_code == 422
        page = Page(answer.get_data(as_text=True))
        assert "Kept <b>" in page.text
        assert people in page.text


def test_choosing_people_one_by_one(site, shared, maya):
    form = maya.see(f"{shared}/share")
    action = f"{shared}/share"
    answer = maya.send(form, action, people="clara@maple.example, dav", add="admin@maple.example")
    page = Page(answer.get_data(as_text=True))
    assert dict(page.form(action)["fields"])["chosen"] == "admin@maple.example"
    assert "clara@maple.example" in page.text
    assert "dav" not in page.text
    page = Page(maya.send(page, action, ("remove", "admin@maple.example")).get_data(as_text=True))
    assert "chosen" not in dict(page.form(action)["fields"])
    preview = Page(
        maya.send(page, action, ("do", "preview"), people="clara@maple.example").get_data(as_text=True)
    )
    assert "Nothing is shared yet" in preview.text
    assert "Gets 3 contacts" in preview.text
    assert site.hand("clara").labels() == []


def test_suggestions_while_typing(site, maya):
    token = dict(maya.see("/").forms[-1]["fields"])["csrf"]
    answer = maya.post("/suggest", data={"csrf": token, "people": "x@y.example, Virta"})
    assert "anna@maple.example" in answer.get_data(as_text=True)
    answer = maya.post("/suggest", data={"csrf": token, "people": "x@y.example, "})
    assert "button" not in answer.get_data(as_text=True)


def test_activity_by_person_kind_and_period(site, shared, maya):
    anna = site.browser("anna")
    form = anna.see(f"{shared}/contacts/new")
    anna.send(form, f"{shared}/contacts/new", ("do", "save"), **{"names.0.givenName": "Fresh"})
    url = f"{shared}/activity"
    assert "Fresh" in maya.see(url).text
    assert "Changes per day" in maya.see(url).text
    for query, found in (
        ({"who": site.id("anna")}, True), ({"who": site.id("maya")}, False),
        ({"kind": "added"}, True), ({"kind": "removed"}, False), ({"kind": "nonsense"}, False),
        ({"from": "2000-01-01"}, True), ({"to": "2000-01-01"}, False), ({"from": "garbage", "to": "9"}, True),
        ({"from": "9999-12-31"}, False), ({"to": "9999-12-31"}, True), ({"from": "0001-01-01"}, True),
    ):  # fmt: skip
        assert ("Fresh" in maya.see(url, query_string=query).text) is found, query


def test_undoing_the_last_hour_of_somebody(site, shared, maya):
    anna = site.browser("anna")
    page = anna.see(shared, query_string={"q": "Person0000"})
    url = next(link for link in page.links() if "/contacts/" in link and not link.endswith("/new"))
    anna.send(anna.see(f"{url}/edit"), f"{url}/edit", ("do", "save"), **{"names.0.familyName": "Other"})
    asked = maya.see(f"{shared}/undo", query_string={"who": site.id("anna")})
    assert "Undo the last hour of Anna Virtanen?" in asked.text
    maya.follow(maya.send(asked, f"{shared}/undo"))
    assert "Person0000 Berg" in maya.see(url).text
    assert maya.get(f"{shared}/undo").status_code == 400


def test_settings_of_a_label(site, shared, maya):
    url = f"{shared}/settings"
    page = maya.see(url)
    assert "Renamed" in maya.follow(maya.send(page, url, ("do", "name"), name="Money")).text
    site.settle()
    assert [label["name"] for label in site.hand("anna").labels()] == ["Money"]
    maya.follow(maya.send(page, url, ("do", "brake"), floor="3", percent="20"))
    assert dict(maya.see(url).forms[-2]["fields"]) or True
    for floor in ("", "x", "-1", "9" * 30, "1.5"):
        answer = maya.send(page, url, ("do", "brake"), floor=floor, percent="10")
        assert answer.status_code == 422, floor
    answer = maya.send(page, url, ("do", "name"), name="   ")
    assert answer.status_code == 422
    assert maya.send(page, url, ("do", "name"), name="x" * 900).status_code == 422
    assert maya.send(page, url, do="nonsense").status_code == 422


def test_handing_a_label_over(site, shared, maya):
    url = f"{shared}/transfer/{site.id('anna')}"
    page = maya.see(url)
    for _ in range(2):
        assert "The label has a new owner." in maya.follow(maya.send(page, url)).text
    assert site.browser("anna").see(f"{shared}/settings")
    assert maya.get(f"{shared}/settings").status_code == 403
    assert maya.get(url).status_code == 403


def test_sync_now(site, shared, maya):
    site.hand("anna").add({"names": [{"givenName": "Late"}]}, labels=["Finance"])
    page = maya.see(f"{shared}/members")
    assert "Looking for changes" in maya.follow(maya.send(page, f"{shared}/sync")).text
    site.settle()
    assert "Late" in site.hand("bruno").names("Finance")


def test_held_deletions_are_decided_once(site, maya):
    label = site.share(site.label("Team", size=30), "anna", level="remover")
    hand = site.hand("anna")
    hand.delete(*[person["resourceName"] for person in hand.contacts("Team")[:20]])
    anna = site.browser("anna")
    anna.send(anna.see(f"{label}/members"), f"{label}/sync")
    site.settle()
    page = maya.see(f"{label}/conflicts")
    held = next(link for link in page.links() if "/held/" in link)
    page = maya.see(held)
    assert "Anna Virtanen deleted 20 contacts" in page.text
    maya.see(f"{held}/delete")
    assert "coming back" in maya.follow(maya.send(page, held, ("choice", "restore"))).text
    assert (
        "decided about these deletions already"
        in maya.follow(maya.send(page, held, ("choice", "restore"))).text
    )
    site.settle()
    assert len(site.hand("anna").names("Team")) == 30
    assert maya.get(held).status_code == 409


def test_a_conflict_is_shown_with_both_values(site, shared, maya):
    anna = site.browser("anna")
    page = anna.see(shared, query_string={"q": "Person0000"})
    url = next(link for link in page.links() if "/contacts/" in link and not link.endswith("/new"))
    first, second = anna.see(f"{url}/edit"), maya.see(f"{url}/edit")
    anna.send(first, f"{url}/edit", ("do", "save"), **{"biographies.0.value": "By Anna"})
    maya.send(second, f"{url}/edit", ("do", "save"), **{"biographies.0.value": "By Maya"})
    page = maya.see(f"{shared}/conflicts")
    assert "By Anna" in page.text
    assert "By Maya" in page.text
    lost = "By Anna" if "By Maya" in maya.see(url).text else "By Maya"
    page = maya.follow(maya.send(page, f"{shared}/conflicts", ("use", "lost")))
    assert "Nothing waits for a decision." in page.text
    assert lost in maya.see(url).text
