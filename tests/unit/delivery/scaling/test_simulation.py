"""The simulation agrees with closed forms, refuses where AWS refuses, and gives what is recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery.scaling import record
from delivery.scaling.limits import Work
from delivery.scaling.load_test import SCENARIOS, Scenario, under_load
from delivery.scaling.simulation import Cell, Outcome, Run, Simulation, TokenBucket

UNBOUNDED = 10**9
WIDE = Cell(
    work=Work(engine="any", seconds=0.2, source="this test"),
    api_rate=UNBOUNDED,
    api_burst=UNBOUNDED,
    concurrency=UNBOUNDED,
    new_environments=UNBOUNDED,
    writes_a_second=UNBOUNDED,
    writes_each=4,
)


def run(cell: Cell, *, rate: float, seconds: float = 100) -> Run:
    return Simulation(cell, rate=rate, seconds=seconds, warm_up=5, seed=7)()


def erlang_loss(offered: float, servers: int) -> float:
    """The share that finds all servers taken, where nothing waits (Erlang's formula B, for any durations)."""
    loss = 1.0
    for number in range(1, servers + 1):
        loss = offered * loss / (number + offered * loss)
    return loss


def test_environments_taken_are_rate_times_duration() -> None:
    """Little's law."""
    seen = run(WIDE, rate=100)
    assert seen.outcomes[Outcome.TAILORED] == seen.arrived == pytest.approx(100 * 100, rel=0.03)
    assert seen.mean_busy == pytest.approx(100 * 0.2, rel=0.03)


@pytest.mark.parametrize("servers", [15, 20, 30])
def test_a_full_account_refuses_what_erlangs_formula_says(servers: int) -> None:
    seen = run(replace(WIDE, concurrency=servers), rate=100, seconds=300)
    assert seen.share(Outcome.NO_ENVIRONMENT) == pytest.approx(erlang_loss(20, servers), abs=0.01)
    assert seen.most_busy == servers


def test_a_throttle_lets_its_rate_through() -> None:
    """A bucket of one token: after each request its refill, and then the wait for the next arrival."""
    seen = run(replace(WIDE, api_rate=30, api_burst=1), rate=300)
    assert seen.outcomes[Outcome.TAILORED] / seen.seconds == pytest.approx(1 / (1 / 30 + 1 / 300), rel=0.03)
    wide = run(replace(WIDE, api_rate=30, api_burst=20), rate=300)
    assert wide.outcomes[Outcome.TAILORED] / wide.seconds == pytest.approx(30, rel=0.03)


def test_a_table_takes_its_units_and_refuses_the_rest() -> None:
    seen = run(replace(WIDE, writes_a_second=100), rate=50)
    assert seen.outcomes[Outcome.TAILORED] / seen.seconds == pytest.approx(25, rel=0.03)
    assert seen.share(Outcome.TABLE_THROTTLED) == pytest.approx(0.5, abs=0.02)


def test_without_the_models_tokens_the_answer_is_degraded() -> None:
    work = Work(engine="any", seconds=1, source="this test", output_tokens=700)
    seen = run(replace(WIDE, work=work, model_tokens_a_second=7000), rate=40)
    assert seen.share(Outcome.TAILORED) == pytest.approx(0.25, abs=0.02)
    assert seen.share(Outcome.DEGRADED) == pytest.approx(0.75, abs=0.02)


def test_environments_come_at_their_rate() -> None:
    """From nothing, 10 at once and then one a second, each taken for a minute."""
    slow = Work(engine="any", seconds=60, source="this test")
    cell = replace(WIDE, work=slow, new_environments=10)
    seen = Simulation(cell, rate=1000, seconds=10, warm_up=0, seed=7)()
    assert seen.most_busy == pytest.approx(20, abs=1)


def test_a_seed_gives_the_same_again_and_another_one_does_not() -> None:
    first, again = (Simulation(WIDE, rate=50, seconds=5, warm_up=1, seed=1)() for _ in range(2))
    other = Simulation(WIDE, rate=50, seconds=5, warm_up=1, seed=2)()
    assert first == again != other


def test_a_bucket_holds_no_more_than_its_size() -> None:
    bucket = TokenBucket(rate=1, size=3, level=0)
    assert bucket.take(3, now=100)
    assert not bucket.take(1, now=100.5)


@pytest.mark.parametrize("rate", [1.0, 20.0, 35.0, 2000.0])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_record_is_what_the_simulation_gives(scenario: Scenario, rate: float) -> None:
    kept = dict(record.read()[scenario.name])
    assert under_load(scenario, rate) == kept[rate], "docs/scaling.md is stale: make docs"
