"""Pages for admins, and for nobody else."""

from __future__ import annotations


def test_what_an_admin_sees(site, shared):
    admin = site.browser("admin")
    assert "Everything is in place." in admin.see("/admin").text
    page = admin.see("/admin/labels")
    assert "1 label is shared." in page.text
    assert "Finance Maya Lindqvist 3 contacts 2 members" in page.text
    page = admin.see("/admin/audit")
    assert "shared" in page.text
    assert "Anna Virtanen" in page.text
    assert "Anna" not in admin.see("/admin/audit", query_string={"who": "nobody@maple.example"}).text
    admin.see("/admin/audit", query_string={"from": "x", "to": "2000-01-01", "what": "<b>"})
    for form in ("csv", "jsonl"):
        file = admin.get(f"/admin/audit/{form}")
        assert file.status_code == 200
        assert f"audit.{form}" in file.headers["Content-Disposition"]
        assert "shared" in file.get_data(as_text=True)
    assert admin.get("/admin/audit/exe").status_code == 400


def test_who_is_no_admin(site, shared, maya):
    for path in ("/admin", "/admin/labels", "/admin/audit", "/admin/audit/csv"):
        assert maya.get(path).status_code == 403, path
