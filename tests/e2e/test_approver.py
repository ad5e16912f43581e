"""The approver's role answers the approval of prod, and can do nothing else with the pipeline that asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from feature_stacks.naming import PIPELINE_STACK
from tests.e2e.approver import PROFILE, Approver
from tests.e2e.checkout import Checkout
from tests.e2e.delivery import DEV, PIPELINE, REGION, Delivery

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]

HANDLER = "src/backend/handlers/cv_tailoring_handler.py"
WIRING = "settings = Settings.from_environment(os.environ)\n"
DENIED = {"AccessDenied", "AccessDeniedException", "403"}
RESULT = {"summary": "no", "status": "Approved"}


@pytest.fixture(scope="module")
def ada(delivery: Delivery, released: str, tmp_path_factory: pytest.TempPathFactory) -> Approver:
    return Approver(delivery, tmp_path_factory.mktemp("approver"))


@pytest.fixture(scope="module")
def waiting(delivery: Delivery, released: str, checkout: Checkout) -> str:
    """An execution that waits for a person."""
    checkout.edit("Change the handler for an approver", (HANDLER, WIRING, WIRING + "REVISION = 5\n"))
    return delivery.wait_for_approval(delivery.push())


def put_approval_result(stage: str, action: str) -> Callable[[Approver, Delivery, str], Any]:
    return lambda ada, delivery, execution: ada.client("codepipeline").put_approval_result(
        pipelineName=PIPELINE,
        stageName=stage,
        actionName=action,
        token="11111111-1111-1111-1111-111111111111",
        result=RESULT,
    )


def of_pipeline(operation: str, **parameters: Any) -> Callable[[Approver, Delivery, str], Any]:
    return lambda ada, delivery, execution: getattr(ada.client("codepipeline"), operation)(
        **{name: execution if value is ... else value for name, value in parameters.items()}
    )


def update_pipeline(ada: Approver, delivery: Delivery, execution: str) -> Any:
    declaration = delivery.client("codepipeline").get_pipeline(name=PIPELINE)["pipeline"]
    return ada.client("codepipeline").update_pipeline(pipeline=declaration)


def read_artifact(ada: Approver, delivery: Delivery, execution: str) -> Any:
    location = delivery.actions(execution)["Source/Source"]["output"]["outputArtifacts"][0]["s3location"]
    return ada.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])


def read_evidence(ada: Approver, delivery: Delivery, execution: str) -> Any:
    outputs = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"][0]["Outputs"]
    (bucket,) = (found["OutputValue"] for found in outputs if found["OutputKey"] == "EvidenceBucketName")
    return ada.client("s3").list_objects_v2(Bucket=bucket)


def deploy(ada: Approver, delivery: Delivery, execution: str) -> Any:
    role = f"arn:aws:iam::{DEV}:role/cdk-hnb659fds-deploy-role-{DEV}-{REGION}"
    return ada.client("sts").assume_role(RoleArn=role, RoleSessionName="ada")


OTHER_DEEDS: dict[str, Callable[[Approver, Delivery, str], Any]] = {
    "start": of_pipeline("start_pipeline_execution", name=PIPELINE),
    "stop": of_pipeline("stop_pipeline_execution", pipelineName=PIPELINE, pipelineExecutionId=..., abandon=True),
    "retry": of_pipeline(
        "retry_stage_execution",
        pipelineName=PIPELINE,
        stageName="Dev",
        pipelineExecutionId=...,
        retryMode="FAILED_ACTIONS",
    ),
    "roll back": of_pipeline("rollback_stage", pipelineName=PIPELINE, stageName="Prod", targetPipelineExecutionId=...),
    "hold": of_pipeline(
        "disable_stage_transition",
        pipelineName=PIPELINE,
        stageName="Prod",
        transitionType="Inbound",
        reason="no",
    ),
    "read the declaration": of_pipeline("get_pipeline", name=PIPELINE),
    "change the pipeline": update_pipeline,
    "delete the pipeline": of_pipeline("delete_pipeline", name="another"),
    "answer another stage's action": put_approval_result("Prod", "Approve"),
    "answer another action": put_approval_result("ApproveProd", "Other"),
    "read an artifact": read_artifact,
    "read evidence": read_evidence,
    "deploy": deploy,
}


@pytest.mark.parametrize("deed", OTHER_DEEDS)
def test_the_role_cannot(delivery: Delivery, ada: Approver, waiting: str, deed: str) -> None:
    with pytest.raises(ClientError) as error:
        OTHER_DEEDS[deed](ada, delivery, waiting)
    assert error.value.response["Error"]["Code"] in DENIED


def test_nobody_assumes_the_role_without_a_second_factor(ada: Approver) -> None:
    with pytest.raises(ClientError) as error:
        ada.assume()
    assert error.value.response["Error"]["Code"] in DENIED


def test_the_role_sees_what_waits_and_says_yes_on_the_command_line(
    delivery: Delivery, ada: Approver, waiting: str
) -> None:
    client = ada.client("codepipeline")
    listed = client.list_pipeline_executions(pipelineName=PIPELINE)["pipelineExecutionSummaries"]
    assert waiting in [found["pipelineExecutionId"] for found in listed]
    assert client.get_pipeline_execution(pipelineName=PIPELINE, pipelineExecutionId=waiting)
    summary = ("--execution", waiting, "--summary", "Tailored a CV in dev")
    answer = delivery.command(
        "approve", "--profile", PROFILE, "--region", REGION, *summary, environment=ada.environment()
    )
    assert answer.returncode == 0, answer.stderr
    assert f"approved: ApproveProd/Approve of execution {waiting}" in answer.stdout
    delivery.wait_for_success(waiting)
    approval = delivery.actions(waiting)["ApproveProd/Approve"]
    assert approval["output"]["executionResult"]["externalExecutionSummary"] == summary[3]
