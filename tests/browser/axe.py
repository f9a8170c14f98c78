"""axe-core on a page: what keeps people out who see, hear or move differently."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

NARROW = {"width": 360, "height": 740}
WIDE = {"width": 1920, "height": 1080}
SCHEMES = ("light", "dark")
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule of WCAG 2.2 A or AA."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())})"
        for rule in found
        for node in rule["nodes"]
    ]


def complaints(page: Page) -> list[str]:
    """The same, and whether one has to scroll sideways."""
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*violations(page), *([f"{sideways} pixels too wide"] if sideways > 0 else [])]


_GROUND = """(element) => {
  const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}"""


def looks_like(part: Locator) -> str:
    """Whether what the part is painted on is light or dark."""
    return str(part.evaluate(_GROUND))


def looked_at(page: Page) -> list[str]:
    """The open page in light on a wide screen and in the dark on a phone, with all that folds unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    found = []
    for scheme, size in (("light", WIDE), ("dark", NARROW)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_timeout(50)
        found += [f"{scheme}: {one}" for one in complaints(page)]
    return found
