"""What Google is told about the add-on, rendered for a `BASE_URL`.

The templates in `appsscript_manifest/` are what Google's schema asks for, with two kinds of gaps:
`${action:NAME}` is the URL of an action of `cards.actions`, `${path:/PATH}` one of our own paths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cards.actions import ACTIONS

FOLDER = Path(__file__).resolve().parent.parent / "appsscript_manifest"
Gap = Callable[[str, str], str]
"""Kind and name of a gap in, its text out."""

_GAP = re.compile(r"\$\{(action|path):([^}]*)\}")


def render(base_url: str) -> str:
    """The JSON that `gcloud workspace-add-ons deployments create` takes."""
    return _json(_filled(_template("deployment.template.json"), _urls(base_url)))


def render_manifest(base_url: str) -> str:
    """The appsscript.json of an Apps Script project with the same add-on.

    There an action is a function of the script and not a URL: `home.show` is `home_show`.
    """

    def gap(kind: str, name: str) -> str:
        if kind == "path":
            return base_url + name
        return ACTIONS[name].name.replace(".", "_")

    same = _filled(_template("deployment.template.json"), gap)
    manifest = _template("appsscript.template.json")
    manifest["oauthScopes"] = same["oauthScopes"]
    # How an HTTP service is called says nothing to a script.
    manifest["addOns"] = {name: part for name, part in same["addOns"].items() if name != "httpOptions"}
    return _json(manifest)


def _urls(base_url: str) -> Gap:
    def gap(kind: str, name: str) -> str:
        return base_url + (ACTIONS[name].path if kind == "action" else name)

    return gap


def _template(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _filled(value: Any, gap: Gap) -> Any:  # noqa: ANN401 - JSON
    """The value with every gap filled; raises KeyError for an action that there is not."""
    if isinstance(value, dict):
        return {name: _filled(entry, gap) for name, entry in value.items()}
    if isinstance(value, list):
        return [_filled(entry, gap) for entry in value]
    if isinstance(value, str):
        return _GAP.sub(lambda found: gap(found[1], found[2]), value)
    return value
