"""From the environment to settings: each one, and what must hold between them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import urlsplit

from .kinds import MailSetting, Settings, StoreSetting
from .table import DEFAULTS, SECRET_LENGTH
from .values import (
    SettingsError,
    base_url,
    host_and_port,
    is_loopback,
    needed,
    one_of,
    origin,
    service_account,
)

QUEUE_NAME = re.compile(r"projects/[^/\s]+/locations/[^/\s]+/queues/[A-Za-z0-9-]{1,100}")


LAST_PORT = 65535


def read(environ: Mapping[str, str]) -> Settings:
    """The settings of an environment; raises `SettingsError` for the first one that is wrong."""
    env = {name: value.strip() for name, value in environ.items() if value.strip()}
    url = base_url(env)
    store = _store(env)
    queue = one_of(env, "QUEUE", "local", "cloudtasks")
    project = _project(env, store)
    tasks_queue = _tasks_queue(env, queue)
    app_engine = env.get("GAE_ENV") == "standard"
    if app_engine:
        _fits_app_engine(store, queue)
    local = _is_local(env, url, store, queue)
    account = service_account(env, "DELEGATION_SERVICE_ACCOUNT")
    return Settings(
        base_url=url,
        store=store,
        queue="cloudtasks" if queue == "cloudtasks" else "local",
        mail=_mail(env),
        delegation_service_account=account,
        addon_service_account=service_account(env, "ADDON_SERVICE_ACCOUNT"),
        oauth_client_id=needed(env, "OAUTH_CLIENT_ID", "must be the OAuth client id of the add-on"),
        oauth_client_secret=_secret_of_client(env, local=local),
        session_secret=_session_secret(env, local=local),
        cloud_tasks_queue=tasks_queue,
        cloud_tasks_emulator=host_and_port(env, "CLOUD_TASKS_EMULATOR_HOST"),
        google_api_root=_api_root(env),
        project=project,
        key_file=_key_file(env, account),
        log_format=_log_format(env),
        port=_port(env),
        app_engine=app_engine,
        local=local,
    )


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
        return needed(env, "GOOGLE_CLOUD_PROJECT", "must name the project when STORE=firestore")
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


def _secret_of_client(env: Mapping[str, str], *, local: bool) -> str:
    if local:
        return env.get("OAUTH_CLIENT_SECRET", "")
    return needed(
        env, "OAUTH_CLIENT_SECRET", "must be the secret of OAUTH_CLIENT_ID unless the whole set-up is local"
    )


def _session_secret(env: Mapping[str, str], *, local: bool) -> str:
    must = f"must be a random text of at least {SECRET_LENGTH} characters"
    if "SESSION_SECRET" not in env and local:
        return ""
    value = needed(env, "SESSION_SECRET", f"{must} unless the whole set-up is local")
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
        origin(
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
    return "text" if one_of(env, "LOG_FORMAT", "text", "json") == "text" else "json"


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
