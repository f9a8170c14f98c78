"""What Google is told about the add-on, rendered for a `BASE_URL`.

The templates in `appsscript_manifest/` are what Google's schema asks for, with two kinds of gaps:
`${action:NAME}` is the URL of an action of `cards.actions`, `${path:/PATH}` one of our own paths.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from cards.actions import ACTIONS

FOLDER = Path(__file__).resolve().parent.parent / "appsscript_manifest"
_GAP = re.compile(r"\$\{(action|path):([^}]*)\}")


def render(base_url: str) -> str:
    """The JSON that `gcloud workspace-add-ons deployments create` takes."""
    return _json(_filled(_template("deployment.template.json"), base_url))


def render_manifest(base_url: str) -> str:
    """The same as the `addOns` block of an appsscript.json, which names functions, not URLs."""
    deployment = _filled(_template("deployment.template.json"), base_url)
    manifest = _template("appsscript.template.json")
    manifest["oauthScopes"] = deployment["oauthScopes"]
    manifest["addOns"] = {name: part for name, part in deployment["addOns"].items() if name != "httpOptions"}
    return _json(manifest)


def _template(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _filled(value: Any, base_url: str) -> Any:
    """The value with every gap filled; raises KeyError for an action that there is not."""
    if isinstance(value, dict):
        return {name: _filled(entry, base_url) for name, entry in value.items()}
    if isinstance(value, list):
        return [_filled(entry, base_url) for entry in value]
    if isinstance(value, str):
        return _GAP.sub(lambda gap: base_url + _path(gap[1], gap[2]), value)
    return value


def _path(kind: str, name: str) -> str:
    return ACTIONS[name].path if kind == "action" else name
