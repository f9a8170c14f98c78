"""Are the switches and kinds that the simulator's README names real, and all of them named?"""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import simulator
from simulator.faults import Kind
from simulator.people.trouble import Trouble

README = (Path(simulator.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_switches():
    table = [line for line in README.splitlines() if line.startswith("| ")]
    named = {name for line in table for name in re.findall(r"`(\w+)`", line.split("|")[3])}
    assert named == {f.name for f in fields(Trouble)} - {"cap"}


def test_kinds_of_faults():
    (line,) = re.findall(r"Kinds: (.*?)\. ", README, flags=re.DOTALL)
    assert set(re.findall(r"`([\w-]+)`", line)) == {kind.value for kind in Kind}


def test_modules():
    for name in re.findall(r"`([\w/]+\.py)`", README):
        assert (Path(simulator.__file__).parent / name).exists(), name
