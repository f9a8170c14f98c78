"""Who may open what, and what is not a form of ours."""

from __future__ import annotations

import io
import re

import pytest

from addon.dashboard import PAGES
from tests.http.outside import BASE

HTMX = {"HX-Request": "true"}
CLOSED = [page for page in PAGES if not page.open]


def filled(path: str, *, label: str, contact: str, principal: str) -> str:
    known = {
        "label": label, "own": "abc123", "contact": contact, "principal": principal, "version": "1",
        "form": "csv", "hold": "id0000000001", "path:name": "labels.css",
    }  # fmt: skip
    return re.sub(r"<([^>]+)>", lambda m: known[m[1]], path)


@pytest.fixture
def ids(site, shared, maya):
    rows = [link for link in maya.see(shared).links() if "/contacts/" in link and not link.endswith("/new")]
    return {
        "label": shared.removeprefix("/labels/"),
        "contact": rows[0].rpartition("/")[2],
        "principal": site.id("anna"),
    }


def test_nobody_gets_in_without_signing_in(site, ids):
    stranger = site.browser()
    for page in CLOSED:
        url = filled(page.path, **ids)
        if page.post:
            answer = stranger.post(url, data={"name": "typed"})
            assert answer.status_code == 401, url
            assert "typed" in answer.get_data(as_text=True), url
        else:
            answer = stranger.get(url)
            assert answer.status_code == 303, url
            assert answer.headers["Location"].startswith("/signin?next="), url
            part = stranger.get(url, headers=HTMX)
            assert (part.status_code, part.headers["HX-Refresh"], part.data) == (401, "true", b""), url


def test_another_company_is_told_nothing(site, ids):
    otto = site.browser("otto", domain="birch.example")
    for page in CLOSED:
        if "<label>" not in page.path and "<principal>" not in page.path:
            continue
        url = filled(page.path, **ids)
        if page.post:
            token = dict(otto.see("/").forms[-1]["fields"])["csrf"]
            answer = otto.post(
                url, data={"csrf": token, "level": "viewer", "choice": "restore", "run": "x", "use": "kept"}
            )
        else:
            answer = otto.get(url, query_string={"run": "x"})
        assert answer.status_code in {403, 404}, (url, answer.status_code)
        text = answer.get_data(as_text=True)
        assert "Person0000" not in text, url
        assert "Finance" not in text, url
        assert "anna@" not in text, url
    assert len(site.hand("anna").names("Finance")) == 3


def test_a_colleague_without_the_label_is_told_nothing(site, ids):
    clara = site.browser("clara")
    for page in CLOSED:
        if "<label>" in page.path and not page.post:
            answer = clara.get(filled(page.path, **ids), query_string={"run": "x"})
            hers = 403 if page.path.startswith("/admin") else 404
            assert answer.status_code == hers, page.path
            assert "Person0000" not in answer.get_data(as_text=True)


def test_no_form_works_without_its_token(site, ids, maya):
    for page in CLOSED:
        if page.post:
            url = filled(page.path, **ids)
            for data in ({}, {"csrf": "x"}, {"csrf": "ä" * 40}):
                answer = maya.post(url, data=data)
                assert answer.status_code == 403, url
            other = maya.post(url, data={}, headers={"Origin": "https://evil.example"})
            assert other.status_code == 403, url
            assert "Send again" not in other.get_data(as_text=True)
    assert len(site.hand("anna").names("Finance")) == 3


def test_what_was_typed_into_a_form_from_before_signing_in_is_kept(site, shared, maya):
    form = maya.see(f"{shared}/share")
    old = dict(form.form(f"{shared}/share")["fields"])
    again = site.browser("maya")
    answer = again.post(f"{shared}/share", data={**old, "people": "clara@maple.example", "do": "share"})
    assert answer.status_code == 403
    from tests.dashboard.lint import Page

    kept = Page(answer.get_data(as_text=True))
    assert "clara@maple.example" in kept.text
    fields = dict(kept.form(f"{shared}/share")["fields"])
    assert fields["people"] == "clara@maple.example"
    sent = again.post(f"{shared}/share", data=fields, headers={"Origin": BASE})
    assert sent.status_code == 303
    site.settle()
    assert site.hand("clara").names("Finance")


def test_an_upload_is_refused(site, shared, maya):
    token = dict(maya.see("/").forms[-1]["fields"])["csrf"]
    file = (io.BytesIO(b"x"), "contacts.csv")
    answer = maya.post(
        f"{shared}/share", data={"csrf": token, "file": file}, content_type="multipart/form-data"
    )
    assert answer.status_code == 415
    answer = maya.post(f"{shared}/share", data="{}", content_type="application/json")
    assert answer.status_code == 415
    big = maya.post(f"{shared}/share", data={"csrf": token, "people": "x" * 1_100_000})
    assert big.status_code == 413


def test_a_forged_or_expired_session_signs_in_and_comes_back(site, shared):
    forged = site.browser()
    forged.set_cookie("__Host-session", "eyJwZXJzb24iOnsic3ViIjoiMSJ9fQ.x.y", domain="labels.example.com")
    answer = forged.get(f"{shared}/members?page=1")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/signin?next=%2Flabels%2F{shared[8:]}%2Fmembers%3Fpage%3D1"


def test_what_cannot_be_an_id_is_not_there(maya):
    for path in ("/labels/..%2f..", "/labels/a%20b", "/labels/<x>", "/groups/a-b", "/labels/l1/contacts/ä"):
        assert maya.get(path).status_code == 404, path


def test_assets_are_what_they_are_and_nothing_else(site):
    browser = site.browser()
    for path in (
        "/assets/README.md",
        "/assets/../table.py",
        "/assets/..%2ftable.py",
        "/assets/none.css",
        "/assets/",
    ):
        assert browser.get(path).status_code == 404, path
    plain = browser.get("/assets/labels.css")
    assert plain.mimetype == "text/css"
    assert plain.headers["Cache-Control"] == "no-cache"


def test_a_path_with_a_script_in_a_name_stays_text(site, maya):
    hand = site.hand("maya")
    hand.add_label("<script>alert(1)</script>")
    hand.add(
        {
            "names": [{"givenName": "<img src=x onerror=alert(1)>"}],
            "urls": [{"value": "javascript:alert(1)"}],
        },
        labels=["<script>alert(1)</script>"],
    )
    url = next(link for link in maya.see("/").links() if link.startswith("/groups/"))
    label = site.share(url, "anna")
    page = maya.see(label)
    assert "<script>alert(1)</script>" in page.text
    contact = next(link for link in page.links() if "/contacts/" in link and not link.endswith("/new"))
    for path in ("", "/edit", "/history", "/remove", "/why"):
        maya.see(contact + path)
    for path in ("/share", "/members", "/activity", "/settings", "/stop", "/progress"):
        maya.see(label + path)


@pytest.mark.parametrize(
    "locale", ["", "xx", "*", "q=", ";;;,,,", "fi;q=banana", "../../etc", "<script>", "a" * 5_000, "ä, 日本"]
)
def test_garbage_for_a_language_or_a_time_zone_is_english_and_utc(site, shared, locale):
    browser = site.browser("clara")
    browser.set_cookie("zone", "..%2f<script>" + "x" * 500, domain="labels.example.com")
    headers = {"Accept-Language": locale.encode().decode("latin-1")}
    page = browser.see("/", headers=headers)
    assert page.has("html", lang="en")
    assert "Shared Labels" in page.text
    assert site.browser().see("/", headers=headers).has("html", lang="en")
    assert browser.see("/labels/none", 404, headers=headers).has("html", lang="en")


def test_people_with_markup_for_a_name(site):
    evil = "<script>alert(1)</script>"
    for name in ("anna", "maya"):
        site.world.account(f"{name}@maple.example").given_name = evil
    maya, admin = site.browser("maya"), site.browser("admin")
    label = site.share(site.label(), "anna", level="remover")
    anna = site.id("anna")
    contact = next(
        link for link in maya.see(label).links() if "/contacts/" in link and not link.endswith("/new")
    )
    member = site.browser("anna")
    member.send(
        member.see(f"{contact}/edit"), f"{contact}/edit", ("do", "save"), **{"names.0.givenName": evil}
    )
    shown = [
        *(f"{label}{more}" for more in ("/members", "/activity", "/settings", f"/members/{anna}")),
        *(
            f"{label}{more}"
            for more in (f"/members/{anna}/end", f"/members/{anna}/sees", f"/transfer/{anna}")
        ),
        *(f"{contact}{more}" for more in ("/history", "/why")),
    ]
    for path in shown:
        assert evil in maya.see(path).text, path
    for path in ("/admin/labels", f"/admin{label}", "/admin/audit", f"/admin/leavers/{anna}"):
        assert evil in admin.see(path).text, path
    token = dict(maya.see("/").forms[-1]["fields"])["csrf"]
    found = maya.post("/suggest", data={"csrf": token, "people": "anna@"})
    assert "<script" not in found.get_data(as_text=True)
