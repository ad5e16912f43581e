"""Histories of a pipeline with Dev and Prod that a test invents, in hours since its beginning."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from delivery.metrics.pipeline_history import ExecutionRecord, PipelineHistory, RunRecord

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    return BEGAN + timedelta(hours=hours)


@dataclass
class InventedHistory:
    """What happened, in the order in which it is told."""

    executions: list[ExecutionRecord] = field(default_factory=list)
    runs: list[RunRecord] = field(default_factory=list)

    def push(self, name: str, hour: float, *, status: str = "Succeeded", commit: str = "") -> None:
        """An execution, called like its commit where that is not another."""
        self.executions.append(ExecutionRecord(id=name, status=status, started=at(hour), commit=commit or name))

    def rollback(self, name: str, hour: float, *, to: str, status: str = "Succeeded") -> None:
        commit = next(found.commit for found in self.executions if found.id == to)
        self.executions.append(
            ExecutionRecord(id=name, status=status, started=at(hour), commit=commit, rollback_target=to)
        )
        self.run(name, "Deploy", hour, hour + 0.5, status)

    def run(
        self, name: str, category: str, begin: float, end: float, status: str = "Succeeded", stage: str = "Prod"
    ) -> None:
        record = RunRecord(
            execution_id=name, stage=stage, category=category, status=status, started=at(begin), ended=at(end)
        )
        self.runs.append(record)

    def release(self, name: str, pushed: float, deployed: float) -> None:
        """One that goes well, within half an hour before `deployed`."""
        self.push(name, pushed)
        self.run(name, "Deploy", deployed - 0.5, deployed - 0.25)
        self.run(name, "Build", deployed - 0.25, deployed)

    def failed_release(self, name: str, pushed: float, failed: float) -> None:
        """One whose smoke test fails in prod."""
        self.push(name, pushed, status="Failed")
        self.run(name, "Deploy", failed - 0.5, failed - 0.25)
        self.run(name, "Build", failed - 0.25, failed, "Failed")

    @property
    def history(self) -> PipelineHistory:
        return PipelineHistory(
            executions=tuple(sorted(self.executions, key=lambda found: found.started)),
            runs=tuple(sorted(self.runs, key=lambda run: run.started)),
        )
