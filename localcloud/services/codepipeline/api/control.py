"""Operations that change what executions do."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.api.responses import key_of, moment
from localcloud.services.codepipeline.definitions import Definitions
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.engine.lifecycle import STARTED_BY_CALLER
from localcloud.services.codepipeline.records import Json


class Control:
    """Start, stop, retry, roll back, answer, hold."""

    def __init__(self, engine: Engine, definitions: Definitions) -> None:
        self._engine = engine
        self._definitions = definitions

    def start(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["name"])
        overrides = {
            item["actionName"]: {"revisionType": item["revisionType"], "revisionValue": item["revisionValue"]}
            for item in request.get("sourceRevisions", [])
        }
        execution = self._engine.lifecycle.start(
            key,
            trigger_type=STARTED_BY_CALLER,
            trigger_detail=caller.principal_arn,
            variables={item["name"]: item["value"] for item in request.get("variables", [])},
            source_revisions=overrides,
            client_token=request.get("clientRequestToken", ""),
        )
        return {"pipelineExecutionId": execution.id}

    def stop(self, caller: Caller, request: Json) -> Json:
        execution = self._engine.lifecycle.stop(
            key_of(caller, request["pipelineName"]),
            request["pipelineExecutionId"],
            abandon=request.get("abandon", False),
            reason=request.get("reason", ""),
        )
        return {"pipelineExecutionId": execution.id}

    def retry_stage(self, caller: Caller, request: Json) -> Json:
        execution = self._engine.restarts.retry(
            key_of(caller, request["pipelineName"]),
            request["stageName"],
            request["pipelineExecutionId"],
            mode=request["retryMode"],
        )
        return {"pipelineExecutionId": execution.id}

    def roll_back_stage(self, caller: Caller, request: Json) -> Json:
        execution = self._engine.restarts.roll_back(
            key_of(caller, request["pipelineName"]),
            request["stageName"],
            request["targetPipelineExecutionId"],
            by=caller.principal_arn,
        )
        return {"pipelineExecutionId": execution.id}

    def override_condition(self, caller: Caller, request: Json) -> Json:
        self._engine.restarts.override(
            key_of(caller, request["pipelineName"]),
            request["stageName"],
            request["pipelineExecutionId"],
            kind=request["conditionType"],
        )
        return {}

    def put_approval_result(self, caller: Caller, request: Json) -> Json:
        answered = self._engine.results.approve(
            key_of(caller, request["pipelineName"]),
            stage=request["stageName"],
            action=request["actionName"],
            token=request["token"],
            approved=request["result"]["status"] == "Approved",
            summary=request["result"]["summary"],
            by=caller.principal_arn,
        )
        return {"approvedAt": moment(answered)}

    def put_job_success(self, caller: Caller, request: Json) -> Json:
        details: dict[str, Any] = request.get("executionDetails", {})
        if token := request.get("continuationToken"):
            if request.get("outputVariables"):
                message = "outputVariables can only be given without a continuationToken"
                raise ServiceError("ValidationException", message)
            self._engine.results.job_continues(
                caller.account, request["jobId"], token=token, summary=details.get("summary", "")
            )
            return {}
        self._engine.results.job_succeeded(
            caller.account,
            request["jobId"],
            variables=request.get("outputVariables", {}),
            summary=details.get("summary", ""),
            external_id=details.get("externalExecutionId", ""),
        )
        return {}

    def put_job_failure(self, caller: Caller, request: Json) -> Json:
        failure = request["failureDetails"]
        self._engine.results.job_failed(
            caller.account,
            request["jobId"],
            code=failure["type"],
            message=failure["message"],
            external_id=failure.get("externalExecutionId", ""),
        )
        return {}

    def enable_transition(self, caller: Caller, request: Json) -> Json:
        return self._set_transition(caller, request, enabled=True)

    def disable_transition(self, caller: Caller, request: Json) -> Json:
        return self._set_transition(caller, request, enabled=False)

    def _set_transition(self, caller: Caller, request: Json, *, enabled: bool) -> Json:
        if request["transitionType"] != "Inbound":
            raise ServiceError("ValidationException", "Only transitions of type Inbound can be changed")
        self._definitions.set_transition(
            key_of(caller, request["pipelineName"]),
            request["stageName"],
            enabled=enabled,
            reason=request.get("reason", ""),
            by=caller.principal_arn,
        )
        return {}
