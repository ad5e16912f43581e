"""A pipeline with actions in a second region runs for real: artifacts go there and come back."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, REGION
from tests.localcloud.codepipeline.second_region import AWAY, SecondRegion
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud


@pytest.fixture
def away(small: SmallPipeline) -> SecondRegion:
    return SecondRegion(small)


def _run(away: SecondRegion, *more: dict[str, Any]) -> str:
    """Push through source, build and the deployment in the second region; returns the execution's id."""
    small = away.small
    away.create(small.source_stage(), small.build_stage(), away.deploy_stage(), *more)
    small.first_commit()
    small.push()
    return str(small.executions()[0]["pipelineExecutionId"])


def _location(artifacts: list[dict[str, Any]]) -> tuple[str, str]:
    (artifact,) = artifacts
    return artifact["s3location"]["bucket"], artifact["s3location"]["key"]


def test_a_stack_is_deployed_in_the_second_region_and_its_outputs_are_read_at_home(away: SecondRegion) -> None:
    small = away.small
    away.let_the_pipeline_in()
    execution = _run(away, away.check_stage("grep -q ParameterName outputs.json"))
    small.wait_for(execution, "Succeeded")

    actions = small.actions(execution)
    name = actions["Deploy"]["output"]["outputVariables"]["ParameterName"]
    found = small.cloud.client("ssm", DEV, region=AWAY).get_parameter(Name=name)["Parameter"]["Value"]
    assert found.startswith("hello main from ")
    with pytest.raises(ClientError, match="ParameterNotFound"):
        small.cloud.client("ssm", DEV).get_parameter(Name=name)
    regions = {action: details["input"]["region"] for action, details in actions.items()}
    assert regions == {"Source": REGION, "Build": REGION, "Prepare": AWAY, "Deploy": AWAY, "Check": REGION}
    built, replica = (
        _location(actions["Build"]["output"]["outputArtifacts"]),
        _location(actions["Prepare"]["input"]["inputArtifacts"]),
    )
    assert (built[0], replica) == (small.bucket, (away.bucket, built[1]))
    assert _location(actions["Deploy"]["output"]["outputArtifacts"])[0] == away.bucket
    assert _location(actions["Check"]["input"]["inputArtifacts"])[0] == small.bucket
    stored = small.cloud.client("s3", region=AWAY).head_object(Bucket=replica[0], Key=replica[1])
    assert (stored["ServerSideEncryption"], stored["SSEKMSKeyId"]) == ("aws:kms", away.key_arn)


def test_an_artifact_that_cannot_be_copied_fails_the_action_before_it_acts(away: SecondRegion) -> None:
    small = away.small
    execution = _run(away)
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the copy is refused")
    reason = small.reasons(execution)["Prepare"]
    assert reason.startswith(f"Failed replicating artifact 'Built' from {REGION} to {AWAY}: Storing the artifact Built")
    assert "s3:PutObject" in reason
    with pytest.raises(ClientError, match="does not exist"):
        small.cloud.client("cloudformation", DEV, region=AWAY).describe_stacks(StackName=small.stack)


def test_a_deploy_role_without_the_second_region_s_key_cannot_read_the_copy(away: SecondRegion) -> None:
    small = away.small
    away.let_the_pipeline_in()
    away.share_key()  # with nobody but its own account
    execution = _run(away)
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the copy is not readable")
    assert f"kms:Decrypt on resource: {away.key_arn}" in small.reasons(execution)["Prepare"]


def test_get_pipeline_gives_the_stores_back(away: SecondRegion) -> None:
    away.create(away.small.source_stage(), away.small.approval_stage())
    pipeline = away.small.codepipeline.get_pipeline(name=away.small.name)["pipeline"]
    assert pipeline["artifactStores"] == away.stores()
    assert "artifactStore" not in pipeline


def test_an_action_in_a_region_without_a_store_is_refused(away: SecondRegion) -> None:
    small = away.small
    with pytest.raises(
        ClientError, match="region eu-west-1, for which artifactStores has no artifact store"
    ) as refused:
        small.codepipeline.create_pipeline(
            pipeline=small.declaration(stages=[small.source_stage(), small.build_stage(), away.deploy_stage()])
        )
    assert refused.value.response["Error"]["Code"] == "InvalidActionDeclarationException"
