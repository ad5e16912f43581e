"""On-demand against provisioned: the crossing is where both cost the same, and demand is what a tailoring asks for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from delivery.costs.billing_modes import BillingModes
from delivery.costs.page import billing_modes, modes_section
from feature_stacks.environment_choices import CapacityBounds, OnDemand, Provisioned
from stages.environments import ENVIRONMENTS


@pytest.fixture
def modes() -> BillingModes:
    return billing_modes()


def test_at_the_crossing_both_cost_the_same(modes: BillingModes) -> None:
    crossing = modes.crossing
    assert modes.on_demand(crossing) == pytest.approx(modes.reserved(crossing), rel=Decimal("0.001"))


def test_below_the_crossing_requests_cost_less_and_above_it_capacity(modes: BillingModes) -> None:
    for share in ("0.01", "0.5", "0.99"):
        below = modes.crossing * Decimal(share)
        assert modes.on_demand(below) < modes.reserved(below)
    for times in ("1.01", "2", "10"):
        above = modes.crossing * Decimal(times)
        assert modes.on_demand(above) > modes.reserved(above)


def test_one_a_second_on_demand_by_hand(modes: BillingModes) -> None:
    """10 writes at 0.625 and half a read at 0.125 USD a million, 2,628,000 times a month."""
    assert modes.on_demand(Decimal(1)) == Decimal("16.58925")


def test_capacity_follows_its_target_between_its_bounds() -> None:
    bounds = CapacityBounds(minimum=1, maximum=100, target_utilization_percent=50)
    modes = BillingModes(provisioned=Provisioned(read=bounds, write=bounds))
    assert modes.ceiling == Decimal(25)
    # 10 a second: 80, 80 and 40 write units, 10 read units; the other four stand at 1.
    units = Decimal(80 + 80 + 40 + 1) * Decimal("0.4745") + Decimal(10 + 3) * Decimal("0.0949")
    assert modes.reserved(Decimal(10)) == units + Decimal("3.20")


def test_the_section_names_the_environments_that_are_in_each_mode() -> None:
    said = "\n".join(modes_section())
    assert "Prod's provisioned tables cost " in said
    assert "second prod's maximum is reached" in said
    assert "That is why dev, whose load is rare, is on demand." in said


def test_where_every_environment_is_on_demand_the_constants_bound_what_they_are_compared_with() -> None:
    on_demand = [replace(each, protected=False, billing=OnDemand()) for each in ENVIRONMENTS]
    assert billing_modes(on_demand).reserved(Decimal(0)) > 0
    said = "\n".join(modes_section(on_demand))
    assert "Provisioned tables would cost " in said
    assert "second their maximum is reached" in said
    assert "That is why dev and prod, whose load is rare, are on demand." in said


def test_where_every_environment_is_provisioned_none_is_said_to_be_on_demand() -> None:
    *_, prod = ENVIRONMENTS
    said = "\n".join(modes_section([replace(each, billing=prod.billing) for each in ENVIRONMENTS]))
    assert "is on demand" not in said
    assert "requests cost less. [How to change it]" in said
