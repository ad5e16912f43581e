"""Deploy/CloudFormation in all its modes, on a real server."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV
from tests.localcloud.codepipeline.pipeline_parts import TEMPLATE, declared_action
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud


def _deploying(small: SmallPipeline, *configurations: dict[str, str], outputs: tuple[str, ...] = ()) -> dict[str, Any]:
    """Source, and a stage of CloudFormation actions one after another, in the dev account."""
    actions = []
    for order, configuration in enumerate(configurations, 1):
        given = {"StackName": small.stack, **configuration}
        made = declared_action(
            f"Step{order}", "Deploy", "CloudFormation", given, inputs=["Source"], outputs=outputs if order == 1 else ()
        )
        actions.append({**made, "runOrder": order, "roleArn": small.deploy_role, "namespace": f"Step{order}"})
    return {"stages": [small.source_stage(), {"name": "Dev", "actions": actions}]}


def _run(small: SmallPipeline, files: dict[str, str], **changes: Any) -> str:
    small.create(**changes)
    small.commit({"template.json": json.dumps(TEMPLATE), **files}, "Deploy")
    small.push()
    return str(small.executions()[0]["pipelineExecutionId"])


def _value(small: SmallPipeline, execution: str, action: str = "Step1") -> str:
    name = small.actions(execution)[action]["output"]["outputVariables"]["ParameterName"]
    return str(small.cloud.client("ssm", DEV).get_parameter(Name=name)["Parameter"]["Value"])


_UPDATE = {"ActionMode": "CREATE_UPDATE", "TemplatePath": "Source::template.json"}


def test_create_update_creates_then_updates_then_has_nothing_to_do(small: SmallPipeline) -> None:
    second = {**_UPDATE, "ParameterOverrides": '{"Greeting": "two"}'}
    execution = _run(small, {}, **_deploying(small, _UPDATE, second, second))
    small.wait_for(execution, "Succeeded")
    assert _value(small, execution, "Step2") == "two"
    summaries = [
        small.actions(execution)[name]["output"]["executionResult"]["externalExecutionSummary"]
        for name in ("Step1", "Step3")
    ]
    assert summaries == [f"The stack {small.stack} was deployed", "The stack has no changes"]


def test_delete_only_deletes_and_is_content_when_there_is_nothing(small: SmallPipeline) -> None:
    delete = {"ActionMode": "DELETE_ONLY"}
    execution = _run(small, {}, **_deploying(small, _UPDATE, delete, delete))
    small.wait_for(execution, "Succeeded")
    result = small.actions(execution)["Step3"]["output"]["executionResult"]
    assert result["externalExecutionSummary"] == f"The stack {small.stack} does not exist"


def test_parameters_come_from_the_configuration_file_and_overrides_win(small: SmallPipeline) -> None:
    template = {
        **TEMPLATE,
        "Parameters": {name: {"Type": "String"} for name in ("Greeting", "Other", "Where")},
        "Outputs": {
            **TEMPLATE["Outputs"],
            "All": {"Value": {"Fn::Sub": "${Greeting}|${Other}|${Where}"}},
        },
    }
    configuration = {"Parameters": {"Greeting": "file", "Other": "file"}, "Tags": {"service": "cv"}}
    overrides = {
        "Greeting": {"Fn::GetParam": ["Source", "values.json", "greeting"]},
        "Where": {"Fn::GetArtifactAtt": ["Source", "BucketName"]},
    }
    action = {
        **_UPDATE,
        "TemplateConfiguration": "Source::configuration.json",
        "ParameterOverrides": json.dumps(overrides),
    }
    files = {
        "template.json": json.dumps(template),
        "configuration.json": json.dumps(configuration),
        "values.json": json.dumps({"greeting": "from a file"}),
    }
    execution = _run(small, files, **_deploying(small, action))
    small.wait_for(execution, "Succeeded")
    assert small.actions(execution)["Step1"]["output"]["outputVariables"]["All"] == f"from a file|file|{small.bucket}"
    stack = small.cloud.client("cloudformation", DEV).describe_stacks(StackName=small.stack)["Stacks"][0]
    assert {"Key": "service", "Value": "cv"} in stack["Tags"]


def test_a_template_over_the_limit_of_a_body_goes_through_the_artifact_bucket(small: SmallPipeline) -> None:
    large = {**TEMPLATE, "Metadata": {"Padding": "x" * 60_000}}
    change_set = {**_UPDATE, "ActionMode": "CHANGE_SET_REPLACE", "ChangeSetName": "large"}
    execute = {"ActionMode": "CHANGE_SET_EXECUTE", "ChangeSetName": "large"}
    execution = _run(small, {"template.json": json.dumps(large)}, **_deploying(small, change_set, execute))
    small.wait_for(execution, "Succeeded")
    assert _value(small, execution, "Step2") == "none"
    keys = [item["Key"] for item in small.cloud.client("s3").list_objects_v2(Bucket=small.bucket)["Contents"]]
    assert any(key.endswith(".template") for key in keys)


def test_the_outputs_are_written_to_the_output_file(small: SmallPipeline) -> None:
    policy = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{small.bucket}/*"}
    small.allow(small.deploy_role, DEV, policy, {"Effect": "Allow", "Action": "kms:*", "Resource": small.key_arn})
    small.open_store(write=True)
    action = {**_UPDATE, "OutputFileName": "outputs.json"}
    execution = _run(small, {}, **_deploying(small, action, outputs=("Outputs",)))
    small.wait_for(execution, "Succeeded")
    output = small.actions(execution)["Step1"]["output"]
    location = output["outputArtifacts"][0]["s3location"]
    body = small.cloud.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert json.loads(archive.read("outputs.json")) == output["outputVariables"]


def _taken_table(small: SmallPipeline) -> dict[str, Any]:
    """A template whose creation fails: its table exists already."""
    key = {
        "TableName": f"taken-{small.suffix}",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    small.cloud.client("dynamodb", DEV).create_table(**key)
    return {"Resources": {"Table": {"Type": "AWS::DynamoDB::Table", "Properties": key}}}


def test_a_stack_that_fails_says_which_resource_and_why(small: SmallPipeline) -> None:
    action = {**_UPDATE, "Capabilities": "CAPABILITY_NAMED_IAM"}
    template = _taken_table(small)
    execution = _run(small, {"template.json": json.dumps(template)}, **_deploying(small, action))
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "the stack fails")
    assert small.reasons(execution)["Step1"].startswith(
        f"The stack {small.stack} is ROLLBACK_COMPLETE: Table (AWS::DynamoDB::Table): "
    )


@pytest.mark.enforces(
    "CloudFormation: a stack in ROLLBACK_COMPLETE is deleted before it is made again",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html",
)
def test_a_rolled_back_creation_must_be_deleted_or_replaced(small: SmallPipeline) -> None:
    broken = _taken_table(small)
    first = _run(small, {"template.json": json.dumps(broken)}, **_deploying(small, _UPDATE))
    small.wait(lambda: small.execution(first)["status"] == "Failed", "the stack fails")
    small.commit({"template.json": json.dumps(TEMPLATE)}, "Mend")
    small.push()
    second = small.executions()[0]["pipelineExecutionId"]
    small.wait(lambda: small.execution(second)["status"] == "Failed", "the update is refused")
    assert "is in ROLLBACK_COMPLETE state and can not be updated" in small.reasons(second)["Step1"]
    replacing = {**_UPDATE, "ActionMode": "REPLACE_ON_FAILURE"}
    small.codepipeline.update_pipeline(pipeline=small.declaration(**_deploying(small, replacing)))
    third = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
    small.wait_for(third, "Succeeded")


def test_a_missing_template_and_a_wrong_mode_are_named(small: SmallPipeline) -> None:
    execution = _run(small, {}, **_deploying(small, {**_UPDATE, "TemplatePath": "Source::nothing.json"}))
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "it fails")
    assert small.reasons(execution) == {"Step1": "The artifact Source has no file 'nothing.json'"}
    wrong = {**_UPDATE, "ActionMode": "CREATE"}
    small.codepipeline.update_pipeline(pipeline=small.declaration(**_deploying(small, wrong)))
    second = small.codepipeline.start_pipeline_execution(name=small.name)["pipelineExecutionId"]
    small.wait(lambda: small.execution(second)["status"] == "Failed", "it fails")
    assert "The action mode CREATE is unknown" in small.reasons(second)["Step1"]


def test_a_stage_is_rolled_back_to_what_an_earlier_execution_deployed(small: SmallPipeline) -> None:
    prepare = {
        **_UPDATE,
        "ActionMode": "CHANGE_SET_REPLACE",
        "ChangeSetName": "set",
        "ParameterOverrides": '{"Greeting": "#{Source@Main.CommitMessage}"}',
    }
    execute = {"ActionMode": "CHANGE_SET_EXECUTE", "ChangeSetName": "set"}
    first = _run(small, {}, **_deploying(small, prepare, execute))
    small.wait_for(first, "Succeeded")
    small.commit({"README": "2"}, "Second")
    small.push()
    second = small.executions()[0]["pipelineExecutionId"]
    small.wait_for(second, "Succeeded")
    assert _value(small, second, "Step2") == "Second"
    third = small.codepipeline.rollback_stage(
        pipelineName=small.name, stageName="Dev", targetPipelineExecutionId=first
    )["pipelineExecutionId"]
    small.wait_for(third, "Succeeded")
    assert _value(small, third, "Step2") == "Deploy"
    newest = small.executions()[0]
    assert newest["executionType"] == "ROLLBACK"
    assert newest["rollbackMetadata"] == {"rollbackTargetPipelineExecutionId": first}
    assert newest["trigger"]["triggerType"] == "ManualRollback"
    assert sorted(small.actions(third)) == ["Step1", "Step2"]


@pytest.mark.enforces(
    "CodePipeline: a rollback reads the artifacts of the execution it returns to, and fails once they have expired",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html",
)
def test_a_rollback_fails_whose_artifacts_have_expired(small: SmallPipeline) -> None:
    first = _run(small, {}, **_deploying(small, _UPDATE))
    small.wait_for(first, "Succeeded")
    s3 = small.cloud.client("s3")
    artifacts = small.actions(first)["Source"]["output"]["outputArtifacts"]
    for artifact in artifacts:
        s3.delete_object(Bucket=artifact["s3location"]["bucket"], Key=artifact["s3location"]["key"])
    second = small.codepipeline.rollback_stage(
        pipelineName=small.name, stageName="Dev", targetPipelineExecutionId=first
    )["pipelineExecutionId"]
    small.wait_for(second, "Failed")
    assert "Reading the artifact Source" in small.reasons(second)["Step1"]


@pytest.mark.enforces(
    "CloudFormation: a pipeline's deployment leaves termination protection alone, and no protected stack is deleted",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html",
)
def test_termination_protection_is_set_by_hand_and_outlives_deployments(small: SmallPipeline) -> None:
    cloudformation = small.cloud.client("cloudformation", DEV)

    def is_protected() -> bool:
        (stack,) = cloudformation.describe_stacks(StackName=small.stack)["Stacks"]
        return bool(stack["EnableTerminationProtection"])

    prepare = {**_UPDATE, "ActionMode": "CHANGE_SET_REPLACE", "ChangeSetName": "set"}
    message = {"ParameterOverrides": '{"Greeting": "#{Source@Main.CommitMessage}"}'}
    execute = {"ActionMode": "CHANGE_SET_EXECUTE", "ChangeSetName": "set"}
    small.wait_for(_run(small, {}, **_deploying(small, {**prepare, **message}, execute)), "Succeeded")
    assert not is_protected()
    cloudformation.update_termination_protection(StackName=small.stack, EnableTerminationProtection=True)
    small.commit({"README": "2"}, "Second")
    small.push()
    second = small.executions()[0]["pipelineExecutionId"]
    small.wait_for(second, "Succeeded")
    assert _value(small, second, "Step2") == "Second"
    assert is_protected()
    with pytest.raises(ClientError, match="cannot be deleted while TerminationProtection is enabled"):
        cloudformation.delete_stack(StackName=small.stack)
