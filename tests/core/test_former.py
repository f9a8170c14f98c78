"""Which level is remembered when another one is given?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.core.levels import Level
from services.core.records import Former, Grant

VIEWER, EDITOR, REMOVER, MANAGER, OWNER = Level
THEN = datetime(2026, 11, 22, 3, tzinfo=UTC)
NOW = THEN + timedelta(hours=1)
GRANT = Grant("l", "p", "p@acme.example", level=EDITOR, state="active", at=THEN)


def test_is_the_level_remembered_that_is_lowered():
    assert GRANT.former_at(VIEWER, NOW) == Former(EDITOR, NOW)


@pytest.mark.parametrize("level", [EDITOR, REMOVER, OWNER])
def test_is_anything_remembered_of_a_level_that_is_not_lowered(level):
    assert GRANT.former_at(level, NOW) is None


def test_is_a_lowering_forgotten_when_the_level_is_raised_again():
    once = Former(MANAGER, THEN)
    assert replace(GRANT, former=once).former_at(REMOVER, NOW) == once
    assert replace(GRANT, former=once).former_at(VIEWER, NOW) == Former(EDITOR, NOW)


def test_until_when_had_she_the_level_when_her_access_had_ended():
    assert replace(GRANT, state="ended").former_at(VIEWER, NOW) == Former(EDITOR, THEN)
    assert replace(GRANT, state="ended", at=None).former_at(VIEWER, NOW) == Former(EDITOR, NOW)
