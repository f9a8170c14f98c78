"""The settings as the rest of the program has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


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
