"""What a stage takes and how executions ended, of a history that is invented."""

from __future__ import annotations

from delivery.metrics.stage_durations import ended_executions, stage_seconds
from tests.unit.delivery.metrics.invented_history import InventedHistory, at


def _history() -> InventedHistory:
    invented = InventedHistory()
    for name, hour, took in (("a", 0.0, 9.0), ("b", 10.0, 1.0), ("c", 20.0, 3.0)):
        invented.push(name, hour, status="Failed" if name == "c" else "Succeeded")
        invented.run(name, "Build", hour, hour + took / 2, stage="Dev")
        invented.run(name, "Deploy", hour + took / 2, hour + took, stage="Dev")
    return invented


def test_a_stage_takes_from_its_first_start_to_its_last_end_at_the_median() -> None:
    assert stage_seconds(_history().history, since=at(0)) == {"Dev": 3 * 3600}
    assert stage_seconds(_history().history, since=at(5)) == {"Dev": 2 * 3600}


def test_executions_count_by_how_they_ended() -> None:
    assert ended_executions(_history().history, since=at(5)) == {"SucceededExecutions": 1, "FailedExecutions": 1}
