"""Starting executions: by a person, a push, the pipeline's creation, or to roll a stage back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from localcloud.services.codepipeline.declaration import PipelineDeclaration
from localcloud.services.codepipeline.engine.journal import Journal
from localcloud.services.codepipeline.records import Execution, Json, PipelineRecord
from localcloud.services.codepipeline.statuses import ROLLBACK, STANDARD, ExecutionMode, StageStatus
from localcloud.services.codepipeline.store import Store


class ExecutionStarter:
    """Records new executions; callers hold a transaction."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def start(
        self,
        record: PipelineRecord,
        declaration: PipelineDeclaration,
        *,
        trigger_type: str,
        trigger_detail: str,
        variables: Mapping[str, str] | None = None,
        source_revisions: Mapping[str, Json] | None = None,
        client_token: str = "",
    ) -> Execution:
        """Record a new execution that waits before the first stage."""
        now = self._journal.now()
        defaults = {name: value for name, value in declaration.variables.items() if value is not None}
        return self._journal.start_execution(
            Execution(
                id=str(uuid.uuid4()),
                key=record.key,
                sequence=0,
                version=record.version,
                mode=declaration.mode,
                stage=declaration.stages[0].name,
                trigger_type=trigger_type,
                trigger_detail=trigger_detail,
                started=now,
                updated=now,
                variables={**defaults, **(variables or {})},
                source_revisions=dict(source_revisions or {}),
                client_token=client_token,
            )
        )

    def roll_back(self, target: Execution, *, stage: str, trigger_type: str, trigger_detail: str) -> Execution:
        """Record a new execution that deploys `target` to one stage again."""
        now = self._journal.now()
        return self._journal.start_execution(
            Execution(
                id=str(uuid.uuid4()),
                key=target.key,
                sequence=0,
                version=target.version,
                mode=target.mode,
                stage=stage,
                trigger_type=trigger_type,
                trigger_detail=trigger_detail,
                started=now,
                updated=now,
                type=ROLLBACK,
                variables=target.variables,
                source_revisions=target.source_revisions,
                rollback_target=target.id,
            )
        )

    def rollback_target(self, failed: Execution, stage: str) -> Execution | None:
        """The latest other execution that succeeded in the stage under the same version of the pipeline."""
        if failed.mode is ExecutionMode.PARALLEL:
            return None  # AWS does not roll back in this mode: there is no "previous" execution
        for run in self._store.stages.in_stage(failed.key, stage):
            candidate = self._store.executions.get(failed.key, run.execution_id)
            if candidate and candidate.id != failed.id and self.may_be_restored(candidate, stage, failed.version):
                return candidate
        return None

    def may_be_restored(self, candidate: Execution, stage: str, version: int) -> bool:
        """Whether a stage may be rolled back to that execution."""
        run = self._store.stages.get(candidate.id, stage)
        succeeded = run is not None and run.status is StageStatus.SUCCEEDED
        return succeeded and candidate.type == STANDARD and candidate.version == version
