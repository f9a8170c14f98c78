"""Pages for admins, and for nobody else."""

from __future__ import annotations

import pytest

from addon.dashboard import PAGES
from tests.dashboard.lint import Page


def token_of(browser):
    return dict(browser.see("/").forms[-1]["fields"])["csrf"]


def test_what_an_admin_sees(site, shared):
    admin = site.browser("admin")
    assert "Everything is in place." in admin.see("/admin").text
    page = admin.see("/admin/labels")
    assert "1 label is shared." in page.text
    assert "Finance Maya Lindqvist 3 contacts 2 members Up to date: 3" in page.text
    page = admin.see("/admin/audit")
    assert "Maya Lindqvist Shared Finance Anna Virtanen Can edit" in page.text
    assert "Anna Virtanen" not in admin.see("/admin/audit", query_string={"what": "policy"}).text
    assert "Anna" not in admin.see("/admin/audit", query_string={"who": "nobody@maple.example"}).text
    admin.see("/admin/audit", query_string={"from": "x", "to": "2000-01-01", "what": "<b>"})
    for form in ("csv", "jsonl"):
        file = admin.get(f"/admin/audit/{form}")
        assert file.status_code == 200
        assert f"audit.{form}" in file.headers["Content-Disposition"]
        assert "shared" in file.get_data(as_text=True)
    assert admin.get("/admin/audit/exe").status_code == 400


def test_who_is_no_admin(site, shared, maya):
    token = dict(maya.see("/").forms[-1]["fields"])["csrf"]
    label, principal = shared.rpartition("/")[2], site.id("anna")
    seen = 0
    for page in PAGES:
        if not page.path.startswith("/admin"):
            continue
        path = page.path.replace("<label>", label).replace("<principal>", principal).replace("<form>", "csv")
        answer = maya.post(path, data={"csrf": token}) if page.post else maya.get(path)
        assert answer.status_code == 403, path
        assert "Only for admins" in answer.get_data(as_text=True), path
        seen += 1
    assert seen > 10


def test_policies_are_decided_in_one_form(site, shared):
    admin = site.browser("admin")
    url = "/admin/policies"
    page = admin.see(url)
    answer = admin.send(
        page, url, who_may_share="admins", within="domain", default_level="viewer",
        brake_percent="25", language="fi",
    )  # fmt: skip
    assert "Saved" in admin.follow(answer).text
    fields = dict(admin.see(url).form(url)["fields"])
    assert fields["who_may_share"] == "admins"
    assert fields["default_level"] == "viewer"
    assert fields["brake_percent"] == "25"
    assert fields["mails"] == "on"
    decided = admin.see("/admin/audit", query_string={"what": "policy"}).text
    assert "Policy changed Level to begin with Can view" in decided
    refused = site.browser("maya").see(f"{shared}/share", 403)
    assert "Not allowed in your company" in refused.text
    assert "Admins" in admin.see("/admin").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"brake_percent": "0"}, "Type a whole number from 1 to 100."),
        ({"brake_percent": "many"}, "Type a whole number from 1 to 100."),
        ({"brake_percent": "²"}, "Type a whole number from 1 to 100."),
        (
            {"who_may_share": "group", "sharing_group": "none@maple.example"},
            "No Google Group of your company",
        ),
        ({"who_may_share": "group", "sharing_group": "<b>"}, "No Google Group of your company"),
        ({"who_may_share": "nobody"}, "Choose one of what is offered."),
        ({"within": "x"}, "Choose one of what is offered."),
        ({"default_level": "owner"}, "Choose one of what is offered."),
        ({"language": "../x"}, "Choose one of what is offered."),
        ({"outside_domains": "birch.example"}, "Choose one of what is offered."),
    ],
)
def test_what_cannot_be_decided_is_said_and_kept(site, shared, changes, said):
    admin = site.browser("admin")
    url = "/admin/policies"
    answer = admin.send(admin.see(url), url, **{"brake_percent": "33", "mails": (), **changes})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert said in page.text
    assert "Nothing was saved." in page.text
    kept = dict(page.form(url)["fields"])
    assert kept["brake_percent"] == changes.get("brake_percent", "33")
    assert "mails" not in kept
    assert kept["sharing_group"] == changes.get("sharing_group", "")
    assert "mails" in dict(admin.see(url).form(url)["fields"])


def test_a_leaver_is_offboarded(site, shared):
    admin = site.browser("admin")
    url = "/admin/leavers"
    found = admin.post("/admin/suggest-leavers", data={"csrf": token_of(admin), "person": "lindq"})
    assert "maya@maple.example" in found.get_data(as_text=True)
    page = admin.see(url)
    unknown = admin.send(page, url, person="nobody@maple.example")
    assert unknown.status_code == 422
    again = Page(unknown.get_data(as_text=True))
    assert dict(again.form(url)["fields"])["person"] == "nobody@maple.example"
    answer = admin.send(again, url, person="Maya@maple.example")
    leaver = f"{url}/{site.id('maya')}"
    assert answer.headers["Location"] == leaver
    page = admin.follow(answer)
    assert "Finance 3 contacts 2 members" in page.text
    for heir in ("", "maya@maple.example", "otto@birch.example", "<x>"):
        answer = admin.send(page, leaver, heir=heir)
        assert answer.status_code == 422
        kept = Page(answer.get_data(as_text=True))
        assert "somebody else of your company" in kept.text
        assert dict(kept.form(leaver)["fields"])["heir"] == heir
    answer = admin.send(page, leaver, heir="clara@maple.example")
    begun = admin.follow(answer)
    assert begun.has("section", data_state="moving")
    assert admin.send(page, leaver, heir="anna@maple.example").status_code == 303
    site.settle()
    part = admin.get(f"{leaver}/state", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    done = admin.see(leaver)
    assert "It is done. 1 label has a new owner." in done.text
    assert done.has("section", data_state="finished")
    assert f"{shared}/settings" in site.browser("clara").see(shared).links()
    assert site.browser("maya").get(shared).status_code == 404
    assert "Maya Lindqvist" in admin.see(url).text


@pytest.mark.parametrize("state", ["suspended", "gone"])
def test_a_leaver_whose_account_cannot_be_reached(site, shared, state):
    admin = site.browser("admin")
    address = f"/admin/leavers/{site.id('anna')}"
    (site.world.suspend if state == "suspended" else site.world.delete)("anna@maple.example")
    page = admin.see(address)
    assert ("is suspended" if state == "suspended" else "no longer exists") in page.text
    assert "1 access is ended." in page.text
    admin.follow(admin.send(page, address))
    for _ in range(5):
        site.queue.run_due()
    text = admin.see(address).text
    assert "It is done." in text
    assert ("once the account is reactivated" in text) is (state == "suspended")


def test_an_admin_gives_a_label_to_another_member(site, shared):
    admin = site.browser("admin")
    address = f"/admin{shared}"
    assert address in admin.see("/admin/labels").links()
    page = admin.see(address)
    assert "Anna Virtanen" in page.text
    answer = admin.send(page, address, principal="")
    assert answer.status_code == 422
    assert "Choose one of the members." in Page(answer.get_data(as_text=True)).text
    assert admin.send(page, address, principal=site.id("clara")).status_code == 422
    assert "new owner" in admin.follow(admin.send(page, address, principal=site.id("anna"))).text
    site.settle()
    assert site.browser("anna").see(f"{shared}/settings")
    assert admin.get("/admin/labels/none").status_code == 404


def test_everything_is_deleted_after_the_domain_was_typed(site, shared):
    admin = site.browser("admin")
    page = admin.see("/admin/erase")
    for typed in ("", "maple", "birch.example", "x" * 1_000):
        answer = admin.send(page, "/admin/erase", domain=typed, take_back=())
        assert answer.status_code == 422
        kept = Page(answer.get_data(as_text=True))
        assert "Type maple.example to go on." in kept.text
        assert dict(kept.form("/admin/erase")["fields"])["domain"] == typed[:253]
        assert "take_back" not in dict(kept.form("/admin/erase")["fields"])
    answer = admin.send(page, "/admin/erase", domain="maple.example", take_back="on")
    assert answer.status_code == 303
    gone = admin.see(answer.headers["Location"], 403)
    assert "Everything is being deleted" in gone.text
    site.settle()
    assert site.hand("anna").labels() == []
    assert len(site.hand("maya").names("Finance")) == 3
