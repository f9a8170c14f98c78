"""Our own budget of calls, below Google's."""

import pytest

from services.backends.google.budget import Budget
from services.ports import QuotaExhausted


class Watch:
    now = 100.0

    def __call__(self):
        return self.now


def test_a_minute_of_calls_and_then_the_wait_until_the_next():
    watch = Watch()
    budget = Budget(3, clock=watch)
    for _ in range(3):
        budget.spend("maya")
        watch.now += 5
    with pytest.raises(QuotaExhausted) as refusal:
        budget.spend("maya")
    assert refusal.value.retry_after == 45
    watch.now = 160
    budget.spend("maya")


def test_one_accounts_budget_is_no_others():
    budget = Budget(1, clock=Watch())
    budget.spend("maya")
    budget.spend("anna")


def test_a_clock_set_back_does_not_block():
    watch = Watch()
    budget = Budget(1, clock=watch)
    budget.spend("maya")
    watch.now = 10
    budget.spend("maya")
