"""The rules of `tests/conftest.py` hold: no network, and no skip that hides in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"


@pytest.fixture
def run(tmp_path):
    """Run one small test file under our conftest; returns the finished process."""
    shutil.copy(CONFTEST, tmp_path / "conftest.py")

    def run(source: str, **env: str):
        (tmp_path / "test_it.py").write_text(source, encoding="utf-8")
        clean = {
            name: value for name, value in os.environ.items() if name not in {"CI", "PYTEST_XDIST_WORKER"}
        }
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
            cwd=tmp_path,
            env=clean | env,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


SKIPPED = "import pytest\ndef test_a(): pytest.skip('not here')\ndef test_b(): pass\n"
OUTSIDE = "import urllib.request\ndef test_a(): urllib.request.urlopen('http://example.com')\n"


def test_a_skip_fails_the_run_in_ci(run):
    assert run(SKIPPED, CI="true").returncode == pytest.ExitCode.TESTS_FAILED


def test_a_skip_is_no_failure_on_a_contributors_machine(run):
    assert run(SKIPPED).returncode == pytest.ExitCode.OK


def test_a_test_that_reaches_out_fails_and_says_where_to(run):
    done = run(OUTSIDE)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "example.com: tests use no network" in done.stdout


def test_what_takes_minutes_comes_first_so_that_no_core_waits_for_it(run, tmp_path):
    long = tmp_path / "zoo" / "stateful"
    long.mkdir(parents=True)
    (long / "test_histories.py").write_text("def test_long(): pass\n", encoding="utf-8")
    done = run("def test_short(): pass\n", PYTEST_ADDOPTS="--collect-only -p no:randomly")
    names = [line.rpartition("::")[2] for line in done.stdout.splitlines() if "::" in line]
    assert names == ["test_long", "test_short"]
