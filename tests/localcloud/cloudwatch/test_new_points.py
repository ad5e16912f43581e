"""New points of metrics are told together, with the moment of the first one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import pytest

from localcloud.services.cloudwatch import new_points
from localcloud.services.cloudwatch.new_points import MetricName, NewPoints

_LATENCY = MetricName("222222222222", "us-east-1", "AWS/ApiGateway", "Latency")
_ERRORS = _LATENCY._replace(name="5XXError")
_LIMIT_SECONDS = 60


def test_many_points_are_told_once_with_the_moment_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_points, "TOGETHER_SECONDS", 2.0)  # longer than a busy machine takes for a hundred points

    async def run() -> tuple[list[Mapping[MetricName, float]], float]:
        told: list[Mapping[MetricName, float]] = []
        over = asyncio.Event()

        def tell(came: Mapping[MetricName, float]) -> None:
            told.append(came)
            over.set()

        points = NewPoints(tell)
        points.note(_LATENCY)
        first = time.time()
        for _ in range(100):
            await asyncio.sleep(0)
            points.note(_LATENCY)
            points.note(_ERRORS)
        assert not told
        await asyncio.wait_for(over.wait(), _LIMIT_SECONDS)
        return told, first

    told, first = asyncio.run(run())
    assert [set(came) for came in told] == [{_LATENCY, _ERRORS}]
    assert told[0][_LATENCY] <= first


def test_points_after_that_are_told_again() -> None:
    async def run() -> int:
        told: asyncio.Queue[Mapping[MetricName, float]] = asyncio.Queue()
        points = NewPoints(told.put_nowait)
        for _ in range(2):
            points.note(_LATENCY)
            await asyncio.wait_for(told.get(), _LIMIT_SECONDS)
        return told.qsize()

    assert asyncio.run(run()) == 0


def test_a_point_of_another_thread_is_told_at_once() -> None:
    told: list[Mapping[MetricName, float]] = []
    NewPoints(told.append).note(_LATENCY)
    assert [set(came) for came in told] == [{_LATENCY}]
