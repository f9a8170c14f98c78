"""The very tests of `tests/usecases/test_walking.py`, on Firestore and Cloud Tasks."""

from __future__ import annotations

import pytest

from tests.usecases.test_walking import *  # noqa: F403 the tests are what is wanted

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]
