"""The deadline: the tighter of API Gateway's and Lambda's limit, with its reserve, and never negative."""

import pytest

from models.deadline import ANSWER_RESERVE_MS, Deadline
from models.errors import TimeBudgetSpentError


class Clock:
    now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("integration", "invocation", "budget"),
    [(29_000, 60_000, 28_500), (59_000, 12_000, 11_500), (29_000, 100, 0)],
)
def test_budget_is_the_tighter_limit_less_the_reserve(integration: int, invocation: int, budget: int) -> None:
    deadline = Deadline.start(integration_timeout_ms=integration, invocation_remaining_ms=invocation, clock=Clock())
    assert ANSWER_RESERVE_MS == 500
    assert deadline.remaining_ms() == budget
    assert deadline.get_remaining_time_in_millis() == invocation


def test_budget_runs_out_with_the_clock() -> None:
    clock = Clock()
    deadline = Deadline.start(integration_timeout_ms=10_000, invocation_remaining_ms=60_000, clock=clock)
    deadline.require(milliseconds=9_500, purpose="wait")
    clock.now += 0.001
    with pytest.raises(TimeBudgetSpentError, match="No time is left to wait"):
        deadline.require(milliseconds=9_500, purpose="wait")
    clock.now += 100
    assert deadline.remaining_ms() == 0
    assert deadline.get_remaining_time_in_millis() == 0
