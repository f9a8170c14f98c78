"""Every page of the dashboard; `addon.routes` puts them into its one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from . import assets, labels


@dataclass(frozen=True, slots=True)
class Page:
    """One path and what answers it. `open` pages are for everybody, all others for who is signed in."""

    name: str
    path: str
    answer: Callable[..., Response]
    post: bool = False
    open: bool = False


_LABEL = "/labels/<label>"
_GROUP = "/groups/<own>"
_CONTACT = f"{_LABEL}/contacts/<contact>"
_MEMBER = f"{_LABEL}/members/<principal>"

PAGES: tuple[Page, ...] = (
    Page("home", "/", labels.start, open=True),
    Page("assets", "/assets/<path:name>", assets.serve, open=True),
    Page("labels.one", _LABEL, labels.one),
    Page("labels.rows", f"{_LABEL}/rows", labels.rows),
    Page("groups.one", _GROUP, labels.group),
    Page("groups.rows", f"{_GROUP}/rows", labels.group_rows),
)
