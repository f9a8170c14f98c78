"""The very tests of `tests/usecases/test_hiding.py`, on Firestore and Cloud Tasks."""

from __future__ import annotations

import pytest

from tests.usecases.test_hiding import *  # noqa: F403 the tests are what is wanted

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]
