"""The CodePipeline API over HTTP, as boto3 sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION, TOOLS, CloudProcess
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud
_WAIT_SECONDS = 60
_UNKNOWN = "00000000-0000-0000-0000-000000000000"


def _short_stages(small: SmallPipeline) -> list[dict[str, Any]]:
    """Source and approval: nothing to build."""
    return [small.source_stage(), small.approval_stage()]


def _short(small: SmallPipeline, **changes: Any) -> dict[str, Any]:
    return small.declaration(**{"stages": _short_stages(small), **changes})


@pytest.fixture
def waiting(small: SmallPipeline) -> SmallPipeline:
    """A pipeline whose newest execution waits for its approval."""
    small.create(stages=_short_stages(small), tags=[{"key": "service", "value": "cv"}])
    small.first_commit()
    small.push()
    small.wait_for_approval()
    return small


@pytest.fixture(scope="module")
def declared(cloud: CloudProcess, tmp_path_factory: pytest.TempPathFactory) -> SmallPipeline:
    """A waiting pipeline that the tests of this module only ask what it must refuse."""
    small = SmallPipeline(cloud, tmp_path_factory.mktemp("declared"))
    small.prepare()
    small.codepipeline.create_pipeline(pipeline=_short(small))
    return small


def _refused(call: Callable[[], Any]) -> str:
    with pytest.raises(ClientError) as refused:
        call()
    return str(refused.value.response["Error"]["Code"])


def test_a_pipeline_is_given_back_as_it_was_declared(waiting: SmallPipeline) -> None:
    answer = waiting.codepipeline.get_pipeline(name=waiting.name)
    declared = {**_short(waiting), "version": 1}
    filled = {"runOrder": 1, "configuration": {}, "inputArtifacts": [], "outputArtifacts": []}
    for stage in declared["stages"]:
        stage["actions"] = [{**filled, **action} for action in stage["actions"]]
    assert answer["pipeline"] == declared
    assert answer["metadata"]["pipelineArn"] == f"arn:aws:codepipeline:{REGION}:{TOOLS}:{waiting.name}"


def test_an_update_gives_a_new_version_and_the_old_one_can_still_be_read(waiting: SmallPipeline) -> None:
    changed = _short(waiting, executionMode="QUEUED")
    updated = waiting.codepipeline.update_pipeline(pipeline=changed)["pipeline"]
    assert (updated["version"], updated["executionMode"]) == (2, "QUEUED")
    old = waiting.codepipeline.get_pipeline(name=waiting.name, version=1)["pipeline"]
    assert old["executionMode"] == "SUPERSEDED"
    assert waiting.executions()[0]["status"] == "Cancelled"
    assert waiting.codepipeline.update_pipeline(pipeline=changed)["pipeline"]["version"] == 2
    with pytest.raises(waiting.codepipeline.exceptions.PipelineVersionNotFoundException):
        waiting.codepipeline.get_pipeline(name=waiting.name, version=9)


def test_the_state_shows_the_waiting_approval_and_the_sources_revision(waiting: SmallPipeline) -> None:
    state = waiting.codepipeline.get_pipeline_state(name=waiting.name)
    source, approve = state["stageStates"]
    execution = waiting.executions()[0]["pipelineExecutionId"]
    assert source["latestExecution"] == {"pipelineExecutionId": execution, "status": "Succeeded", "type": "STANDARD"}
    assert (
        source["actionStates"][0]["currentRevision"]["revisionId"]
        == waiting.executions()[0]["sourceRevisions"][0]["revisionId"]
    )
    assert approve["actionStates"][0]["latestExecution"]["status"] == "InProgress"
    assert approve["inboundTransitionState"] == {"enabled": True}


def test_a_disabled_transition_is_shown_and_holds(small: SmallPipeline) -> None:
    small.create(stages=_short_stages(small))
    transition = {"pipelineName": small.name, "stageName": "Approve", "transitionType": "Inbound"}
    small.codepipeline.disable_stage_transition(**transition, reason="freeze")
    small.first_commit()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]

    def approve_stage() -> dict[str, Any]:
        states: list[dict[str, Any]] = small.codepipeline.get_pipeline_state(name=small.name)["stageStates"]
        return states[1]

    small.wait(lambda: approve_stage().get("inboundExecution", {}).get("pipelineExecutionId") == execution, "it waits")
    shown = approve_stage()["inboundTransitionState"]
    assert (shown["enabled"], shown["disabledReason"]) == (False, "freeze")
    assert f":{TOOLS}:" in shown["lastChangedBy"]
    small.codepipeline.enable_stage_transition(**transition)
    small.wait_for_approval()


def test_histories_are_paged_without_gaps(waiting: SmallPipeline) -> None:
    for _ in range(4):
        waiting.codepipeline.start_pipeline_execution(name=waiting.name)
    every = [item["pipelineExecutionId"] for item in waiting.executions()]
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        answer = waiting.codepipeline.list_pipeline_executions(pipelineName=waiting.name, maxResults=2, **token)
        seen += [item["pipelineExecutionId"] for item in answer["pipelineExecutionSummaries"]]
        if "nextToken" not in answer:
            break
        token = {"nextToken": answer["nextToken"]}
    assert seen == every
    assert len(seen) == 6


def test_executions_can_be_filtered_by_the_stage_they_succeeded_in(waiting: SmallPipeline) -> None:
    def succeeded_in(stage: str) -> list[str]:
        listed = waiting.codepipeline.list_pipeline_executions(
            pipelineName=waiting.name, filter={"succeededInStage": {"stageName": stage}}
        )
        return [item["pipelineExecutionId"] for item in listed["pipelineExecutionSummaries"]]

    # On a busy machine the pipeline's own first execution finds the commit too, and waits before the push's.
    newest, deadline = waiting.executions()[0]["pipelineExecutionId"], time.monotonic() + _WAIT_SECONDS
    while (found := succeeded_in("Source"))[:1] != [newest]:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    assert succeeded_in("Approve") == []


@pytest.mark.enforces(
    "CodePipeline: a filter by the stage that executions succeeded in knows the current version of the pipeline only",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_SucceededInStageFilter.html",
)
def test_a_changed_pipeline_has_no_executions_that_succeeded_in_a_stage(waiting: SmallPipeline) -> None:
    declaration = waiting.codepipeline.get_pipeline(name=waiting.name)["pipeline"]
    declaration["stages"][1]["actions"][0]["configuration"] = {"CustomData": "Another question"}
    before = [item["pipelineExecutionId"] for item in waiting.executions()]
    waiting.codepipeline.update_pipeline(pipeline=declaration)
    filtered = waiting.codepipeline.list_pipeline_executions(
        pipelineName=waiting.name, filter={"succeededInStage": {"stageName": "Source"}}
    )["pipelineExecutionSummaries"]
    assert filtered == []
    assert [item["pipelineExecutionId"] for item in waiting.executions()][-len(before) :] == before


def test_a_client_token_starts_one_execution(waiting: SmallPipeline) -> None:
    started = [
        waiting.codepipeline.start_pipeline_execution(name=waiting.name, clientRequestToken="once") for _ in range(2)
    ]
    assert started[0]["pipelineExecutionId"] == started[1]["pipelineExecutionId"]


def test_an_older_commit_can_be_started(waiting: SmallPipeline) -> None:
    old = waiting.executions()[0]["sourceRevisions"][0]["revisionId"]
    waiting.answer(waiting.wait_for_approval(), "Rejected")
    waiting.commit({"README": "new"}, "Newer")
    revision = {"actionName": "Source", "revisionType": "COMMIT_ID", "revisionValue": old}
    started = waiting.codepipeline.start_pipeline_execution(name=waiting.name, sourceRevisions=[revision])
    waiting.wait_for_approval()
    variables = waiting.actions(started["pipelineExecutionId"])["Source"]["output"]["outputVariables"]
    assert variables["CommitId"] == old


def test_the_branch_is_the_one_that_was_pushed(small: SmallPipeline) -> None:
    """A trigger may watch other branches than the source action names."""
    watched = {"push": [{"branches": {"includes": ["release/*"]}}], "sourceActionName": "Source"}
    trigger = {"providerType": "CodeStarSourceConnection", "gitConfiguration": watched}
    small.create(stages=_short_stages(small), triggers=[trigger])
    commit = small.first_commit()
    small.push("HEAD:refs/heads/release/1.2")
    small.wait_for_approval()
    newest = small.executions()[0]["pipelineExecutionId"]
    variables = small.actions(newest)["Source"]["output"]["outputVariables"]
    assert (variables["BranchName"], variables["CommitId"]) == ("release/1.2", commit)


def test_stopping_abandons_the_approval_and_says_why(waiting: SmallPipeline) -> None:
    execution = waiting.executions()[0]["pipelineExecutionId"]
    token = waiting.wait_for_approval()
    waiting.codepipeline.stop_pipeline_execution(
        pipelineName=waiting.name, pipelineExecutionId=execution, abandon=True, reason="wrong commit"
    )
    found = waiting.executions()[0]
    assert (found["status"], found["stopTrigger"]) == ("Stopped", {"reason": "wrong commit"})
    assert waiting.actions(execution)["Approve"]["status"] == "Abandoned"
    assert _refused(lambda: waiting.answer(token)) == "InvalidApprovalTokenException"


def test_a_rejected_stage_is_retried_with_a_new_token(waiting: SmallPipeline) -> None:
    execution = waiting.executions()[0]["pipelineExecutionId"]
    first = waiting.wait_for_approval()
    waiting.answer(first, "Rejected")
    waiting.wait(lambda: waiting.execution(execution)["status"] == "Failed", "the rejection counts")
    assert _refused(lambda: waiting.answer(first)) == "ApprovalAlreadyCompletedException"
    waiting.codepipeline.retry_stage_execution(
        pipelineName=waiting.name, stageName="Approve", pipelineExecutionId=execution, retryMode="FAILED_ACTIONS"
    )
    second = waiting.wait_for_approval()
    assert second != first
    assert _refused(lambda: waiting.answer(first)) == "InvalidApprovalTokenException"
    waiting.answer(second)
    waiting.wait_for(execution, "Succeeded")
    latest = waiting.codepipeline.list_action_executions(
        pipelineName=waiting.name,
        filter={"latestInPipelineExecution": {"pipelineExecutionId": execution, "startTimeRange": "Latest"}},
    )["actionExecutionDetails"]
    assert [(item["actionName"], item["status"]) for item in latest] == [
        ("Approve", "Succeeded"),
        ("Source", "Succeeded"),
    ]


def test_tags_are_kept_beside_the_definition(waiting: SmallPipeline) -> None:
    arn = f"arn:aws:codepipeline:{REGION}:{TOOLS}:{waiting.name}"
    waiting.codepipeline.tag_resource(resourceArn=arn, tags=[{"key": "owner", "value": "delivery"}])
    waiting.codepipeline.untag_resource(resourceArn=arn, tagKeys=["service"])
    tags = waiting.codepipeline.list_tags_for_resource(resourceArn=arn)["tags"]
    assert tags == [{"key": "owner", "value": "delivery"}]
    assert waiting.codepipeline.get_pipeline(name=waiting.name)["pipeline"]["version"] == 1


def test_a_deleted_pipeline_is_gone_with_its_history(waiting: SmallPipeline) -> None:
    waiting.codepipeline.delete_pipeline(name=waiting.name)
    waiting.codepipeline.delete_pipeline(name=waiting.name)
    assert _refused(waiting.executions) == "PipelineNotFoundException"
    waiting.codepipeline.create_pipeline(pipeline=_short(waiting))
    assert len(waiting.executions()) == 1


def test_pipelines_are_listed_by_account(waiting: SmallPipeline) -> None:
    def names(account: str) -> list[str]:
        listed = waiting.cloud.client("codepipeline", account).list_pipelines()["pipelines"]
        return [item["name"] for item in listed]

    assert waiting.name in names(TOOLS)
    assert waiting.name not in names(DEV)


def test_action_types_are_those_that_run_here(small: SmallPipeline) -> None:
    listed = small.codepipeline.list_action_types()["actionTypes"]
    kinds = {(item["id"]["category"], item["id"]["provider"]) for item in listed}
    assert ("Deploy", "CloudFormation") in kinds
    assert ("Deploy", "CodeDeploy") not in kinds


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("PipelineNotFoundException", lambda s: s.codepipeline.get_pipeline_state(name="nothing")),
        ("PipelineNotFoundException", lambda s: s.codepipeline.start_pipeline_execution(name="nothing")),
        ("PipelineNotFoundException", lambda s: s.codepipeline.update_pipeline(pipeline=_short(s, name="nothing"))),
        ("PipelineNameInUseException", lambda s: s.codepipeline.create_pipeline(pipeline=_short(s))),
        ("ValidationException", lambda s: s.codepipeline.get_pipeline(name="with space")),
        ("ValidationException", lambda s: s.codepipeline.list_pipelines(maxResults=1001)),
        ("ValidationException", lambda s: s.codepipeline.update_pipeline(pipeline=_with_action(s, runOrder=1000))),
        (
            "ValidationException",
            lambda s: s.codepipeline.update_pipeline(pipeline=_with_action(s, timeoutInMinutes=86401)),
        ),
        (
            "InvalidTagsException",
            lambda s: s.codepipeline.tag_resource(
                resourceArn=_arn(s.name), tags=[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]
            ),
        ),
        ("InvalidNextTokenException", lambda s: s.codepipeline.list_pipelines(nextToken="bm9uZQ==")),
        ("ResourceNotFoundException", lambda s: s.codepipeline.list_tags_for_resource(resourceArn=_arn("nothing"))),
        (
            "InvalidStructureException",
            lambda s: s.codepipeline.update_pipeline(pipeline=_short(s, stages=[s.source_stage()])),
        ),
        (
            "InvalidStructureException",
            lambda s: s.codepipeline.update_pipeline(pipeline=_short(s, roleArn=s.build_role)),
        ),
        (
            "PipelineExecutionNotFoundException",
            lambda s: s.codepipeline.get_pipeline_execution(pipelineName=s.name, pipelineExecutionId=_UNKNOWN),
        ),
        (
            "PipelineExecutionNotStoppableException",
            lambda s: s.codepipeline.stop_pipeline_execution(pipelineName=s.name, pipelineExecutionId=_UNKNOWN),
        ),
        (
            "StageNotFoundException",
            lambda s: s.codepipeline.enable_stage_transition(
                pipelineName=s.name, stageName="Nothing", transitionType="Inbound"
            ),
        ),
        (
            "ActionNotFoundException",
            lambda s: s.codepipeline.put_approval_result(
                pipelineName=s.name,
                stageName="Approve",
                actionName="Nothing",
                result={"summary": "", "status": "Approved"},
                token=_UNKNOWN,
            ),
        ),
        ("InvalidApprovalTokenException", lambda s: s.answer(_UNKNOWN)),
        ("JobNotFoundException", lambda s: s.codepipeline.put_job_success_result(jobId=_UNKNOWN)),
        ("UnsupportedOperationException", lambda s: s.codepipeline.list_webhooks()),
    ],
)
def test_errors_have_the_codes_of_the_service(
    declared: SmallPipeline, code: str, call: Callable[[SmallPipeline], Any]
) -> None:
    assert _refused(lambda: call(declared)) == code


def _with_action(small: SmallPipeline, **members: Any) -> dict[str, Any]:
    """The pipeline with members added to its approval."""
    declaration = _short(small)
    declaration["stages"][1]["actions"][0].update(members)
    return declaration


def _arn(name: str) -> str:
    return f"arn:aws:codepipeline:{REGION}:{TOOLS}:{name}"


@pytest.mark.enforces(
    "IAM: a policy's resource is matched against pipeline, stage and action ARNs",
    source="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html",
)
def test_a_role_may_do_only_what_its_policy_says_on_this_pipeline(waiting: SmallPipeline) -> None:
    approver = waiting.make_role(
        "approver",
        principal={"AWS": f"arn:aws:iam::{TOOLS}:root"},
        statements=[
            {
                "Effect": "Allow",
                "Action": "codepipeline:PutApprovalResult",
                "Resource": f"{_arn(waiting.name)}/Approve/Approve",
            },
            {"Effect": "Allow", "Action": "codepipeline:GetPipelineState", "Resource": _arn(waiting.name)},
        ],
    )
    session = waiting.cloud.assume(approver)
    limited = waiting.cloud.client("codepipeline", session=session)
    assert limited.get_pipeline_state(name=waiting.name)["pipelineName"] == waiting.name
    assert _refused(lambda: limited.get_pipeline_state(name="another")) == "AccessDeniedException"
    assert _refused(lambda: limited.start_pipeline_execution(name=waiting.name)) == "AccessDeniedException"
    limited.put_approval_result(
        pipelineName=waiting.name,
        stageName="Approve",
        actionName="Approve",
        result={"summary": "", "status": "Approved"},
        token=waiting.wait_for_approval(),
    )
    execution = waiting.executions()[0]["pipelineExecutionId"]
    waiting.wait_for(execution, "Succeeded")
    by = waiting.actions(execution)["Approve"]["updatedBy"]
    assert f":assumed-role/approver-{waiting.suffix}/" in by
