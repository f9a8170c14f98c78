"""Stopping mails from the mail itself."""

from services.core.records import Account
from services.subscribing import with_key


def _link(service):
    scope = service.deps.store.tenant("t1")
    scope.put(Account(id="a1", email="anna@maple.example"))
    key = with_key("t1", "a1", deps=service.deps).mail_key
    return scope, f"/unsubscribe/t1/a1/{key}"


def test_a_look_changes_nothing_and_a_press_stops_mails(client, service):
    scope, link = _link(service)
    assert client.get(link).status_code == 200
    assert scope.get(Account, "a1").mails
    assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not scope.get(Account, "a1").mails
    assert client.post(link).status_code == 200


def test_another_link_stops_nothing(client, service):
    scope, link = _link(service)
    for wrong in (
        link[:-1] + ("a" if link[-1] != "a" else "b"),
        link.replace("a1", "a2"),
        link.replace("t1", "t2"),
    ):
        assert client.post(wrong).status_code == 404
    assert scope.get(Account, "a1").mails
