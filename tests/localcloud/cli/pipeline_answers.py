"""What CodePipeline answers about one pipeline with the product's stages, in a state that a test chooses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.localcloud.cli.stubbed_cloud import StubbedCloud

BEGAN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PIPELINE = "greeting-pipeline"
# stage -> action -> (category, provider)
STAGES: dict[str, dict[str, tuple[str, str]]] = {
    "Source": {"Source": ("Source", "CodeStarSourceConnection")},
    "Build": {"Synth": ("Build", "CodeBuild")},
    "Dev": {"Deploy": ("Deploy", "CloudFormation"), "Smoke": ("Build", "CodeBuild")},
    "ApproveProd": {"Approve": ("Approval", "Manual")},
    "Prod": {"Deploy": ("Deploy", "CloudFormation")},
}


def declaration() -> dict[str, Any]:
    """The answer of GetPipeline."""
    stages = [
        {
            "name": stage,
            "actions": [
                {
                    "name": name,
                    "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
                    "runOrder": order,
                    "configuration": {"CustomData": "Deploy commit 0123456 to prod?"} if provider == "Manual" else {},
                }
                for order, (name, (category, provider)) in enumerate(actions.items(), start=1)
            ],
        }
        for stage, actions in STAGES.items()
    ]
    return {
        "pipeline": {"name": PIPELINE, "roleArn": "arn:aws:iam::111111111111:role/p", "version": 1, "stages": stages}
    }


def summary(
    execution_id: str = "e-1", status: str = "InProgress", *, commit: str = COMMIT, minute: int = 0, **more: Any
) -> dict[str, Any]:
    """One entry of ListPipelineExecutions."""
    revisions = (
        [{"actionName": "Source", "revisionId": commit, "revisionSummary": "Add a thing\n\nbody"}] if commit else []
    )
    return {
        "pipelineExecutionId": execution_id,
        "status": status,
        "startTime": BEGAN + timedelta(minutes=minute),
        "lastUpdateTime": BEGAN + timedelta(minutes=minute, seconds=90),
        "sourceRevisions": revisions,
        "trigger": {"triggerType": "WebhookV2"},
        **more,
    }


def action_run(place: str, status: str = "Succeeded", *, seconds: int = 4, **result: Any) -> dict[str, Any]:
    """One entry of ListActionExecutions; `place` is Stage/Action, `result` goes into the execution's result."""
    stage, _, name = place.partition("/")
    run: dict[str, Any] = {
        "pipelineExecutionId": "e-1",
        "stageName": stage,
        "actionName": name,
        "status": status,
        "startTime": BEGAN,
        "lastUpdateTime": BEGAN + timedelta(seconds=seconds),
    }
    for outside in ("input", "updatedBy"):
        if outside in result:
            run[outside] = result.pop(outside)
    return {**run, "output": {"executionResult": result}}


def pipeline_state(*runs: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of GetPipelineState where these runs are the newest of their actions; a question has the token t-1."""
    newest = {(run["stageName"], run["actionName"]): run for run in runs}
    return {
        "pipelineName": PIPELINE,
        "stageStates": [
            {"stageName": stage, **_stage_state([newest.get((stage, name)) for name in actions], list(actions))}
            for stage, actions in STAGES.items()
        ],
    }


def _stage_state(runs: list[Mapping[str, Any] | None], names: list[str]) -> dict[str, Any]:
    ran = [run for run in runs if run]
    actions = [
        {"actionName": name, **({"latestExecution": _latest_execution(run)} if run else {})}
        for name, run in zip(names, runs, strict=True)
    ]
    if not ran:
        return {"actionStates": actions}
    latest = {"pipelineExecutionId": ran[-1]["pipelineExecutionId"], "status": ran[-1]["status"]}
    return {"actionStates": actions, "latestExecution": latest}


def _latest_execution(run: Mapping[str, Any]) -> dict[str, Any]:
    asks = run["actionName"] == "Approve" and run["status"] == "InProgress"
    return {"status": run["status"], **({"token": "t-1", "actionExecutionId": "asking-1"} if asks else {})}


def queue_execution(
    stubbed: StubbedCloud,
    *runs: Mapping[str, Any],
    summaries: list[dict[str, Any]] | None = None,
    execution_id: str = "e-1",
    first: bool = True,
    state: bool = False,
) -> None:
    """Queues what one reading of an execution asks; `first` readings also ask for the declaration.

    Args:
        state: whether the pipeline around it is read too.
    """
    stubbed.answers("list_pipeline_executions", {"pipelineExecutionSummaries": summaries or [summary()]})
    detail = {"pipelineName": PIPELINE, "pipelineVersion": 1, "pipelineExecutionId": execution_id}
    stubbed.answers(
        "get_pipeline_execution", {"pipelineExecution": detail}, pipelineName=PIPELINE, pipelineExecutionId=execution_id
    )
    stubbed.answers(
        "list_action_executions",
        {"actionExecutionDetails": list(runs)},
        pipelineName=PIPELINE,
        filter={"pipelineExecutionId": execution_id},
    )
    if first:
        stubbed.answers("get_pipeline", declaration(), name=PIPELINE, version=1)
    if state:
        stubbed.answers("get_pipeline_state", pipeline_state(*runs), name=PIPELINE)


def queue_watched(stubbed: StubbedCloud, *runs: Mapping[str, Any], **options: Any) -> None:
    """Queues one reading of a watch: with the pipeline around it while the execution goes on."""
    summaries = options.get("summaries") or [summary()]
    wanted = options.get("execution_id", "e-1")
    status = next(found["status"] for found in summaries if found["pipelineExecutionId"] == wanted)
    queue_execution(stubbed, *runs, **options, state=status == "InProgress")
