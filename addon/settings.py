"""Every setting, read from the environment once, checked as a whole, then frozen.

A missing or contradictory setting raises `SettingsError`, whose text is one line that names the
setting and says what it must be. Nothing falls back to something less safe: only settings with a
default below may be left out, and `SESSION_SECRET` and `OAUTH_CLIENT_SECRET` only where nothing but
this machine is involved.
"""

from __future__ import annotations

import ipaddress
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import SplitResult, urlsplit

QUEUE_NAME = re.compile(r"projects/[^/\s]+/locations/[^/\s]+/queues/[A-Za-z0-9-]{1,100}")
ADDRESS = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+\.[^@\s<>\",;:]+")
LAST_PORT = 65535
SECRETS = ("OAUTH_CLIENT_SECRET", "SESSION_SECRET")
"""Those that may also be `sm://projects/P/secrets/S/versions/V`: see `vault`."""
SECRET_LENGTH = 16
"""Fewest characters of `SESSION_SECRET`; itsdangerous signs with whatever it is given."""


class SettingsError(Exception):
    """One line: which setting, and what it must be."""

    def __init__(self, name: str, must: str) -> None:
        super().__init__(f"{name} {must}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table of settings: `default` as shown there, `meaning` in a sentence or two."""

    name: str
    default: str
    meaning: str


TABLE: tuple[Setting, ...] = (
    Setting(
        "BASE_URL",
        "http://localhost:8080",
        "Public URL of this service, no trailing slash. Every callback URL in a card and every audience "
        "of a token is built from it, never from the request. https, except on this machine.",
    ),
    Setting(
        "STORE",
        "sqlite:///var/shared-labels.db",
        "`sqlite:///PATH`, `memory:` or `firestore` (project from `GOOGLE_CLOUD_PROJECT`; "
        "`FIRESTORE_EMULATOR_HOST` is honoured).",
    ),
    Setting(
        "QUEUE",
        "local",
        "`local` (in this process, durable when the store is) or `cloudtasks`.",
    ),
    Setting(
        "CLOUD_TASKS_QUEUE",
        "",
        "`projects/P/locations/L/queues/Q`; needed with `QUEUE=cloudtasks`. "
        "`CLOUD_TASKS_EMULATOR_HOST=host:port` makes the client use an insecure channel to it.",
    ),
    Setting(
        "MAIL",
        "mailbox",
        "`mailbox` (kept in the store and shown at /mailbox), `gmail` (sent as the person who shares, by "
        "delegation) or `smtp://user:pass@host:port`.",
    ),
    Setting(
        "GOOGLE_API_ROOT",
        "",
        "When set, every request to a Google API host goes to this root instead, same path and query; "
        "Firestore and Cloud Tasks keep their own variables. Unset means Google.",
    ),
    Setting("GOOGLE_CLOUD_PROJECT", "", "The project; needed with `STORE=firestore`."),
    Setting(
        "DELEGATION_SERVICE_ACCOUNT",
        "",
        "E-mail of the service account that has domain-wide delegation, and whose token a task carries. "
        "Needed. Signs without a key through IAM credentials unless `GOOGLE_APPLICATION_CREDENTIALS` "
        "names a key file.",
    ),
    Setting("ADDON_SERVICE_ACCOUNT", "", "The exact e-mail that `systemIdToken` must carry. Needed."),
    Setting(
        "OAUTH_CLIENT_ID",
        "",
        "Audience of `userIdToken`, and the client for signing in to the pages. Needed.",
    ),
    Setting(
        "OAUTH_CLIENT_SECRET",
        "",
        "The secret of that client; needed unless the whole set-up is local. This and `SESSION_SECRET` may "
        "be `sm://projects/P/secrets/S/versions/V`: then it is fetched from Secret Manager at the start.",
    ),
    Setting(
        "SESSION_SECRET",
        "",
        f"Signs the sessions of the pages, at least {SECRET_LENGTH} characters; needed unless the whole "
        "set-up is local (then each start makes its own).",
    ),
    Setting(
        "LOG_FORMAT",
        "text on a terminal, else json",
        "`text` or `json`: how log lines are written.",
    ),
    Setting("PORT", "8080", "Where the entrypoint listens."),
)

DEFAULTS = {setting.name: setting.default for setting in TABLE}


@dataclass(frozen=True, slots=True)
class StoreSetting:
    """Where records are kept; `path` is set for sqlite."""

    kind: Literal["sqlite", "memory", "firestore"]
    path: str = ""


@dataclass(frozen=True, slots=True)
class MailSetting:
    """How mail leaves; `url` is set for smtp and may hold a password."""

    kind: Literal["mailbox", "gmail", "smtp"]
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Made by `read`, or by tests."""

    base_url: str
    store: StoreSetting
    queue: Literal["local", "cloudtasks"]
    mail: MailSetting
    delegation_service_account: str
    addon_service_account: str
    oauth_client_id: str
    oauth_client_secret: str = ""
    session_secret: str = ""
    cloud_tasks_queue: str = ""
    cloud_tasks_emulator: str = ""
    google_api_root: str = ""
    project: str = ""
    key_file: str = ""
    log_format: Literal["text", "json"] = "json"
    port: int = 8080
    app_engine: bool = False
    """Whether App Engine runs us: only there its own headers prove anything."""
    local: bool = False
    """Whether everything that is ours runs on this machine, for nobody else."""

    def __repr__(self) -> str:
        """No secret may reach a log by way of a repr."""
        return f"Settings(base_url={self.base_url!r}, store={self.store.kind!r}, queue={self.queue!r})"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str]) -> Settings:
    """The settings of an environment; raises `SettingsError` for the first one that is wrong."""
    env = {name: value.strip() for name, value in environ.items() if value.strip()}
    url = base_url(env)
    store = _store(env)
    queue = _one_of(env, "QUEUE", "local", "cloudtasks")
    project = _project(env, store)
    tasks_queue = _tasks_queue(env, queue)
    app_engine = env.get("GAE_ENV") == "standard"
    if app_engine:
        _fits_app_engine(store, queue)
    local = _is_local(env, url, store, queue)
    account = _account(env, "DELEGATION_SERVICE_ACCOUNT")
    return Settings(
        base_url=url,
        store=store,
        queue="cloudtasks" if queue == "cloudtasks" else "local",
        mail=_mail(env),
        delegation_service_account=account,
        addon_service_account=_account(env, "ADDON_SERVICE_ACCOUNT"),
        oauth_client_id=_needed(env, "OAUTH_CLIENT_ID", "must be the OAuth client id of the add-on"),
        oauth_client_secret=_secret_of_client(env, local=local),
        session_secret=_session_secret(env, local=local),
        cloud_tasks_queue=tasks_queue,
        cloud_tasks_emulator=_emulator(env, "CLOUD_TASKS_EMULATOR_HOST"),
        google_api_root=_api_root(env),
        project=project,
        key_file=_key_file(env, account),
        log_format=_log_format(env),
        port=_port(env),
        app_engine=app_engine,
        local=local,
    )


def base_url(env: Mapping[str, str]) -> str:
    """`BASE_URL` alone: all that rendering a deployment needs."""
    value = env.get("BASE_URL", "").strip() or DEFAULTS["BASE_URL"]
    must = "must be a URL like https://labels.example.com: scheme and host, no path, no trailing slash"
    parts = _origin("BASE_URL", value, must)
    if parts.path or value.endswith("/"):
        raise SettingsError("BASE_URL", must)
    return value


def _origin(name: str, value: str, must: str) -> SplitResult:
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


def _one_of(env: Mapping[str, str], name: str, *words: str) -> str:
    value = env.get(name, words[0])
    if value not in words:
        raise SettingsError(name, "must be " + " or ".join(words))
    return value


def _needed(env: Mapping[str, str], name: str, must: str) -> str:
    if name not in env:
        raise SettingsError(name, f"is missing: it {must}")
    return env[name]


def _store(env: Mapping[str, str]) -> StoreSetting:
    value = env.get("STORE", DEFAULTS["STORE"])
    if value == "memory:":
        return StoreSetting("memory")
    if value == "firestore":
        return StoreSetting("firestore")
    if value.startswith("sqlite:///") and len(value) > len("sqlite:///"):
        return StoreSetting("sqlite", value.removeprefix("sqlite:///"))
    raise SettingsError("STORE", "must be sqlite:///PATH, memory: or firestore")


def _project(env: Mapping[str, str], store: StoreSetting) -> str:
    if store.kind == "firestore":
        return _needed(env, "GOOGLE_CLOUD_PROJECT", "must name the project when STORE=firestore")
    return env.get("GOOGLE_CLOUD_PROJECT", "")


def _tasks_queue(env: Mapping[str, str], queue: str) -> str:
    value = env.get("CLOUD_TASKS_QUEUE", "")
    if queue == "cloudtasks" and not value:
        raise SettingsError(
            "CLOUD_TASKS_QUEUE",
            "is missing: it must be projects/P/locations/L/queues/Q when QUEUE=cloudtasks",
        )
    if value and not QUEUE_NAME.fullmatch(value):
        raise SettingsError("CLOUD_TASKS_QUEUE", "must be projects/P/locations/L/queues/Q")
    return value


def _emulator(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "")
    if value and not re.fullmatch(r"[^\s/@]+:\d{1,5}", value):
        raise SettingsError(name, "must be host:port")
    return value


def _fits_app_engine(store: StoreSetting, queue: str) -> None:
    """An instance's disk is memory and ends with it, so what must last cannot be kept there."""
    if store.kind != "firestore":
        raise SettingsError("STORE", "must be firestore on App Engine: an instance's own disk does not last")
    if queue != "cloudtasks":
        raise SettingsError(
            "QUEUE", "must be cloudtasks on App Engine: an instance may stop after any answer"
        )


def _is_local(env: Mapping[str, str], url: str, store: StoreSetting, queue: str) -> bool:
    """Whether everything that is ours runs on this machine, emulators included."""

    def here(name: str) -> bool:
        return is_loopback(env.get(name, "").rpartition(":")[0].strip("[]"))

    return (
        is_loopback(urlsplit(url).hostname or "")
        and (store.kind != "firestore" or here("FIRESTORE_EMULATOR_HOST"))
        and (queue == "local" or here("CLOUD_TASKS_EMULATOR_HOST"))
    )


def _account(env: Mapping[str, str], name: str) -> str:
    value = _needed(env, name, "must be the e-mail of a service account")
    if not ADDRESS.fullmatch(value):
        raise SettingsError(name, "must be the e-mail of a service account")
    return value


def _secret_of_client(env: Mapping[str, str], *, local: bool) -> str:
    if local:
        return env.get("OAUTH_CLIENT_SECRET", "")
    return _needed(
        env, "OAUTH_CLIENT_SECRET", "must be the secret of OAUTH_CLIENT_ID unless the whole set-up is local"
    )


def _session_secret(env: Mapping[str, str], *, local: bool) -> str:
    must = f"must be a random text of at least {SECRET_LENGTH} characters"
    if "SESSION_SECRET" not in env and local:
        return ""
    value = _needed(env, "SESSION_SECRET", f"{must} unless the whole set-up is local")
    if len(value) < SECRET_LENGTH:
        raise SettingsError("SESSION_SECRET", must)
    return value


def _mail(env: Mapping[str, str]) -> MailSetting:
    value = env.get("MAIL", DEFAULTS["MAIL"])
    if value == "mailbox":
        return MailSetting("mailbox")
    if value == "gmail":
        return MailSetting("gmail")
    must = "must be mailbox, gmail or smtp://user:pass@host:port"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise SettingsError("MAIL", must) from None
    if (
        parts.scheme != "smtp"
        or not parts.hostname
        or not port
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise SettingsError("MAIL", must)
    if (parts.username is None) != (parts.password is None):
        raise SettingsError("MAIL", must)
    return MailSetting("smtp", value)


def _api_root(env: Mapping[str, str]) -> str:
    value = env.get("GOOGLE_API_ROOT", "")
    if value:
        _origin(
            "GOOGLE_API_ROOT", value, "must be a URL like http://localhost:8090, or unset for Google itself"
        )
    return value.rstrip("/")


def _key_file(env: Mapping[str, str], account: str) -> str:
    """The path of a service account's key; '' when the credentials are of another, keyless kind."""
    path = env.get("GOOGLE_APPLICATION_CREDENTIALS", "")
    if not path:
        return ""
    try:
        key = json.loads(Path(path).read_text(encoding="utf-8"))
        kind, email = key["type"], key.get("client_email", "")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(
            "GOOGLE_APPLICATION_CREDENTIALS", "must name a readable JSON file of Google credentials"
        ) from None
    if kind != "service_account":
        return ""
    if email != account:
        raise SettingsError(
            "GOOGLE_APPLICATION_CREDENTIALS",
            "must be the key of DELEGATION_SERVICE_ACCOUNT, and is another account's",
        )
    return path


def _log_format(env: Mapping[str, str]) -> Literal["text", "json"]:
    if "LOG_FORMAT" not in env:
        return "text" if sys.stderr.isatty() else "json"
    return "text" if _one_of(env, "LOG_FORMAT", "text", "json") == "text" else "json"


def _port(env: Mapping[str, str]) -> int:
    value = env.get("PORT", DEFAULTS["PORT"])
    if not re.fullmatch(r"\d{1,5}", value) or not 0 < int(value) <= LAST_PORT:
        raise SettingsError("PORT", "must be a number from 1 to 65535")
    return int(value)


def or_stop(environ: Mapping[str, str], code: int) -> Settings:
    """The settings, or one line on stderr and the end of the process with `code`."""
    try:
        return read(environ)
    except SettingsError as problem:
        stop(str(problem), code)


def stop(line: str, code: int) -> NoReturn:
    """Say why in one line and end the process."""
    sys.stderr.write(f"shared-labels: {line}\n")
    sys.exit(code)
