"""A service in this process: everything of its own in memory, and a Google that stands where we say."""

from __future__ import annotations

from addon.settings import MailSetting, Settings, StoreSetting
from addon.wiring import Service
from services.backends.google.http import Google, HttpFactory
from tests.http.outside import ADDON, BASE, CLIENT, DELEGATE

GOOGLE = "http://google.test"


def embedded(*, delegate=DELEGATE, addon=ADDON, client=CLIENT, secret="secret") -> Settings:
    """The settings of a service that keeps nothing."""
    return Settings(
        base_url=BASE,
        store=StoreSetting("memory"),
        queue="local",
        mail=MailSetting("mailbox"),
        delegation_service_account=delegate,
        addon_service_account=addon,
        oauth_client_id=client,
        oauth_client_secret=secret,
        session_secret="s" * 32,
        google_api_root=GOOGLE,
    )


def serving(settings: Settings, google: HttpFactory) -> Service:
    """The service, reaching Google by what `google` makes."""
    way = Google(root=settings.google_api_root, http_factory=google, read_pause=0)
    return Service(settings, google=way)
