"""The very tests of `tests/usecases/test_labels_of_her_own.py`, on Firestore and Cloud Tasks."""

from __future__ import annotations

import pytest

from tests.usecases.test_labels_of_her_own import *  # noqa: F403 the tests are what is wanted

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]
