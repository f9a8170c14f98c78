"""One machine: container, systemd unit and backup say what app.yaml and the code say."""

from __future__ import annotations

import configparser
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from addon import settings

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "tools" / "one-machine" / "shared-labels.service"
BACKUP = ROOT / "tools" / "one-machine" / "backup.sh"


def entrypoint():
    found = re.search(r"^entrypoint: (.+)$", (ROOT / "app.yaml").read_text(), re.MULTILINE)
    assert found
    return found[1]


def instructions():
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    return [line.split(maxsplit=1) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def unit():
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str
    read.read_string(UNIT.read_text())
    return read


def test_do_all_start_the_same_service():
    assert f'"exec {entrypoint()}"' in dict(instructions())["CMD"]
    assert entrypoint().replace("-b :$PORT", "-b 127.0.0.1:$PORT") in unit()["Service"]["ExecStart"]


def test_does_the_container_hold_what_runs_and_nothing_else():
    copied = [words.split()[0] for verb, words in instructions() if verb == "COPY"]
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert sorted(copied) == sorted(let_in)
    assert all((ROOT / name).exists() for name in copied)
    verbs = [verb for verb, _ in instructions()]
    assert verbs.index("USER") < verbs.index("CMD")
    assert "--require-hashes" in " ".join(words for verb, words in instructions() if verb == "RUN")


def test_is_every_setting_of_theirs_one_of_ours():
    said = [words for verb, words in instructions() if verb == "ENV"]
    said += re.findall(r"^Environment=(.+)$", UNIT.read_text(), re.MULTILINE)
    names = {word.partition("=")[0] for words in said for word in words.split()}
    assert names <= {one.name for one in settings.TABLE} | {"PATH", "PYTHONUNBUFFERED"}


def test_does_the_unit_wait_longer_than_gunicorn_does():
    found = re.search(
        r"^graceful_timeout = (\d+)", (ROOT / "addon/gunicorn_conf.py").read_text(), re.MULTILINE
    )
    assert int(unit()["Service"]["TimeoutStopSec"]) > int(found[1])


def test_is_a_store_that_is_written_to_backed_up_whole(tmp_path):
    store = tmp_path / "store.db"
    writer = sqlite3.connect(store)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE kept (n)")
    writer.execute("INSERT INTO kept VALUES (1)")
    writer.commit()
    writer.execute("INSERT INTO kept VALUES (2)")  # begun and not ended
    done = subprocess.run([BACKUP, store, tmp_path / "copies"], capture_output=True, text=True, check=True)
    writer.close()
    copy = Path(done.stdout.strip())
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as read:
        assert read.execute("SELECT n FROM kept").fetchall() == [(1,)]
    read.close()


@pytest.mark.parametrize("words", [[], ["/nowhere/store.db"], ["/nowhere/store.db", "copies"]])
def test_does_a_backup_that_cannot_be_made_fail(words, tmp_path):
    done = subprocess.run([BACKUP, *words], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode
