"""The service inside its deadline: nothing is begun that cannot finish, and what is late is not stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from logic.tailoring_service import READ_RESERVE_MS, TailoringService
from logic.verification.violations import Violation
from logic.writing.drafting import STORE_RESERVE_MS, Drafting
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.errors import TimeBudgetSpentError
from models.request import TailorCvRequest
from models.rewrite import Rewrite
from tests.unit.backend.planted_cloud import JOBS, PlantedCloud, sample


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def tailor(service: TailoringService, clock: Clock, milliseconds: int) -> None:
    deadline = Deadline(budget_ends_at=clock.now + milliseconds / 1000, invocation_ends_at=clock.now + 60, clock=clock)
    service.tailor(TailorCvRequest.model_validate(sample("request")), idempotency_key=None, deadline=deadline)


def test_stores_are_not_read_when_no_time_is_left_to_use_them(service: TailoringService, cloud: PlantedCloud) -> None:
    with pytest.raises(TimeBudgetSpentError):
        tailor(service, Clock(), READ_RESERVE_MS - 1)
    assert not [call for name, call in cloud.dynamodb.calls if call["TableName"] == JOBS]


class SlowEngine(ExtractiveEngine):
    """Takes more time than it said it would."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds

    def rewrite(self, assignment: Assignment, *, feedback: Sequence[Violation], deadline: Deadline) -> Rewrite:
        self._clock.now += self._seconds
        return super().rewrite(assignment, feedback=feedback, deadline=deadline)


@pytest.mark.parametrize(("late_ms", "stored"), [(0, 1), (10, 0)])
def test_result_that_comes_too_late_to_be_stored_is_not_half_stored(
    service: TailoringService, cloud: PlantedCloud, late_ms: int, stored: int
) -> None:
    clock = Clock()
    engine = SlowEngine(clock, (10_000 - STORE_RESERVE_MS + late_ms) / 1000)
    slow = replace(service, drafting=Drafting(engine=engine))
    if stored:
        tailor(slow, clock, 10_001)
    else:
        with pytest.raises(TimeBudgetSpentError, match="store"):
            tailor(slow, clock, 10_001)
    assert len(cloud.artifacts) == stored
