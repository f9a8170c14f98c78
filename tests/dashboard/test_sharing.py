"""Share a label on the dashboard."""

from __future__ import annotations


def test_a_label_is_shared_and_everybody_has_it(site, maya):
    url = site.label()
    start = maya.see("/")
    assert url in start.links()
    page = maya.see(url)
    assert "Not shared" in page.text
    assert f"{url}/share" in page.links()
    form = maya.see(f"{url}/share")
    found = maya.send(form, f"{url}/share", ("do", "find"), people="ann")
    assert found.status_code == 200
    assert "anna@maple.example" in found.get_data(as_text=True)
    answer = maya.send(form, f"{url}/share", ("do", "share"), people="anna@maple.example")
    progress = maya.follow(answer)
    assert "Shared with 1" in progress.text
    assert progress.has("section", data_state="moving")
    site.settle()
    done = maya.see(answer.headers["Location"])
    assert done.has("section", data_state="finished")
    assert not any("hx-get" in said for tag, said in done.tags if tag == "section")
    assert site.hand("anna").names("Finance")
    label = answer.headers["Location"].removesuffix("/progress")
    assert "Person0000 Berg" in maya.see(label).text
    assert label in site.browser("anna").see("/").links()
    assert maya.get(url).headers["Location"] == label


def test_every_page_of_a_shared_label(site, shared, maya):
    contact = next(
        link for link in maya.see(shared).links() if "/contacts/" in link and not link.endswith("/new")
    )
    anna = site.id("anna")
    for path in (
        "", "/share", "/progress", "/members", "/activity", "/conflicts", "/trash", "/settings", "/stop",
        f"/members/{anna}", f"/members/{anna}/end", f"/members/{anna}/sees", f"/transfer/{anna}",
        "/contacts/new",
    ):  # fmt: skip
        maya.see(shared + path)
    for path in ("", "/edit", "/history", "/why", "/remove"):
        maya.see(contact + path)
