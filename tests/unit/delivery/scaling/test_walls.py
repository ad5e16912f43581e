"""Walls are where the simulation begins to refuse, and the page names the lowest."""

from __future__ import annotations

import pytest

from delivery.scaling import record
from delivery.scaling.limits import EXTRACTIVE, MODEL, PUBLISHED
from delivery.scaling.load_test import CELLS, HEADROOM, RATES, SCENARIOS
from delivery.scaling.simulation import Outcome
from delivery.scaling.walls import own_walls, published_walls

LOWEST = {
    SCENARIOS[0].name: own_walls(EXTRACTIVE)[0].rate,
    SCENARIOS[1].name: published_walls(EXTRACTIVE)[0].rate,
    SCENARIOS[2].name: published_walls(EXTRACTIVE)[0].rate * CELLS,
    SCENARIOS[3].name: published_walls(MODEL)[0].rate,
}


@pytest.mark.parametrize("name", LOWEST)
def test_below_the_lowest_wall_all_are_tailored_and_above_it_not(name: str) -> None:
    for rate, run in record.read()[name]:
        if rate <= LOWEST[name] * 0.9:
            assert run.share(Outcome.TAILORED) > 0.995
        if rate > LOWEST[name] * 1.2:
            assert run.share(Outcome.TAILORED) < 0.9
            assert run.outcomes[Outcome.TAILORED] / run.seconds < LOWEST[name] * 1.1


def test_walls_by_hand() -> None:
    """100 units over 4 a tailoring; 800,000 tokens a minute over 1,000 each; 1,000 calls of 0.12 s."""
    assert own_walls(EXTRACTIVE)[0].rate == 25
    assert published_walls(MODEL)[0].rate == pytest.approx(13.33, abs=0.01)
    assert min(wall.rate for wall in published_walls(EXTRACTIVE) if "Lambda" in wall.what) == pytest.approx(8333, abs=1)


def test_the_cells_carry_the_highest_rate_with_headroom() -> None:
    assert RATES[-1] / CELLS <= HEADROOM * published_walls(EXTRACTIVE)[0].rate


def test_every_published_limit_has_a_source() -> None:
    assert all(limit.source.startswith("https://") for limit in PUBLISHED)
    assert len({limit.name for limit in PUBLISHED}) == len(PUBLISHED)
