"""Runs of actions and of rules: the same table twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generic, TypeVar

from localcloud.aws.storage.documents import decode, encode
from localcloud.services.codepipeline.records import ActionRun, PipelineKey, RuleRun
from localcloud.services.codepipeline.statuses import ActionStatus
from localcloud.services.codepipeline.store.database import Database

R = TypeVar("R", ActionRun, RuleRun)


class _Runs(Generic[R]):
    def __init__(self, database: Database, table: str, kind: type[R]) -> None:
        self._database = database
        self._table = table
        self._kind: type[R] = kind

    def add(self, run: R) -> R:
        """Insert a new run; returns it with its sequence."""
        key = run.key
        columns = "id, execution_id, account, region, name, stage, active, document"
        sequence = self._database.write(
            f"INSERT INTO {self._table} ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (run.id, run.execution_id, key.account, key.region, key.name, run.stage, self._active(run), encode(run)),
        )
        return replace(run, sequence=sequence)

    def save(self, run: R) -> None:
        """Replace a run."""
        self._database.write(
            f"UPDATE {self._table} SET active = ?, document = ? WHERE id = ?",  # noqa: S608
            (self._active(run), encode(run), run.id),
        )

    def get(self, run_id: str) -> R | None:
        """The run, or None."""
        found = self._select("WHERE id = ?", (run_id,))
        return found[0] if found else None

    def of_execution(self, execution_id: str) -> list[R]:
        """An execution's runs, oldest first."""
        return self._select("WHERE execution_id = ? ORDER BY sequence", (execution_id,))

    def in_stage(self, execution_id: str, stage: str) -> list[R]:
        """An execution's runs in a stage, oldest first."""
        return self._select("WHERE execution_id = ? AND stage = ? ORDER BY sequence", (execution_id, stage))

    def of_pipeline(self, key: PipelineKey) -> list[R]:
        """A pipeline's runs, newest first."""
        return self._select(
            "WHERE account = ? AND region = ? AND name = ? ORDER BY sequence DESC", (key.account, key.region, key.name)
        )

    def active(self) -> list[R]:
        """Every run that is in progress, of every pipeline."""
        return self._select("WHERE active ORDER BY sequence", ())

    @staticmethod
    def _active(run: R) -> bool:
        return run.status is ActionStatus.IN_PROGRESS

    def _select(self, where: str, parameters: tuple[Any, ...]) -> list[R]:
        rows = self._database.rows(f"SELECT sequence, document FROM {self._table} {where}", parameters)  # noqa: S608
        return [decode(self._kind, row["document"], sequence=row["sequence"]) for row in rows]


class ActionRuns(_Runs[ActionRun]):
    """The table of action runs."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "action_runs", ActionRun)

    def latest(self, key: PipelineKey, stage: str) -> dict[str, ActionRun]:
        """The latest run of each action of a stage, over all executions."""
        runs = self._select(
            "WHERE account = ? AND region = ? AND name = ? AND stage = ? ORDER BY sequence",
            (key.account, key.region, key.name, stage),
        )
        return {run.action: run for run in runs}


class RuleRuns(_Runs[RuleRun]):
    """The table of rule runs."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "rule_runs", RuleRun)
