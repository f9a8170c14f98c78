"""A service whose certificates are a key of ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addon import create_app
from addon.wiring import Service
from services.backends.google.http import Google
from tests.http.embedded import embedded, serving
from tests.http.outside import Certs, Key, Tokens, lint


@pytest.fixture(scope="session")
def key():
    return Key("k1")


@pytest.fixture(scope="session")
def stranger():
    """A key that is in no certificate, under a known id."""
    return Key("k1")


@pytest.fixture
def tokens(key):
    return Tokens(key)


@pytest.fixture
def certs(key):
    return Certs([key])


@pytest.fixture
def settings():
    return embedded()


@pytest.fixture
def service(settings, certs):
    return serving(settings, lambda: certs)


@pytest.fixture
def client(service):
    return lint(create_app(service.settings, service))


@pytest.fixture
def on_app_engine(settings, certs):
    """A client of the same service as App Engine would run it."""
    there = replace(settings, app_engine=True)
    google = Google(root=there.google_api_root, http_factory=lambda: certs, read_pause=0)
    return lint(create_app(there, Service(there, google=google)))
