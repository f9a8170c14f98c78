"""The very tests of `tests/usecases/test_passing_faults.py`, on Firestore and Cloud Tasks."""

from __future__ import annotations

import pytest

from tests.usecases.test_passing_faults import *  # noqa: F403 the tests are what is wanted

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]
