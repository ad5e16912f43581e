"""ListActionExecutions and ListRuleExecutions: every run, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from localcloud.aws.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.api.answers import error_details, key_of, moment, page, without_empty
from localcloud.services.codepipeline.declaration import PipelineDeclaration, read_declaration
from localcloud.services.codepipeline.engine import require_pipeline
from localcloud.services.codepipeline.records import ActionRun, Json, PipelineKey, RuleRun
from localcloud.services.codepipeline.store import Store

R = TypeVar("R", ActionRun, RuleRun)


class History:
    """Reads runs from the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_actions(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["pipelineName"])
        require_pipeline(self._store, key)
        runs = self._filtered(
            key, self._store.actions.of_pipeline(key), request, same=lambda run: (run.stage, run.action)
        )
        chosen, token = page(runs, request=request, position=lambda run: run.id)
        declarations: dict[str, tuple[int, PipelineDeclaration]] = {}
        details = [_action_detail(run, *self._declaration(run, declarations)) for run in chosen]
        return without_empty({"actionExecutionDetails": details, "nextToken": token})

    def list_rules(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["pipelineName"])
        require_pipeline(self._store, key)
        runs = self._filtered(key, self._store.rules.of_pipeline(key), request, same=lambda run: (run.stage, run.rule))
        chosen, token = page(runs, request=request, position=lambda run: run.id)
        declarations: dict[str, tuple[int, PipelineDeclaration]] = {}
        details = [_rule_detail(run, *self._declaration(run, declarations)) for run in chosen]
        return without_empty({"ruleExecutionDetails": details, "nextToken": token})

    def _filtered(
        self, key: PipelineKey, runs: list[R], request: Json, *, same: Callable[[R], tuple[str, str]]
    ) -> Sequence[R]:
        wanted = request.get("filter", {})
        latest = wanted.get("latestInPipelineExecution", {})
        execution_id = wanted.get("pipelineExecutionId") or latest.get("pipelineExecutionId")
        if not execution_id:
            return runs
        if self._store.executions.get(key, execution_id) is None:
            message = f"Pipeline '{key.name}' does not have an execution with id '{execution_id}'"
            raise ServiceError("PipelineExecutionNotFoundException", message)
        of_execution = [run for run in runs if run.execution_id == execution_id]
        if latest.get("startTimeRange") != "Latest":
            return of_execution
        seen: dict[tuple[str, str], R] = {}
        for run in of_execution:
            seen.setdefault(same(run), run)
        return list(seen.values())

    def _declaration(
        self, run: ActionRun | RuleRun, known: dict[str, tuple[int, PipelineDeclaration]]
    ) -> tuple[int, PipelineDeclaration]:
        if run.execution_id not in known:
            execution = self._store.executions.get(run.key, run.execution_id)
            version = execution.version if execution else 0
            document = self._store.pipelines.declaration(run.key, version)
            if document is None:
                raise LookupError(f"run {run.id} is of version {version}, which the pipeline does not have")
            known[run.execution_id] = (version, read_declaration(document))
        return known[run.execution_id]


def _action_detail(run: ActionRun, version: int, declaration: PipelineDeclaration) -> Json:
    stage = declaration.stage(run.stage)
    action = stage.action(run.action) if stage else None
    if action is None:
        raise LookupError(f"version {version} has no action {run.action} in stage {run.stage}")
    given = {
        "actionTypeId": action.type_id,
        "configuration": dict(action.configuration),
        "resolvedConfiguration": run.configuration,
        "roleArn": action.role_arn,
        "region": action.region or run.key.region,
        "inputArtifacts": [_artifact(item) for item in run.inputs],
        "namespace": action.namespace,
    }
    result = {
        "externalExecutionId": run.external_id,
        "externalExecutionSummary": run.summary,
        "externalExecutionUrl": run.external_url,
        "errorDetails": error_details(run.error_code, run.error_message),
        "logStreamARN": run.log_stream_arn,
    }
    output = {
        "outputArtifacts": [_artifact(item) for item in run.outputs],
        "executionResult": without_empty(result),
        "outputVariables": run.output_variables,
    }
    detail = {
        "pipelineExecutionId": run.execution_id,
        "actionExecutionId": run.id,
        "pipelineVersion": version,
        "stageName": run.stage,
        "actionName": run.action,
        "startTime": moment(run.started),
        "lastUpdateTime": moment(run.updated),
        "updatedBy": run.updated_by,
        "status": str(run.status),
        "input": without_empty(given),
        "output": output,
    }
    return without_empty(detail)


def _rule_detail(run: RuleRun, version: int, declaration: PipelineDeclaration) -> Json:
    stage = declaration.stage(run.stage)
    condition = stage.conditions.get(run.condition) if stage else None
    rule = next((item for item in condition.rules if item.name == run.rule), None) if condition else None
    if rule is None:
        raise LookupError(f"version {version} has no rule {run.rule} in stage {run.stage}")
    given = {
        "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": rule.provider, "version": rule.version},
        "configuration": dict(rule.configuration),
        "roleArn": rule.role_arn,
        "region": rule.region or run.key.region,
    }
    result = {
        "externalExecutionSummary": run.summary,
        "errorDetails": error_details(run.error_code, run.error_message),
    }
    return {
        "pipelineExecutionId": run.execution_id,
        "ruleExecutionId": run.id,
        "pipelineVersion": version,
        "stageName": run.stage,
        "ruleName": run.rule,
        "startTime": moment(run.started),
        "lastUpdateTime": moment(run.updated),
        "status": str(run.status),
        "input": without_empty(given),
        "output": {"executionResult": without_empty(result)},
    }


def _artifact(item: Json) -> Json:
    return {"name": item["name"], "s3location": {"bucket": item["bucket"], "key": item["key"]}}
