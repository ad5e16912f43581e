"""Operations that show executions."""

from __future__ import annotations

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.api.responses import (
    key_of,
    moment,
    page,
    rollback_metadata,
    summary_text,
    trigger,
    without_empty,
)
from localcloud.services.codepipeline.engine import require_pipeline
from localcloud.services.codepipeline.records import ActionRun, Execution, Json
from localcloud.services.codepipeline.statuses import StageStatus
from localcloud.services.codepipeline.store import Store


class ExecutionQueries:
    """GetPipelineExecution and ListPipelineExecutions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["pipelineName"])
        require_pipeline(self._store, key)
        execution = self._store.executions.get(key, request["pipelineExecutionId"])
        if execution is None:
            message = f"Pipeline '{key.name}' does not have an execution with id '{request['pipelineExecutionId']}'"
            raise ServiceError("PipelineExecutionNotFoundException", message)
        shown = {
            "pipelineName": key.name,
            "pipelineVersion": execution.version,
            "artifactRevisions": [_artifact_revision(run) for run in self._sources(execution)],
            "variables": [
                {"name": name, "resolvedValue": value} for name, value in sorted(execution.variables.items())
            ],
            **_common(execution),
        }
        return {"pipelineExecution": without_empty(shown)}

    def list_executions(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["pipelineName"])
        pipeline, _ = require_pipeline(self._store, key)
        executions = self._store.executions.of(key)
        wanted = request.get("filter", {}).get("succeededInStage", {}).get("stageName")
        if wanted:
            # AWS's filter knows the current version of the pipeline only.
            current = (execution for execution in executions if execution.version == pipeline.version)
            executions = [execution for execution in current if self._succeeded_in(execution, wanted)]
        chosen, token = page(executions, request=request, position=lambda execution: execution.id)
        return without_empty(
            {"pipelineExecutionSummaries": [self._summary(item) for item in chosen], "nextToken": token}
        )

    def _summary(self, execution: Execution) -> Json:
        stopped = {"reason": execution.stop_reason} if execution.stop_mode else None
        shown = {
            **_common(execution),
            "startTime": moment(execution.started),
            "lastUpdateTime": moment(execution.updated),
            "sourceRevisions": [_source_revision(run) for run in self._sources(execution)],
            "stopTrigger": stopped,
        }
        return without_empty(shown)

    def _succeeded_in(self, execution: Execution, stage: str) -> bool:
        run = self._store.stages.get(execution.id, stage)
        return run is not None and run.status is StageStatus.SUCCEEDED

    def _sources(self, execution: Execution) -> list[ActionRun]:
        """The latest run of each source action; those of a rollback are its target's."""
        runs = self._store.actions.of_execution(execution.rollback_target or execution.id)
        return list({run.action: run for run in runs if run.revision}.values())


def _common(execution: Execution) -> Json:
    return {
        "pipelineExecutionId": execution.id,
        "status": str(execution.status),
        "statusSummary": execution.status_summary,
        "trigger": trigger(execution),
        "executionMode": str(execution.mode),
        "executionType": execution.type,
        "rollbackMetadata": rollback_metadata(execution),
    }


def _source_revision(run: ActionRun) -> Json:
    return without_empty(
        {
            "actionName": run.action,
            "revisionId": run.revision.get("revisionId"),
            "revisionSummary": summary_text(run.revision.get("revisionSummary", "")),
            "revisionUrl": run.revision.get("revisionUrl"),
        }
    )


def _artifact_revision(run: ActionRun) -> Json:
    return without_empty(
        {
            "name": run.outputs[0]["name"] if run.outputs else None,
            "revisionId": run.revision.get("revisionId"),
            "revisionSummary": summary_text(run.revision.get("revisionSummary", "")),
            "revisionUrl": run.revision.get("revisionUrl"),
            "created": moment(run.updated),
        }
    )
