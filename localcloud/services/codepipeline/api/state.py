"""GetPipelineState: what each stage and action shows now."""

from __future__ import annotations

from localcloud.aws.api.json_service import Caller
from localcloud.services.codepipeline.api.responses import error_details, key_of, moment, summary_text, without_empty
from localcloud.services.codepipeline.declaration import ActionDeclaration, Condition, StageDeclaration
from localcloud.services.codepipeline.engine import require_pipeline
from localcloud.services.codepipeline.records import ActionRun, Execution, Json, PipelineRecord, RuleRun, StageRun
from localcloud.services.codepipeline.statuses import (
    BEFORE_ENTRY,
    ON_FAILURE,
    ON_SUCCESS,
    ActionStatus,
    ExecutionStatus,
    Phase,
    StageStatus,
)
from localcloud.services.codepipeline.store import Store

_CONDITION_MEMBERS = {
    BEFORE_ENTRY: "beforeEntryConditionState",
    ON_SUCCESS: "onSuccessConditionState",
    ON_FAILURE: "onFailureConditionState",
}


class State:
    """Reads the store for GetPipelineState."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, caller: Caller, request: Json) -> Json:
        record, declaration = require_pipeline(self._store, key_of(caller, request["name"]))
        active = self._store.executions.active(record.key)
        return {
            "pipelineName": record.key.name,
            "pipelineVersion": record.version,
            "stageStates": [self._stage(record, stage, active) for stage in declaration.stages],
            "created": moment(record.created),
            "updated": moment(record.updated),
        }

    def _stage(self, record: PipelineRecord, stage: StageDeclaration, active: list[Execution]) -> Json:
        inbound = [_inbound(item) for item in active if item.stage == stage.name and item.phase is Phase.WAITING]
        runs = self._store.stages.in_stage(record.key, stage.name)
        latest = runs[0] if runs else None
        actions = self._store.actions.latest(record.key, stage.name)
        state: Json = {
            "stageName": stage.name,
            "inboundExecution": inbound[-1] if inbound else None,
            "inboundExecutions": inbound,
            "inboundTransitionState": _transition(record, stage),
            "actionStates": [_action(action, actions.get(action.name)) for action in stage.actions],
        }
        if latest is not None:
            state["latestExecution"] = {
                "pipelineExecutionId": latest.execution_id,
                "status": str(latest.status),
                "type": latest.type,
            }
            state["retryStageMetadata"] = _retries(latest)
            state.update(self._conditions(stage, latest))
        return without_empty(state)

    def _conditions(self, stage: StageDeclaration, run: StageRun) -> Json:
        rules = self._store.rules.in_stage(run.execution_id, stage.name)
        states: Json = {}
        for kind, member in _CONDITION_MEMBERS.items():
            noted = run.conditions.get(kind)
            if noted is not None:
                ran = {rule.rule: rule for rule in rules if rule.condition == kind}
                states[member] = _condition_state(noted, stage.conditions.get(kind), ran)
        return states


def _condition_state(noted: Json, condition: Condition | None, ran: dict[str, RuleRun]) -> Json:
    execution = without_empty({"status": noted["status"], "summary": summary_text(noted["summary"])})
    declared = [rule.name for rule in condition.rules] if condition else []
    return {
        "latestExecution": execution,
        "conditionStates": [
            {
                "latestExecution": {**execution, "lastStatusChange": moment(noted["at"])},
                "ruleStates": [_rule_state(name, ran.get(name)) for name in declared],
            }
        ],
    }


def _rule_state(name: str, run: RuleRun | None) -> Json:
    if run is None:
        return {"ruleName": name}
    latest = {
        "ruleExecutionId": run.id,
        "status": str(run.status),
        "summary": summary_text(run.summary),
        "lastStatusChange": moment(run.updated),
        "errorDetails": error_details(run.error_code, run.error_message),
    }
    return {"ruleName": name, "latestExecution": without_empty(latest)}


def _inbound(execution: Execution) -> Json:
    stopping = execution.status is ExecutionStatus.STOPPING
    status = StageStatus.STOPPING if stopping else StageStatus.IN_PROGRESS
    return {"pipelineExecutionId": execution.id, "status": str(status), "type": execution.type}


def _transition(record: PipelineRecord, stage: StageDeclaration) -> Json:
    changed = record.transitions.get(stage.name)
    if changed is None:
        return {"enabled": True}
    state = {
        "enabled": changed["enabled"],
        "lastChangedBy": changed["by"],
        "lastChangedAt": moment(changed["at"]),
        "disabledReason": "" if changed["enabled"] else changed["reason"],
    }
    return without_empty(state)


def _retries(run: StageRun) -> Json | None:
    if not run.latest_retry_trigger:
        return None
    attempts = {
        "autoStageRetryAttempt": run.automatic_retries or None,
        "manualStageRetryAttempt": run.manual_retries or None,
        "latestRetryTrigger": run.latest_retry_trigger,
    }
    return without_empty(attempts)


def _action(action: ActionDeclaration, run: ActionRun | None) -> Json:
    if run is None:
        return {"actionName": action.name}
    revision = run.revision
    current = {
        "revisionId": revision.get("revisionId"),
        "revisionChangeId": revision.get("revisionId", "")[:100],
        "created": moment(run.updated),
    }
    state = {
        "actionName": action.name,
        "currentRevision": current if revision else None,
        "latestExecution": _latest(action, run),
        "revisionUrl": revision.get("revisionUrl"),
    }
    return without_empty(state)


def _latest(action: ActionDeclaration, run: ActionRun) -> Json:
    asks = action.category == "Approval" and run.status is ActionStatus.IN_PROGRESS
    latest = {
        "actionExecutionId": run.id,
        "status": str(run.status),
        "summary": summary_text(run.summary),
        "lastStatusChange": moment(run.updated),
        "token": run.token if asks else None,
        "lastUpdatedBy": run.updated_by,
        "externalExecutionId": run.external_id,
        "externalExecutionUrl": run.external_url,
        "errorDetails": error_details(run.error_code, run.error_message),
        "logStreamARN": run.log_stream_arn,
    }
    return without_empty(latest)
