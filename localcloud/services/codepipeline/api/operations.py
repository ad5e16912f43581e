"""Names of operations to what serves them, and the ARN that each is authorized on.

The resource levels are those of the service authorization reference:
docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
"""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Operation
from localcloud.services.codepipeline.api.control import Control
from localcloud.services.codepipeline.api.executions import ExecutionQueries
from localcloud.services.codepipeline.api.history import History
from localcloud.services.codepipeline.api.pipelines import PipelineOperations
from localcloud.services.codepipeline.api.state import State
from localcloud.services.codepipeline.definitions import Definitions
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.store import Store

_STAGE_LEVEL = frozenset({"DisableStageTransition", "EnableStageTransition", "RetryStageExecution"})
_ACTION_LEVEL = frozenset({"PutApprovalResult"})


def operations(*, store: Store, engine: Engine, definitions: Definitions) -> dict[str, Operation]:
    """Every offered operation by its name."""
    pipelines = PipelineOperations(store, definitions)
    control = Control(engine, definitions)
    executions = ExecutionQueries(store)
    history = History(store)
    state = State(store)
    return {
        "CreatePipeline": pipelines.create,
        "DeletePipeline": pipelines.delete,
        "DisableStageTransition": control.disable_transition,
        "EnableStageTransition": control.enable_transition,
        "GetPipeline": pipelines.get,
        "GetPipelineExecution": executions.get,
        "GetPipelineState": state.get,
        "ListActionExecutions": history.list_actions,
        "ListActionTypes": pipelines.list_action_types,
        "ListPipelineExecutions": executions.list_executions,
        "ListPipelines": pipelines.list_pipelines,
        "ListRuleExecutions": history.list_rules,
        "ListTagsForResource": pipelines.list_tags,
        "OverrideStageCondition": control.override_condition,
        "PutApprovalResult": control.put_approval_result,
        "PutJobFailureResult": control.put_job_failure,
        "PutJobSuccessResult": control.put_job_success,
        "RetryStageExecution": control.retry_stage,
        "RollbackStage": control.roll_back_stage,
        "StartPipelineExecution": control.start,
        "StopPipelineExecution": control.stop,
        "TagResource": pipelines.tag,
        "UntagResource": pipelines.untag,
        "UpdatePipeline": pipelines.update,
    }


def resource_arn(operation: str, request: dict[str, Any], account: str, region: str) -> str:
    """The ARN that a call is authorized on; ``*`` for those that name no pipeline."""
    if "resourceArn" in request:
        return str(request["resourceArn"])
    declared = request.get("pipeline")
    given = request.get("pipelineName") or request.get("name")
    name = given or (declared.get("name") if isinstance(declared, dict) else None)
    if not name:
        return "*"
    arn = f"arn:aws:codepipeline:{region}:{account}:{name}"
    if operation in _STAGE_LEVEL:
        return f"{arn}/{request.get('stageName', '')}"
    if operation in _ACTION_LEVEL:
        return f"{arn}/{request.get('stageName', '')}/{request.get('actionName', '')}"
    return arn
