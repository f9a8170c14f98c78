"""Whether behaviour is the same on Google Cloud: the use cases' own tests, asked again there."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def test_does_every_test_of_a_use_case_have_its_twin() -> None:
    wanted = {path.stem + "_there" for path in (HERE.parent / "usecases").glob("test_*.py")}
    lacking = wanted - {path.stem for path in HERE.glob("test_*.py")}
    assert not lacking, f"copy a neighbour of tests/cloud and change one word: {sorted(lacking)}"
