"""Executions of pipelines and their passage through stages."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from localcloud.aws.storage.documents import decode, encode
from localcloud.services.codepipeline.records import Execution, PipelineKey, StageRun
from localcloud.services.codepipeline.store.database import Database

_OF_PIPELINE = "WHERE account = ? AND region = ? AND name = ?"


class Executions:
    """The table of executions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, execution: Execution) -> Execution:
        """Insert a new execution; returns it with its sequence."""
        key = execution.key
        sequence = self._database.write(
            "INSERT INTO executions (id, account, region, name, active, client_token, document) VALUES (?,?,?,?,?,?,?)",
            (
                execution.id,
                key.account,
                key.region,
                key.name,
                execution.active,
                execution.client_token,
                encode(execution),
            ),
        )
        return replace(execution, sequence=sequence)

    def save(self, execution: Execution) -> None:
        """Replace an execution."""
        self._database.write(
            "UPDATE executions SET active = ?, document = ? WHERE id = ?",
            (execution.active, encode(execution), execution.id),
        )

    def get(self, key: PipelineKey, execution_id: str) -> Execution | None:
        """The execution if it is one of that pipeline, else None."""
        found = self._select(f"{_OF_PIPELINE} AND id = ?", (key.account, key.region, key.name, execution_id))
        return found[0] if found else None

    def with_token(self, key: PipelineKey, client_token: str) -> Execution | None:
        """The execution that a client request token started, or None."""
        found = self._select(f"{_OF_PIPELINE} AND client_token = ?", (key.account, key.region, key.name, client_token))
        return found[0] if found else None

    def of(self, key: PipelineKey) -> list[Execution]:
        """The pipeline's executions, newest first."""
        return self._select(f"{_OF_PIPELINE} ORDER BY sequence DESC", (key.account, key.region, key.name))

    def active(self, key: PipelineKey) -> list[Execution]:
        """The pipeline's unfinished executions, oldest first."""
        return self._select(f"{_OF_PIPELINE} AND active ORDER BY sequence", (key.account, key.region, key.name))

    def _select(self, where: str, parameters: tuple[str, ...]) -> list[Execution]:
        rows = self._database.rows(f"SELECT sequence, document FROM executions {where}", parameters)  # noqa: S608
        return [self._read(row) for row in rows]

    @staticmethod
    def _read(row: sqlite3.Row) -> Execution:
        return decode(Execution, row["document"], sequence=row["sequence"])


class StageRuns:
    """The table of executions in stages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, run: StageRun) -> None:
        """Insert or replace; a stage that is entered anew counts as the latest in it."""
        self._database.write(
            "INSERT INTO stage_runs VALUES (?, ?, (SELECT coalesce(max(entered), 0) + 1 FROM stage_runs), ?) "
            "ON CONFLICT (execution_id, stage) DO UPDATE SET document = excluded.document",
            (run.execution_id, run.stage, encode(run)),
        )

    def get(self, execution_id: str, stage: str) -> StageRun | None:
        """The execution's run of a stage, or None if it has not entered it."""
        row = self._database.row(
            "SELECT document FROM stage_runs WHERE execution_id = ? AND stage = ?", (execution_id, stage)
        )
        return decode(StageRun, row["document"]) if row else None

    def in_stage(self, key: PipelineKey, stage: str) -> list[StageRun]:
        """All runs of a stage, the one entered last first."""
        rows = self._database.rows(
            "SELECT s.document FROM stage_runs s JOIN executions e ON e.id = s.execution_id "
            "WHERE e.account = ? AND e.region = ? AND e.name = ? AND s.stage = ? ORDER BY s.entered DESC",
            (key.account, key.region, key.name, stage),
        )
        return [decode(StageRun, row["document"]) for row in rows]
