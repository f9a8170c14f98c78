"""What does a fault come to?"""

import pytest

from services.core.outcome import Fault, Outcome, outcome_of


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (None, Outcome.DONE),
        (Fault.QUOTA, Outcome.LATER),
        (Fault.UNAVAILABLE, Outcome.LATER),
        (Fault.GONE, Outcome.GONE),
        (Fault.DELEGATION, Outcome.ATTENTION),
        (Fault.FULL, Outcome.ATTENTION),
    ],
)
def test_what_becomes_of_an_attempt(fault, outcome):
    assert outcome_of(fault) is outcome


@pytest.mark.parametrize("fault", Fault)
def test_is_it_known_of_every_fault_what_follows_and_is_none_of_them_success(fault):
    assert outcome_of(fault) is not Outcome.DONE
