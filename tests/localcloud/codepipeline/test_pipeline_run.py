"""A small pipeline runs for real: a push is built, approved and deployed into another account, each on its own role."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, TOOLS
from tests.localcloud.codepipeline.pipeline_parts import CONNECTION, allow
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline
from tests.localcloud.ministack.principals import unique

pytestmark = pytest.mark.cloud


def test_a_push_is_built_approved_and_deployed_into_the_other_account(small: SmallPipeline) -> None:
    created = small.create()
    small.wait(lambda: small.execution(created)["status"] == "Failed", "the empty repository fails the first execution")
    assert small.reasons(created) == {
        "Source": f"The repository {small.repository} has no branch 'main'; push to it first"
    }
    commit = small.first_commit()
    said = small.push().stderr
    execution = small.executions()[0]["pipelineExecutionId"]
    assert f"execution {execution} started for {commit[:10]}" in said

    token = small.wait_for_approval()
    approval = small.actions(execution)["Approve"]
    assert approval["input"]["resolvedConfiguration"]["CustomData"] == f"Deploy {commit}?"
    small.answer(token)
    small.wait_for(execution, "Succeeded")

    actions = small.actions(execution)
    assert actions["Source"]["output"]["outputVariables"]["CommitId"] == commit
    assert actions["Source"]["output"]["outputVariables"]["CommitMessage"] == "Greet\n\nWith a body."
    greeting = f"hello main from {commit}"
    assert actions["Build"]["output"]["outputVariables"]["GREETING"] == greeting
    name = actions["Deploy"]["output"]["outputVariables"]["ParameterName"]
    found = small.cloud.client("ssm", DEV).get_parameter(Name=name)["Parameter"]["Value"]
    assert found == greeting
    assert actions["Approve"]["output"]["executionResult"]["externalExecutionSummary"] == "fine"
    revision = small.executions()[0]["sourceRevisions"][0]
    assert revision["revisionId"] == commit


def test_artifacts_are_encrypted_zips_that_keep_modes(small: SmallPipeline) -> None:
    small.create()
    small.first_commit()
    small.push()
    small.wait_for_approval()
    execution = small.executions()[0]["pipelineExecutionId"]
    location = small.actions(execution)["Source"]["output"]["outputArtifacts"][0]["s3location"]
    assert location["key"].startswith(f"{small.name[:20]}/Source/")
    found = small.cloud.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])
    assert found["ServerSideEncryption"] == "aws:kms"
    assert found["SSEKMSKeyId"] == small.key_arn
    with zipfile.ZipFile(io.BytesIO(found["Body"].read())) as archive:
        modes = {entry.filename: (entry.external_attr >> 16) & 0o777 for entry in archive.infolist()}
    assert modes["scripts/tool"] == 0o755
    assert ".git/HEAD" not in modes


def test_a_second_deployment_without_changes_succeeds_and_still_has_its_outputs(small: SmallPipeline) -> None:
    declared = small.declaration()
    prepare = declared["stages"][3]["actions"][0]["configuration"]
    prepare["ParameterOverrides"] = '{"Greeting": "always"}'
    small.create(stages=[*declared["stages"][:2], declared["stages"][3]])
    small.first_commit()
    small.push()
    first = small.executions()[0]["pipelineExecutionId"]
    small.wait_for(first, "Succeeded")
    second = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
    small.wait_for(second, "Succeeded")
    runs = [small.actions(execution)["Deploy"]["output"] for execution in (first, second)]
    assert runs[1]["executionResult"]["externalExecutionSummary"] == "The change set has no changes"
    assert runs[0]["outputVariables"] == runs[1]["outputVariables"] != {}


def test_a_failed_build_says_which_command_failed(small: SmallPipeline) -> None:
    small.create()
    small.commit({"template.json": "{}", "scripts/other": "x"}, "Forget the tool")
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the build fails")
    assert "test -x scripts/tool" in small.reasons(execution)["Build"]
    assert small.token() is None


def test_a_failed_change_set_says_what_cloudformation_says(small: SmallPipeline) -> None:
    small.create()
    small.first_commit()
    small.commit({"template.json": '{"Resources": {"It": {"Type": "AWS::Nothing::Here"}}}'}, "Break it")
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.answer(small.wait_for_approval())
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the change set fails")
    assert "AWS::Nothing::Here" in small.reasons(execution)["Prepare"]


@pytest.mark.enforces(
    "Connections: a source needs UseConnection on the connection",
    source="https://docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html",
)
def test_a_role_without_the_connection_cannot_read_sources(small: SmallPipeline) -> None:
    small.first_commit()
    small.create()
    role = small.pipeline_role.rpartition("/")[2]
    small.cloud.client("iam").delete_role_policy(RoleName=role, PolicyName="work")
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the source is refused")
    assert "not authorized to perform: codestar-connections:UseConnection" in small.reasons(execution)["Source"]
    assert "grant" not in small.reasons(execution)["Source"]


@pytest.mark.enforces(
    "Connections: the action's prefix is that of the connection's ARN",
    source="https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html",
)
def test_a_role_must_name_the_connections_use_as_its_arn_names_the_service(small: SmallPipeline) -> None:
    """``codeconnections:UseConnection`` gives no access to a connection of the older name."""
    small.first_commit()
    small.create()
    role = small.pipeline_role.rpartition("/")[2]
    iam = small.cloud.client("iam")
    document = iam.get_role_policy(RoleName=role, PolicyName="work")["PolicyDocument"]
    renamed = json.dumps(document).replace("codestar-connections:UseConnection", "codeconnections:UseConnection")
    iam.put_role_policy(RoleName=role, PolicyName="work", PolicyDocument=renamed)
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the source is refused")
    said = small.reasons(execution)["Source"]
    assert "not authorized to perform: codestar-connections:UseConnection" in said
    assert "it may codeconnections:UseConnection, but" in said
    assert said.endswith("grant codestar-connections:UseConnection too")


def test_the_older_name_of_the_service_gives_the_use_of_any_connection(small: SmallPipeline) -> None:
    """What the CDK grants, whatever the connection's ARN; the console makes ARNs of the newer name."""
    small.first_commit()
    small.connection = CONNECTION.replace(":codestar-connections:", ":codeconnections:")
    small.allow(small.pipeline_role, TOOLS, allow("codestar-connections:UseConnection", small.connection))
    small.create()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.answer(small.wait_for_approval())
    small.wait(lambda: small.execution(execution)["status"] == "Succeeded", "the pipeline ends")


def test_a_placeholder_for_a_connection_is_named_as_one(small: SmallPipeline) -> None:
    small.first_commit()
    small.connection = "YOUR_CONNECTION_ARN"
    small.create()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the source is refused")
    assert "YOUR_CONNECTION_ARN is no connection's ARN" in small.reasons(execution)["Source"]


@pytest.mark.enforces(
    "CodePipeline: a source action's connection must have been authorized by a person",
    source="https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections-workflow.html",
)
def test_a_pipeline_cannot_read_by_a_connection_that_nobody_authorized(small: SmallPipeline) -> None:
    small.first_commit()
    connection = small.cloud.client("codestar-connections")
    arn = connection.create_connection(ConnectionName=unique("connection"))["ConnectionArn"]
    small.connection = arn
    small.allow(small.pipeline_role, TOOLS, allow("codestar-connections:UseConnection", arn))
    small.create()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the source is refused")
    assert f"Connection {arn} is not available" in small.reasons(execution)["Source"]


@pytest.mark.enforces(
    "KMS: an action's role reads its input only with the artifact key",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
)
def test_a_deploy_role_without_the_key_cannot_read_artifacts(small: SmallPipeline) -> None:
    small.create()
    account = {"AWS": "arn:aws:iam::111111111111:root"}
    policy = {"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}
    small.cloud.client("kms").put_key_policy(
        KeyId=small.key_arn, PolicyName="default", Policy=json.dumps({"Version": "2012-10-17", "Statement": [policy]})
    )
    small.first_commit()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.answer(small.wait_for_approval())
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the artifact is refused")
    assert "kms:Decrypt" in small.reasons(execution)["Prepare"]


def test_a_rejected_approval_deploys_nothing(small: SmallPipeline) -> None:
    small.create()
    small.first_commit()
    small.push()
    execution = small.executions()[0]["pipelineExecutionId"]
    small.answer(small.wait_for_approval(), "Rejected", "not today")
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the rejection fails it")
    assert small.reasons(execution)["Approve"].endswith("not today")
    with pytest.raises(ClientError, match="does not exist"):
        small.cloud.client("cloudformation", DEV).describe_stacks(StackName=small.stack)
