"""The rule DeploymentWindow waits for its window, by the clock of the machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import RuleJob
from localcloud.services.codepipeline.rules.deployment_window import await_opening


@dataclass
class _Clock:
    """A clock that is moved by whoever pauses, and said to whom it may concern."""

    now: datetime
    said: list[str] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        assert 0 < seconds <= 30
        self.now += timedelta(seconds=seconds)

    def report(self, *, summary: str, **_: Any) -> None:
        self.said.append(summary)


@dataclass(frozen=True)
class _Job:
    configuration: dict[str, str]


@dataclass(frozen=True)
class _Context:
    progress: _Clock


def _waited(clock: _Clock, cron: str, zone: str) -> str:
    job = cast(RuleJob, _Job({"Cron": cron, "TimeZone": zone}))
    return await_opening(job, cast(RunContext, _Context(clock)), clock=lambda: clock.now).summary


def test_it_waits_until_the_window_opens_and_says_so_once() -> None:
    clock = _Clock(datetime(2027, 2, 6, 6, 58, 10, tzinfo=UTC))
    summary = _waited(clock, "* * 8-16 ? * *", "Europe/Berlin")
    assert summary == "2027-02-06 08:00 CET, the deployment window '* * 8-16 ? * *' is open"
    assert clock.said == ["the deployment window '* * 8-16 ? * *' opens 2027-02-06 08:00 CET"]
    assert clock.now == datetime(2027, 2, 6, 7, 0, tzinfo=UTC)


def test_an_open_window_is_not_waited_for() -> None:
    clock = _Clock(datetime(2027, 2, 6, 6, 58, 10, tzinfo=UTC))
    assert _waited(clock, "* * * * * ?", "UTC").endswith("is open")
    assert not clock.said
