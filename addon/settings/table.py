"""The table of settings: names, defaults and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

SECRETS = ("OAUTH_CLIENT_SECRET", "SESSION_SECRET")
"""Those that may also be `sm://projects/P/secrets/S/versions/V`: see `vault`."""


SECRET_LENGTH = 16
"""Fewest characters of `SESSION_SECRET`; itsdangerous signs with whatever it is given."""


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
