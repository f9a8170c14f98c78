"""Every setting, read from the environment once, checked as a whole, then frozen.

A missing or contradictory setting raises `SettingsError`, whose text is one line that names the
setting and says what it must be. Nothing falls back to something less safe: only settings with a
default below may be left out, and `SESSION_SECRET` and `OAUTH_CLIENT_SECRET` only where nothing but
this machine is involved.
"""

from .kinds import MailSetting, Settings, StoreSetting
from .reading import or_stop, read, stop
from .table import DEFAULTS, SECRETS, TABLE, Setting
from .values import SettingsError, base_url, is_loopback

__all__ = [
    "DEFAULTS",
    "SECRETS",
    "TABLE",
    "MailSetting",
    "Setting",
    "Settings",
    "SettingsError",
    "StoreSetting",
    "base_url",
    "is_loopback",
    "or_stop",
    "read",
    "stop",
]
