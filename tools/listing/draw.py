"""The Marketplace listing's icons and banner, from our SVGs: `make listing`.

Chromium draws them: it is here for the browser tests, and draws SVG as people will see it.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

LISTING = Path(__file__).resolve().parents[2] / "appsscript_manifest" / "listing"
PICTURES = (
    *(("icon.svg", f"icon-{size}.png", size, size) for size in (32, 48, 96, 128)),
    ("banner.svg", "banner-220x140.png", 220, 140),
)


def main() -> None:
    """Write every picture beside its SVG."""
    with sync_playwright() as started:
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = started.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for drawing, picture, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            svg = (LISTING / drawing).read_text(encoding="utf-8")
            page.set_content(
                f"<style>*{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{svg}"
            )
            page.screenshot(path=LISTING / picture, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
