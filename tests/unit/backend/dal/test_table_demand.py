"""What one tailoring of the sample asks of the tables, in DynamoDB's units: the figures behind docs/cost.md and
docs/scaling.md."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from delivery.costs.demand import ARTIFACTS, DEMAND, READS, WRITES
from logic.tailoring_service import TailoringService
from models.deadline import Deadline
from models.request import TailorCvRequest
from tests.unit.backend.planted_cloud import ARTIFACTS as ARTIFACTS_TABLE
from tests.unit.backend.planted_cloud import IDEMPOTENCY, JOBS, PlantedCloud, sample

KB = 1024


def size(value: dict[str, Any]) -> int:
    """Bytes of an attribute value (.../developerguide/CapacityUnitCalculations.html)."""
    ((kind, content),) = value.items()
    if kind in {"S", "N"}:
        return len(str(content).encode())
    if kind == "M":
        return 3 + sum(len(name.encode()) + size(inner) + 1 for name, inner in content.items())
    if kind == "L":
        return 3 + sum(size(inner) + 1 for inner in content)
    return 1


def item_size(item: dict[str, dict[str, Any]]) -> int:
    return sum(len(name.encode()) + size(value) for name, value in item.items())


@pytest.fixture
def units(service: TailoringService, deadline: Deadline, cloud: PlantedCloud) -> Counter[tuple[str, str]]:
    """Read and write units by table, of one tailoring."""
    cloud.dynamodb.calls.clear()
    service.tailor(TailorCvRequest.model_validate(sample("request")), idempotency_key=None, deadline=deadline)
    spent: Counter[tuple[str, str]] = Counter()
    for operation, parameters in cloud.dynamodb.calls:
        table = parameters["TableName"]
        (item,) = cloud.dynamodb.tables[table].values()
        if operation == "GetItem":
            halves = 2 if parameters.get("ConsistentRead") else 1
            spent[table, "half reads"] += halves * -(-item_size(item) // (4 * KB))
        else:
            spent[table, "writes"] += -(-item_size(item) // KB)
    return spent


def test_a_tailoring_asks_what_the_pages_reckon_with(units: Counter[tuple[str, str]]) -> None:
    assert units == {(IDEMPOTENCY, "writes"): 2, (ARTIFACTS_TABLE, "writes"): 4, (JOBS, "half reads"): 1}
    assert ARTIFACTS.writes == units[ARTIFACTS_TABLE, "writes"]
    # Its index holds all attributes, so each write is made there once more.
    assert units[IDEMPOTENCY, "writes"] + 2 * units[ARTIFACTS_TABLE, "writes"] == WRITES
    assert Decimal(units[JOBS, "half reads"]) / 2 == READS
    assert len({each.owner for each in DEMAND}) == len(DEMAND)
