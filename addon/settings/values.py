"""What a single value of the environment must be, whichever setting it is for."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from .table import DEFAULTS

ADDRESS = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[^@\s<>\",;:]+")


class SettingsError(Exception):
    """One line: which setting, and what it must be."""

    def __init__(self, name: str, must: str) -> None:
        super().__init__(f"{name} {must}")
        self.name = name


def base_url(env: Mapping[str, str]) -> str:
    """`BASE_URL` alone: all that rendering a deployment needs."""
    value = env.get("BASE_URL", "").strip() or DEFAULTS["BASE_URL"]
    must = "must be a URL like https://labels.example.com: scheme and host, no path, no trailing slash"
    parts = origin("BASE_URL", value, must)
    if parts.path or value.endswith("/"):
        raise SettingsError("BASE_URL", must)
    return value


def origin(name: str, value: str, must: str) -> SplitResult:
    """A URL of http or https without user, query or fragment; plain http only to this machine."""
    try:
        parts = urlsplit(value)
        host, _port_is_a_number = parts.hostname, parts.port
    except ValueError:
        raise SettingsError(name, must) from None
    odd = parts.query or parts.fragment or "@" in parts.netloc or re.search(r"[\s?#]", value)
    if parts.scheme not in {"http", "https"} or not host or odd:
        raise SettingsError(name, must)
    if parts.scheme == "http" and not is_loopback(host):
        raise SettingsError(
            name, "must begin with https:// (plain http only for this machine, as http://localhost:8080)"
        )
    return parts


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine (RFC 6761 for names)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def one_of(env: Mapping[str, str], name: str, *words: str) -> str:
    """One of the words, the first when nothing is set. Raises `SettingsError`, as all here do."""
    value = env.get(name, words[0])
    if value not in words:
        raise SettingsError(name, "must be " + " or ".join(words))
    return value


def needed(env: Mapping[str, str], name: str, must: str) -> str:
    """What must be set; `must` says what it is."""
    if name not in env:
        raise SettingsError(name, f"is missing: it {must}")
    return env[name]


def host_and_port(env: Mapping[str, str], name: str) -> str:
    """Where an emulator listens, as host:port; empty when nothing is set."""
    value = env.get(name, "")
    if value and not re.fullmatch(r"[^\s/@]+:\d{1,5}", value):
        raise SettingsError(name, "must be host:port")
    return value


def service_account(env: Mapping[str, str], name: str) -> str:
    """The e-mail of a service account; it must be set."""
    value = needed(env, name, "must be the e-mail of a service account")
    if not ADDRESS.fullmatch(value):
        raise SettingsError(name, "must be the e-mail of a service account")
    return value
