"""Which cells are put under which loads, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from delivery.costs.demand import ARTIFACTS
from delivery.scaling import limits
from delivery.scaling.limits import EXTRACTIVE, MODEL, PROD
from delivery.scaling.simulation import Cell, Run, Simulation
from delivery.scaling.walls import published_walls

SEED: Final = 20261127
RATES: Final = (1.0, 5.0, 10.0, 20.0, 35.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0)
"""Tailorings a second that are asked for."""
MOST_REQUESTS: Final = 20_000
"""Of one run; a high rate is watched for a shorter time."""

SHIPPED: Final = Cell(
    work=EXTRACTIVE,
    api_rate=PROD.throttle.rate,
    api_burst=PROD.throttle.burst,
    concurrency=PROD.reserved_concurrency or limits.CONCURRENCY.value,
    new_environments=limits.NEW_ENVIRONMENTS.value,
    writes_a_second=limits.most_write_units(),
    writes_each=float(ARTIFACTS.writes),
    cold_start=limits.COLD_START_SECONDS,
)
DEFAULTS: Final = replace(
    SHIPPED,
    api_rate=limits.API_RATE.value,
    api_burst=limits.API_BURST.value,
    concurrency=limits.CONCURRENCY.value,
    writes_a_second=limits.NEW_TABLE_WRITES.value,
)
"""Prod's own bounds lifted, tables new and on demand, quotas as every account has them."""
WITH_MODEL: Final = replace(DEFAULTS, work=MODEL, model_tokens_a_second=limits.MODEL_OUTPUT.value / 60, cold_start=0.0)


HEADROOM: Final = 0.7
"""How much of a limit a cell is planned to use."""
CELLS: Final = math.ceil(RATES[-1] / (HEADROOM * published_walls(EXTRACTIVE)[0].rate))
"""That carry the highest rate with an account's default quotas."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Cells that share a load evenly."""

    name: str
    cell: Cell
    cells: int = 1


SCENARIOS: Final = (
    Scenario(name="prod as shipped", cell=SHIPPED),
    Scenario(name="an account's default quotas", cell=DEFAULTS),
    Scenario(name=f"{CELLS} such cells", cell=DEFAULTS, cells=CELLS),
    Scenario(name="defaults, with the model", cell=WITH_MODEL),
)
Outcomes = Mapping[str, Sequence[tuple[float, Run]]]
"""By the scenario's name: each rate with what came of it."""


def measured(rates: Sequence[float] = RATES) -> Outcomes:
    """All scenarios under all rates; half a minute's work for one core."""
    return {scenario.name: [(rate, under_load(scenario, rate)) for rate in rates] for scenario in SCENARIOS}


def under_load(scenario: Scenario, rate: float, *, most_requests: int = MOST_REQUESTS) -> Run:
    """One of the scenario's cells under its part of the load, after its environments have started."""
    cell, each = scenario.cell, rate / scenario.cells
    warm_up = 3 * (cell.cold_start + cell.work.seconds)
    seconds = max(warm_up, min(600.0, most_requests / each - warm_up))
    return Simulation(cell, rate=each, seconds=seconds, warm_up=warm_up, seed=SEED)()
