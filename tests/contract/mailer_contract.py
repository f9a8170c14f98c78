"""What every mailer promises; a backend's test class inherits this and overrides `post`."""

from __future__ import annotations

from typing import Protocol

import pytest

from services.ports import Mail, Mailer

MAIL = Mail(
    sender="maya@example.com",
    sender_name="Maya Öberg, Board",
    to="ben@example.org",
    to_name='Ben "B" <Bö>',
    subject="Maya shared “Board ☃” with you",
    text="Hello Ben,\n\nyou have 3 contacts.\n",
    html="<p>Hello <b>Ben</b> &amp; co</p>\n",
    headers={"List-Unsubscribe": "<https://x.example/u?t=1>", "X-Odd": "ä" * 200},
    id="m1",
)


def send(mailer: Mailer, mail: Mail) -> None:
    with mailer.ready(mail) as send_it:
        send_it()


class Post(Protocol):
    """A mailer and what arrived by it, latest last."""

    mailer: Mailer

    def arrived(self) -> list[Mail]: ...


class MailerContract:
    """Inherit and override `post` (nothing arrived)."""

    @pytest.fixture
    def post(self) -> Post:
        raise NotImplementedError

    def test_does_a_mail_arrive_as_it_was_given(self, post: Post) -> None:
        send(post.mailer, MAIL)
        assert post.arrived() == [MAIL]

    def test_does_nothing_arrive_before_it_is_sent(self, post: Post) -> None:
        with post.mailer.ready(MAIL):
            pass
        with post.mailer.ready(MAIL) as send_it:
            assert post.arrived() == []
            send_it()
        assert post.arrived() == [MAIL]

    def test_do_several_mails_arrive(self, post: Post) -> None:
        for number in range(3):
            send(post.mailer, Mail("a@x.org", "", "b@x.org", "", f"{number}", "text\n", "<p>\n"))
        assert [mail.subject for mail in post.arrived()] == ["0", "1", "2"]

    @pytest.mark.parametrize("field", ["subject", "to_name", "sender_name"])
    def test_can_a_name_bring_headers_of_its_own(self, post: Post, field: str) -> None:
        values = {name: getattr(MAIL, name) for name in Mail.__slots__}
        values[field] = "Board\r\nBcc: eve@example.com"
        send(post.mailer, Mail(**values))
        (mail,) = post.arrived()
        assert mail.to == MAIL.to
        assert "Bcc" not in mail.headers
        assert "\n" not in getattr(mail, field)
