"""ListActionExecutions and ListRuleExecutions: every run, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.api.responses import error_details, key_of, moment, page, without_empty
from localcloud.services.codepipeline.declaration import ActionDeclaration, RuleDeclaration
from localcloud.services.codepipeline.engine.lookup import Declared, declared_action, declared_rule, require_pipeline
from localcloud.services.codepipeline.records import ActionRun, Json, PipelineKey, RuleRun
from localcloud.services.codepipeline.registry import shown_configuration
from localcloud.services.codepipeline.store import Store

R = TypeVar("R", ActionRun, RuleRun)
D = TypeVar("D", ActionDeclaration, RuleDeclaration)


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
        details = [_action_detail(run, _found(declared_action(self._store, run), run)) for run in chosen]
        return without_empty({"actionExecutionDetails": details, "nextToken": token})

    def list_rules(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["pipelineName"])
        require_pipeline(self._store, key)
        runs = self._filtered(key, self._store.rules.of_pipeline(key), request, same=lambda run: (run.stage, run.rule))
        chosen, token = page(runs, request=request, position=lambda run: run.id)
        details = [_rule_detail(run, _found(declared_rule(self._store, run), run)) for run in chosen]
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


def _found(declared: Declared[D] | None, run: ActionRun | RuleRun) -> Declared[D]:
    if declared is None:
        raise LookupError(f"the pipeline's declaration of run {run.id} is not recorded")
    return declared


def _action_detail(run: ActionRun, declared: Declared[ActionDeclaration]) -> Json:
    action = declared.item
    given = {
        "actionTypeId": action.type_id,
        "configuration": shown_configuration(action.category, action.provider, action.configuration),
        "resolvedConfiguration": shown_configuration(action.category, action.provider, run.configuration),
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
        "pipelineVersion": declared.execution.version,
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


def _rule_detail(run: RuleRun, declared: Declared[RuleDeclaration]) -> Json:
    rule = declared.item
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
        "pipelineVersion": declared.execution.version,
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
