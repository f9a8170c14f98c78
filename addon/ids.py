"""What an id of ours can look like, before anything is asked about it.

Parameters and paths come through a browser. Whether the caller may see what they name is decided by
the use cases; here is only seen to it that they name something, so that no store, URL or log line
meets what nobody of us has made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from services.core.refusals import BadInput, NoSuchLabel

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_SHAPES = {
    "group": re.compile(r"contactGroups/[A-Za-z0-9]{1,64}"),
    "field": re.compile(r"[A-Za-z]{1,40}"),
    **dict.fromkeys(("label", "contact", "principal", "hold", "run", "who"), _ID),
}


def check(parameters: Mapping[str, str]) -> None:
    """Raises `NoSuchLabel` or `BadInput` when one of them cannot be an id; empty ones are none."""
    for name, shape in _SHAPES.items():
        value = parameters.get(name, "")
        if value and not shape.fullmatch(value):
            raise NoSuchLabel if name in {"label", "group"} else BadInput(name)


def possible(value: str) -> bool:
    """Whether it can be an id of ours at all."""
    return _ID.fullmatch(value) is not None
