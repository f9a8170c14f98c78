"""The Marketplace listing: what Google takes, in its sizes and lengths, and links that lead somewhere."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from addon.routes import ROUTES, Auth
from services.backends.google.delegation import ALL_SCOPES

ROOT = Path(__file__).resolve().parents[2]
LISTING = ROOT / "appsscript_manifest" / "listing"
SIZES = {f"icon-{size}.png": (size, size) for size in (32, 48, 96, 128)} | {"banner-220x140.png": (220, 140)}


def size_of(picture):
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def part(heading):
    text = (LISTING / "texts.md").read_text()
    return re.search(rf"^## {heading}\n\n(.*?)(?=\n## |\Z)", text, re.MULTILINE | re.DOTALL)[1].strip()


@pytest.mark.parametrize("name", SIZES)
def test_are_icons_and_banner_of_googles_size(name):
    assert size_of(LISTING / name) == SIZES[name]


def test_are_there_screenshots_of_googles_size():
    found = list(LISTING.glob("screenshot-*.png"))
    assert found
    assert {size_of(one) for one in found} == {(1280, 800)}


def test_are_the_texts_as_long_as_google_allows():
    assert len(part("Application name")) <= 50
    assert len(part("Short description")) <= 200
    assert len(part("Detailed description")) <= 16_000
    assert "Google" not in part("Application name")


def test_do_the_links_lead_to_pages_that_anybody_may_read():
    open_to_all = {route.path for route in ROUTES if route.auth is Auth.NONE}
    links = set(re.findall(r": (/\w+)$", part("Links"), re.MULTILINE))
    assert len(links) == 3
    assert links <= open_to_all


def test_is_an_admin_told_to_allow_exactly_what_is_asked_for():
    text = (ROOT / "docs/how-to/set-up-a-company.md").read_text()
    (line,) = re.findall(r"^ +(https://www\.googleapis\.com/auth/\S+)$", text, re.MULTILINE)
    assert set(line.split(",")) == set(ALL_SCOPES)
