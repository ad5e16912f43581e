"""On-demand against provisioned tables: what a steady load costs in each mode, and where one overtakes the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from delivery.charts import Chart, Mark, Series, log_axis
from delivery.costs import prices
from delivery.costs.charges import SCALING_ALARMS
from delivery.costs.demand import DEMAND, READS, WRITES
from feature_stacks.environment_choices import CapacityBounds, Provisioned

SECONDS_A_MONTH: Final = prices.HOURS_A_MONTH * 3600
_MILLION: Final = Decimal(1_000_000)
_STEP: Final = Decimal("0.001")
_LEAST, _MOST = -2, 2
"""The plot's ends, as powers of ten of tailorings a second."""


@dataclass(frozen=True, kw_only=True)
class BillingModes:
    """Both modes' prices of the tables for a load that does not change.

    Attributes:
        provisioned: the bounds between which target tracking keeps each table and index.
    """

    provisioned: Provisioned

    @staticmethod
    def on_demand(rate: Decimal) -> Decimal:
        """USD a month for so many tailorings a second."""
        each = WRITES * prices.WRITES.usd / _MILLION + READS * prices.READS.usd / _MILLION
        return rate * SECONDS_A_MONTH * each

    def reserved(self, rate: Decimal) -> Decimal:
        """USD a month of the capacity that target tracking settles at, with the alarms that it makes."""
        read, write = self.provisioned.read, self.provisioned.write
        units = sum(
            _settled(read, rate * each.reads) * prices.READ_UNIT.a_month
            + _settled(write, rate * each.writes) * prices.WRITE_UNIT.a_month
            for each in DEMAND
        )
        policies = 2 * len(DEMAND)
        return units + policies * SCALING_ALARMS * prices.ALARM_METRIC.a_month

    @property
    def crossing(self) -> Decimal:
        """The least rate, to a thousandth, from which reserved capacity costs no more than requests."""
        low, high = Decimal(0), self.ceiling
        while high - low > _STEP:
            middle = (low + high) / 2
            low, high = (low, middle) if self.reserved(middle) <= self.on_demand(middle) else (middle, high)
        return high.quantize(_STEP)

    @property
    def ceiling(self) -> Decimal:
        """The rate that takes the first table's whole maximum; above it writes are refused."""
        write, read = Decimal(self.provisioned.write.maximum), Decimal(self.provisioned.read.maximum)
        by_writes = [write / each.writes for each in DEMAND if each.writes]
        return min([*by_writes, *(read / each.reads for each in DEMAND if each.reads)])

    @property
    def idle_factor(self) -> Decimal:
        """How many times the write capacity that is used may stand reserved until requests cost less."""
        a_unit_used = prices.WRITES.usd / _MILLION * SECONDS_A_MONTH
        return a_unit_used / prices.WRITE_UNIT.a_month

    def chart(self) -> Chart:
        """Both modes over the rate, both axes logarithmic."""
        rates = [Decimal(10) ** (Decimal(step) / 20) for step in range(_LEAST * 20, _MOST * 20 + 1)]
        within = [rate for rate in rates if rate < self.ceiling] + [self.ceiling]
        return Chart(
            title="Tables: on-demand against provisioned",
            description=(
                f"USD a month over tailorings a second. On-demand grows in proportion. Provisioned is level and then "
                f"grows more slowly; it costs less from {self.crossing:.2f} a second on."
            ),
            x=log_axis("tailorings a second, steady", least=_LEAST, most=_MOST),
            y=log_axis("USD a month", least=-1, most=4),
            series=(
                Series(name="on-demand", points=_points(rates, [self.on_demand(rate) for rate in rates])),
                Series(name="provisioned, as prod has it", points=_points(within, list(map(self.reserved, within)))),
            ),
            marks=(
                Mark(at=float(self.crossing), text=f"equal at {self.crossing:.2f} a second"),
                Mark(at=float(self.ceiling), text=f"prod's maximum: {self.ceiling:.0f}"),
            ),
        )


def _settled(bounds: CapacityBounds, used: Decimal) -> Decimal:
    wanted = (used * 100 / bounds.target_utilization_percent).to_integral_value(rounding=ROUND_CEILING)
    return min(max(Decimal(bounds.minimum), wanted), Decimal(bounds.maximum))


def _points(rates: Sequence[Decimal], costs: Sequence[Decimal]) -> list[tuple[float, float]]:
    return [(float(rate), float(cost)) for rate, cost in zip(rates, costs, strict=True)]
