"""What one tailoring asks of the tables, for a CV like the sample: a test measures it on the service.

A write unit is a write of 1 KB begun, a read unit 4 KB read consistently, half of one otherwise
(docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Of one table or index, in units for one tailoring."""

    owner: str
    reads: Decimal = Decimal(0)
    writes: Decimal = Decimal(0)


ARTIFACTS: Final = Demand(owner="the artifacts table", writes=Decimal(4))
"""The tailored CV is kept as one item of just under 4 KB."""
DEMAND: Final = (
    ARTIFACTS,
    Demand(owner="its index by person", writes=ARTIFACTS.writes),
    Demand(owner="the idempotency table", writes=Decimal(2)),
    Demand(owner="the job table", reads=Decimal("0.5")),
)
READS: Final = sum((each.reads for each in DEMAND), start=Decimal(0))
WRITES: Final = sum((each.writes for each in DEMAND), start=Decimal(0))
