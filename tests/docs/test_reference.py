"""Documentation that cannot rot: what it names exists, and its tables are what the code says."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(
    r"`((?:addon|cards|services|simulator|tests|docs|bench|locales|appsscript_manifest|\.ci)/[\w./*-]*)`"
)
COMMAND = re.compile(r"`?make ([a-z]+)\b")


def _generator():
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _id(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("name", ["settings.md", "routes.md", "actions.md", "fields.md"])
def test_a_reference_page_is_what_the_code_says(name: str):
    page = _generator().PAGES[name]()
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == page, "run: make reference"


def test_every_part_of_every_writable_field_arrives_and_comes_back():
    _generator()
    import fidelity

    assert [field for field, _, lost in fidelity.round_trips() if lost] == []


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_links_lead_somewhere(page: Path):
    lost = [
        target
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("https://", "mailto:", "#"))
        and not (page.parent / target.partition("#")[0]).exists()
    ]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_files_that_are_named_exist(page: Path):
    lost = [
        name
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        if not list(ROOT.glob(name.rstrip("/")))
    ]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=_id)
def test_commands_that_are_named_exist(page: Path):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    # "make" is also an ordinary word of English: only those in code count.
    text = " ".join(re.findall(r"`[^`]+`|```.*?```", page.read_text(encoding="utf-8"), re.DOTALL))
    assert set(COMMAND.findall(text)) <= targets


def test_make_alone_explains_every_target_that_a_person_may_want():
    shown = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert all(f"make {target}" in shown for target in phony.group(1).split())


def test_every_setting_of_the_contract_is_in_the_table():
    contract = {
        "BASE_URL", "STORE", "QUEUE", "CLOUD_TASKS_QUEUE", "MAIL", "GOOGLE_API_ROOT", "GOOGLE_CLOUD_PROJECT",
        "DELEGATION_SERVICE_ACCOUNT", "ADDON_SERVICE_ACCOUNT", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET",
        "SESSION_SECRET", "LOG_FORMAT", "PORT",
    }  # fmt: skip
    from addon.settings import TABLE

    assert {row.name for row in TABLE} >= contract


def test_nothing_is_pinned_without_a_hash_and_no_host_is_named():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9][\w.-]*==.*?(?=^[a-z0-9#]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pinned
        assert all("--hash=sha256:" in pin for pin in pinned)
        assert "://" not in text


def test_every_requirement_has_its_reason():
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8")
    for name in ("requirements.in", "requirements-dev.in"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if re.match(r"[a-z]", line):
                assert line.partition("==")[0] in reasons, (
                    f"docs/decisions/dependencies.md says nothing of {line}"
                )
