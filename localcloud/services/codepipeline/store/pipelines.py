"""Pipelines in their current version, and each version's declaration."""

from __future__ import annotations

import json

from localcloud.aws.storage.documents import decode, encode
from localcloud.services.codepipeline.records import Json, PipelineKey, PipelineRecord
from localcloud.services.codepipeline.store.database import Database

_HISTORY = ("pipeline_versions", "executions", "action_runs", "rule_runs")


class Pipelines:
    """The table of pipelines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: PipelineKey) -> PipelineRecord | None:
        """The pipeline, or None."""
        row = self._database.row(
            "SELECT document FROM pipelines WHERE account = ? AND region = ? AND name = ?",
            (key.account, key.region, key.name),
        )
        return decode(PipelineRecord, row["document"]) if row else None

    def save(self, record: PipelineRecord) -> None:
        """Write the pipeline and the declaration of its version."""
        key = record.key
        with self._database.transaction():
            self._database.write(
                "INSERT OR REPLACE INTO pipelines VALUES (?, ?, ?, ?)",
                (key.account, key.region, key.name, encode(record)),
            )
            self._database.write(
                "INSERT OR REPLACE INTO pipeline_versions VALUES (?, ?, ?, ?, ?)",
                (key.account, key.region, key.name, record.version, json.dumps(record.declaration)),
            )

    def declaration(self, key: PipelineKey, version: int) -> Json | None:
        """The declaration that version had, or None."""
        row = self._database.row(
            "SELECT document FROM pipeline_versions WHERE account = ? AND region = ? AND name = ? AND version = ?",
            (key.account, key.region, key.name, version),
        )
        found: Json | None = json.loads(row["document"]) if row else None
        return found

    def listed(self, account: str, region: str) -> list[PipelineRecord]:
        """An account's pipelines in a region, by name."""
        rows = self._database.rows(
            "SELECT document FROM pipelines WHERE account = ? AND region = ? ORDER BY name", (account, region)
        )
        return [decode(PipelineRecord, row["document"]) for row in rows]

    def every(self) -> list[PipelineRecord]:
        """Every pipeline of every account, in a fixed order."""
        rows = self._database.rows("SELECT document FROM pipelines ORDER BY account, region, name")
        return [decode(PipelineRecord, row["document"]) for row in rows]

    def delete(self, key: PipelineKey) -> None:
        """Forget the pipeline with its whole history, as DeletePipeline does."""
        where = "WHERE account = ? AND region = ? AND name = ?"
        parameters = (key.account, key.region, key.name)
        with self._database.transaction():
            self._database.write(
                f"DELETE FROM stage_runs WHERE execution_id IN (SELECT id FROM executions {where})",  # noqa: S608
                parameters,
            )
            for table in ("pipelines", *_HISTORY):
                self._database.write(f"DELETE FROM {table} {where}", parameters)  # noqa: S608
