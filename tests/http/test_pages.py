"""Signing in with Google, and the pages behind it."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.serving import make_server

from addon import create_app
from addon.wiring import Service
from services.ports import Mail
from simulator import oauth
from simulator.app import create_app as create_google
from simulator.seeds import MAYA, small
from simulator.world import OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET
from tests.contract.mailer_contract import send
from tests.http.hosting import Host
from tests.http.outside import BASE, lint

ANNA = "anna@maple.example"


class Site:
    """The service with a Google that really listens, for what leaves through `requests`."""

    def __init__(self, settings):
        self.world = small(colleagues=3)
        self.server = make_server("127.0.0.1", 0, create_google(self.world), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{self.server.server_port}"
        self.settings = replace(
            settings,
            google_api_root=root,
            oauth_client_id=OAUTH_CLIENT_ID,
            oauth_client_secret=OAUTH_CLIENT_SECRET,
            delegation_service_account=Host(self.world).service.settings.delegation_service_account,
        )
        self.service = Service(self.settings)
        self.browser = self.another()

    def another(self):
        return lint(create_app(self.settings, self.service))

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def begin(self, browser=None, **query):
        """Press *Sign in*: what Google is asked for."""
        answer = (browser or self.browser).get("/signin", query_string=query)
        assert answer.status_code == 303
        where = urlsplit(answer.headers["Location"])
        assert where.path == "/o/oauth2/v2/auth"
        return {name: values[0] for name, values in parse_qs(where.query).items()}

    def agree(self, who, asked, **changes):
        """Press *Allow* at Google: where the browser is sent."""
        said = asked | changes
        url = oauth.consent(
            self.world,
            self.world.account(who),
            client=said["client_id"],
            redirect_uri=said["redirect_uri"],
            scopes=tuple(said["scope"].split()),
            state=said["state"],
            nonce=said["nonce"],
            challenge=said["code_challenge"],
        )
        assert url.startswith(BASE)
        return url.removeprefix(BASE)

    def sign_in(self, who, browser=None, **query):
        return (browser or self.browser).get(self.agree(who, self.begin(browser, **query)))


@pytest.fixture
def site(settings):
    made = Site(settings)
    yield made
    made.close()


def text(answer) -> str:
    return answer.get_data(as_text=True)


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(site):
    answer = site.browser.get("/mailbox")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/signin?next=%2Fmailbox"
    assert site.sign_in(MAYA, next="/mailbox").headers["Location"] == "/mailbox"
    assert MAYA in text(site.browser.get("/mailbox"))


def test_what_google_is_asked_for(site):
    asked = site.begin()
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == BASE + "/signin/callback"
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert len(asked["nonce"]) >= 20
    assert len(asked["state"]) >= 20


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(site):
    site.sign_in(MAYA)
    site.browser.get("/")
    cookie = site.browser.get_cookie("__Host-session", "labels.example.com")
    assert cookie.http_only
    assert cookie.secure
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "x", "/\n/e", "/" + "x" * 600,
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(site, elsewhere):
    assert site.sign_in(MAYA, next=elsewhere).headers["Location"] == "/"


def test_a_state_of_another_browser_is_refused(site):
    asked = site.begin()
    assert site.another().get(site.agree(MAYA, asked)).status_code == 401
    assert site.browser.get(site.agree(MAYA, asked, state="x" * 30)).status_code == 401
    assert "Sign in with Google" in text(site.browser.get("/"))


def test_a_callback_works_once(site):
    url = site.agree(MAYA, site.begin())
    assert site.browser.get(url).status_code == 303
    assert site.browser.get(url).status_code == 401


def test_a_token_of_another_sign_in_is_refused(site):
    asked = site.begin()
    assert site.browser.get(site.agree(MAYA, asked, nonce="another")).status_code == 401


def test_a_code_without_our_verifier_is_refused(site):
    asked = site.begin()
    assert site.browser.get(site.agree(MAYA, asked, code_challenge="another")).status_code == 401
    assert site.browser.get("/signin/callback?state=x&code=y").status_code == 401


def test_cancelling_at_google_is_no_error(site):
    asked = site.begin()
    answer = site.browser.get(f"/signin/callback?state={asked['state']}&error=access_denied")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_without_google_nobody_is_signed_in(site):
    url = site.agree(MAYA, site.begin())
    site.world.faults.add("503", path="/token", times=9)
    answer = site.browser.get(url, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert "Google does not answer" in text(answer)


def test_a_forged_cookie_is_nobody(site):
    site.browser.set_cookie(
        "__Host-session", "eyJwZXJzb24iOnsic3ViIjoiMSJ9fQ.x.y", domain="labels.example.com"
    )
    assert site.browser.get("/mailbox").status_code == 303


def test_signing_out_ends_it_and_only_by_our_own_form(site):
    site.sign_in(MAYA)
    assert site.browser.get("/signout").status_code == 405
    assert site.browser.post("/signout", headers={"Origin": "https://evil.example"}).status_code == 403
    assert MAYA in text(site.browser.get("/"))
    assert site.browser.post("/signout", headers={"Origin": BASE}).status_code == 303
    assert MAYA not in text(site.browser.get("/"))
    assert site.browser.get("/mailbox").status_code == 303


def mail(to, subject="Hello", **more):
    said = {
        "text": "plain words",
        "html": "<p style='color:red'>words</p>",
        "to_name": "",
        "sender_name": "Maya",
    }
    return Mail(sender=MAYA, to=to, subject=subject, **said | more)


def test_the_mailbox_shows_ones_own_mails_only(site):
    send(site.service.mailer, mail(ANNA, "For Anna"))
    send(site.service.mailer, mail(MAYA, "For <script>alert(1)</script> Maya"))
    site.sign_in(MAYA)
    page = text(site.browser.get("/mailbox"))
    assert "For &lt;script&gt;" in page
    assert "For Anna" not in page
    own = re.search(r"/mailbox/(\w+)", page)[1]
    assert "plain words" in text(site.browser.get(f"/mailbox/{own}"))
    body = site.browser.get(f"/mailbox/{own}/html")
    assert "color:red" in text(body)
    assert "sandbox" in body.headers["Content-Security-Policy"]
    assert body.headers["X-Frame-Options"] == "SAMEORIGIN"

    anna = site.another()
    site.sign_in(ANNA, anna)
    for path in (f"/mailbox/{own}", f"/mailbox/{own}/html", "/mailbox/none", "/mailbox/__x__"):
        assert anna.get(path).status_code == 404, path


def test_there_is_no_mailbox_where_mail_is_sent(site):
    from addon.settings import MailSetting

    sending = replace(site.settings, mail=MailSetting("gmail"))
    browser = lint(create_app(sending, Service(sending)))
    site.sign_in(MAYA, browser)
    assert browser.get("/mailbox").status_code == 404
    assert "mailbox" not in text(browser.get("/"))


def test_a_label_of_nobody_is_not_here(site):
    site.sign_in(MAYA)
    for label in ("l1", "..", "a b", "%3Cscript%3E"):
        answer = site.browser.get(f"/labels/{label}", headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert "not here" in text(answer)


def test_mails_can_be_switched_off(site):
    site.sign_in(MAYA)
    page = text(site.browser.get("/settings"))
    assert 'name="mails" value="on" checked' in page
    token = {"csrf": re.search(r'name="csrf" value="([^"]+)"', page)[1]}
    evil = {"Origin": "https://evil.example"}
    assert site.browser.post("/settings", data=token, headers=evil).status_code == 403
    assert site.browser.post("/settings", data={}, headers={"Origin": BASE}).status_code == 403
    assert 'name="mails" value="on" checked' in text(site.browser.get("/settings"))
    site.browser.post("/settings", data=token, headers={"Origin": BASE})
    assert " checked" not in text(site.browser.get("/settings"))
    site.browser.post("/settings", data={**token, "mails": "on"})
    assert 'name="mails" value="on" checked' in text(site.browser.get("/settings"))


def test_an_expired_session_has_to_sign_in_again(site):
    from freezegun import freeze_time

    site.sign_in(MAYA)
    with freeze_time(datetime.now(UTC).replace(year=2030)):
        assert site.browser.get("/mailbox").status_code == 303


def test_probes_say_up_or_down_and_of_what(site):
    assert site.browser.get("/healthz").get_json() == {"status": "up"}
    assert site.browser.get("/readyz").get_json() == {"status": "up", "store": "up", "queue": "up"}
    assert site.browser.get("/_ah/warmup").status_code == 200
