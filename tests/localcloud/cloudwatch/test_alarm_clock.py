"""When alarms are evaluated, and that one with nothing to evaluate has no timer."""

from __future__ import annotations

import asyncio
import math
import time

from localcloud.services.cloudwatch.alarm_clock import AlarmClock, AlarmKey

_KEY = AlarmKey("222222222222", "us-east-1", "alarm")
_PERIOD = 0.02


class _Evaluations:
    """An alarm with data for some evaluations; counts those that are made."""

    def __init__(self, *, with_data: int) -> None:
        self.ends: list[float] = []
        self.over = asyncio.Event()
        self._with_data = with_data
        self.clock = AlarmClock(next_end=lambda _, moment: self.end_of(moment), evaluate=self.evaluate)

    @staticmethod
    def end_of(moment: float) -> float:
        return (math.floor(moment / _PERIOD + 0.001) + 1) * _PERIOD

    def evaluate(self, key: AlarmKey, end: float) -> bool:
        assert key == _KEY
        self.ends.append(end)
        if len(self.ends) > self._with_data:
            self.over.set()
        return len(self.ends) <= self._with_data


def test_it_is_evaluated_at_the_end_of_each_period_until_it_has_no_data() -> None:
    async def run() -> _Evaluations:
        evaluations = _Evaluations(with_data=3)
        for _ in range(5):  # however often it is woken
            evaluations.clock.wake(_KEY)
        await asyncio.wait_for(evaluations.over.wait(), 5)
        return evaluations

    done = asyncio.run(run())
    assert len(done.ends) == 4
    steps = [later - earlier for earlier, later in zip(done.ends, done.ends[1:], strict=False)]
    assert all(abs(step - _PERIOD) < 1e-6 for step in steps)
    assert not done.clock._timers


def test_a_state_that_was_set_lasts_a_whole_period() -> None:
    async def run() -> float:
        evaluations = _Evaluations(with_data=0)
        evaluations.clock.wake(_KEY)
        begun = asyncio.get_running_loop().time()
        evaluations.clock.postpone(_KEY)
        await asyncio.wait_for(evaluations.over.wait(), 5)
        assert len(evaluations.ends) == 1
        return asyncio.get_running_loop().time() - begun

    assert asyncio.run(run()) >= _PERIOD


def test_a_stopped_clock_evaluates_nothing_any_more() -> None:
    async def run() -> _Evaluations:
        evaluations = _Evaluations(with_data=9)
        evaluations.clock.wake(_KEY)
        evaluations.clock.stop()
        evaluations.clock.wake(_KEY)
        return evaluations

    assert not asyncio.run(run()).clock._timers


def test_a_point_that_is_told_late_counts_for_its_own_period() -> None:
    async def run() -> tuple[float, _Evaluations]:
        evaluations = _Evaluations(with_data=0)
        came = time.time() - 3 * _PERIOD
        evaluations.clock.wake(_KEY, came)
        await asyncio.wait_for(evaluations.over.wait(), 5)
        return came, evaluations

    came, done = asyncio.run(run())
    assert done.ends == [_Evaluations.end_of(came)]
