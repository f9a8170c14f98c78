"""Mail through a mail server of one's own: `smtp://user:password@host:port`."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from ...ports import Mail, MailServiceOff, NotSent, QuotaExhausted, RequestRefused, Unavailable
from ..mime import message_of

_SECONDS = 20.0
_PORT = 587  # submission
_PASSING, _PERMANENT = 400, 500


class SmtpMailer:
    """`ports.Mailer` over SMTP; one connection a mail, encrypted when the server offers it."""

    def __init__(
        self,
        url: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        context: ssl.SSLContext | None = None,
    ) -> None:
        """ValueError for an address that is not `smtp://[user:password@]host[:port]`."""
        parts = urlsplit(url)
        if parts.scheme != "smtp" or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("a mail server is smtp://user:password@host:port")
        self._host = parts.hostname
        self._port = parts.port or _PORT
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._now = now
        self._context = context or ssl.create_default_context()

    @contextmanager
    def ready(self, mail: Mail, /) -> Iterator[Callable[[], None]]:
        """The mail as it travels, and a server that has let us in."""
        message = message_of(mail, self._now())

        def send() -> None:
            with _translated():
                server.send_message(message)

        with self._connected() as server:
            yield send

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A server that is ready for a mail: what fails before that has sent none."""
        with ExitStack() as opened:
            try:
                with _translated():
                    server = smtplib.SMTP(self._host, self._port, timeout=_SECONDS)
                    opened.callback(_leave, server)
                    server.ehlo_or_helo_if_needed()
                    if server.has_extn("starttls"):
                        server.starttls(context=self._context)
                    if self._user:
                        server.login(self._user, self._password)
            except Unavailable as error:
                raise NotSent(str(error)) from error
            yield server


def _leave(server: smtplib.SMTP) -> None:
    # What it answers to a good-bye changes nothing about a mail that it has taken.
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


@contextmanager
def _translated() -> Iterator[None]:
    # The server's own words stay out: they quote addresses.
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailServiceOff("the mail server does not accept the user or password") from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        raise _refusal(error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailServiceOff("the mail server offers no way to sign in") from error
    except ssl.SSLError as error:
        raise MailServiceOff("the mail server's certificate is not valid") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("the mail server does not answer") from error


def _refusal(
    error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException,
) -> QuotaExhausted | Unavailable | RequestRefused:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max(code for code, _ in error.recipients.values())
    else:
        code = error.smtp_code
    if code in (450, 451, 452):  # too many, too fast, no room now
        return QuotaExhausted("the mail server asks to wait")
    if _PASSING <= code < _PERMANENT:
        return NotSent(f"the mail server answers {code}")
    if code < _PASSING:  # -1: the connection broke
        return Unavailable(f"the mail server answers {code}")
    return RequestRefused(f"the mail server refuses the mail: {code}")
