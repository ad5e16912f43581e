"""AWS::CodePipeline::Pipeline: what CloudFormation deploys is the pipeline that runs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localcloud.services.codepipeline.cloudformation_types import declaration_of
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline


def _pascal(value: Any, *, inside: bool = False) -> Any:
    """The API's form as a template writes it."""
    if isinstance(value, list):
        return [_pascal(item, inside=inside) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        (name if inside else name[:1].upper() + name[1:]): _pascal(item, inside=name == "configuration")
        for name, item in value.items()
    }


class DeployedPipeline:
    """A stack with the pipeline as its only resource."""

    def __init__(self, small: SmallPipeline) -> None:
        self.small = small
        self.stack = f"pipeline-{small.suffix}"
        self.cloudformation = small.cloud.client("cloudformation")
        self.declared = small.declaration(stages=[small.source_stage(), small.approval_stage()])

    def template(self, **properties: Any) -> str:
        given = {**_pascal(self.declared), "RestartExecutionOnUpdate": True, **properties}
        return json.dumps(
            {
                "Resources": {"Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "Properties": given}},
                "Outputs": {
                    "Name": {"Value": {"Ref": "Pipeline"}},
                    "Version": {"Value": {"Fn::GetAtt": ["Pipeline", "Version"]}},
                },
            }
        )

    def create(self, **properties: Any) -> dict[str, str]:
        self.cloudformation.create_stack(StackName=self.stack, TemplateBody=self.template(**properties))
        return self._outputs("CREATE_COMPLETE")

    def update(self, **properties: Any) -> dict[str, str]:
        self.cloudformation.update_stack(StackName=self.stack, TemplateBody=self.template(**properties))
        return self._outputs("UPDATE_COMPLETE")

    def status(self) -> str:
        return str(self.cloudformation.describe_stacks(StackName=self.stack)["Stacks"][0]["StackStatus"])

    def _outputs(self, status: str) -> dict[str, str]:
        def at_rest() -> bool:
            return not self.status().endswith("_IN_PROGRESS")

        self.small.wait(at_rest, "the stack is at rest")
        found = self.cloudformation.describe_stacks(StackName=self.stack)["Stacks"][0]
        events = self.cloudformation.describe_stack_events(StackName=self.stack)["StackEvents"]
        assert found["StackStatus"] == status, events
        return {item["OutputKey"]: item["OutputValue"] for item in found["Outputs"]}


@pytest.fixture
def deployed(small: SmallPipeline) -> DeployedPipeline:
    return DeployedPipeline(small)


@pytest.mark.cloud
def test_a_created_resource_is_a_pipeline_that_runs(deployed: DeployedPipeline) -> None:
    small = deployed.small
    outputs = deployed.create(Tags=[{"Key": "service", "Value": "cv"}])
    assert outputs == {"Name": small.name, "Version": "1"}
    assert small.codepipeline.get_pipeline(name=small.name)["pipeline"] == {**deployed.declared, "version": 1}
    assert small.executions()[-1]["trigger"]["triggerType"] == "CreatePipeline"
    small.first_commit()
    small.push()
    small.wait_for_approval()


@pytest.mark.cloud
def test_a_changed_resource_restarts_the_pipeline_exactly_once(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.create()
    small.first_commit()
    small.push()
    small.wait_for_approval()
    running = small.executions()[0]["pipelineExecutionId"]
    before = len(small.executions())
    assert deployed.update(ExecutionMode="QUEUED")["Version"] == "2"
    after = small.executions()
    assert len(after) == before + 1
    assert small.execution(running)["status"] == "Cancelled"
    assert after[0]["pipelineExecutionId"] != running
    small.wait(lambda: small.actions(after[0]["pipelineExecutionId"]).get("Approve") is not None, "it runs again")


@pytest.mark.cloud
def test_changed_tags_neither_restart_nor_give_a_version(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.create()
    before = small.executions()
    outputs = deployed.update(Tags=[{"Key": "owner", "Value": "delivery"}])
    assert outputs["Version"] == "1"
    assert [item["pipelineExecutionId"] for item in small.executions()] == [
        item["pipelineExecutionId"] for item in before
    ]
    arn = small.codepipeline.get_pipeline(name=small.name)["metadata"]["pipelineArn"]
    assert small.codepipeline.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "owner", "value": "delivery"}]


@pytest.mark.cloud
def test_without_restart_a_change_only_cancels(deployed: DeployedPipeline) -> None:
    small = deployed.small
    small.first_commit()
    deployed.create()
    before = len(small.executions())
    deployed.update(ExecutionMode="QUEUED", RestartExecutionOnUpdate=False)
    assert len(small.executions()) == before


@pytest.mark.cloud
def test_transitions_can_be_disabled_by_the_template(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.create(DisableInboundStageTransitions=[{"StageName": "Approve", "Reason": "freeze"}])

    def state() -> dict[str, Any]:
        states = small.codepipeline.get_pipeline_state(name=small.name)["stageStates"]
        found: dict[str, Any] = states[1]["inboundTransitionState"]
        return found

    assert (state()["enabled"], state()["disabledReason"]) == (False, "freeze")
    deployed.update(DisableInboundStageTransitions=[])
    assert state()["enabled"]


@pytest.mark.cloud
def test_another_name_is_another_pipeline_and_the_old_one_goes(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.create()
    assert deployed.update(Name=f"{small.name}-new")["Name"] == f"{small.name}-new"
    names = [item["name"] for item in small.codepipeline.list_pipelines()["pipelines"]]
    assert f"{small.name}-new" in names
    assert small.name not in names


@pytest.mark.cloud
def test_an_invalid_definition_fails_the_stack_with_the_reason(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.cloudformation.create_stack(
        StackName=deployed.stack, TemplateBody=deployed.template(Stages=_pascal([small.source_stage()]))
    )
    small.wait(lambda: not deployed.status().endswith("_IN_PROGRESS"), "the stack is at rest")
    events = deployed.cloudformation.describe_stack_events(StackName=deployed.stack)["StackEvents"]
    reasons = [item.get("ResourceStatusReason", "") for item in events if item["LogicalResourceId"] == "Pipeline"]
    assert "#/Stages: expected minimum item count: 2, found: 1" in " ".join(reasons)


@pytest.mark.cloud
def test_a_deleted_stack_deletes_the_pipeline(deployed: DeployedPipeline) -> None:
    small = deployed.small
    deployed.create()
    deployed.cloudformation.delete_stack(StackName=deployed.stack)

    def gone() -> bool:
        return small.name not in [item["name"] for item in small.codepipeline.list_pipelines()["pipelines"]]

    small.wait(gone, "the pipeline is deleted")


def _properties(**changes: Any) -> dict[str, Any]:
    action = {
        "Name": "Source",
        "ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "S3", "Version": 1},
        "Configuration": {"S3Bucket": "b", "S3ObjectKey": "k", "PollForSourceChanges": False},
        "RunOrder": "2",
        "OutputArtifacts": [{"Name": "Source"}],
    }
    return {
        "Name": "delivery",
        "RoleArn": "arn:aws:iam::111111111111:role/delivery",
        "ArtifactStores": [{"Region": "us-east-1", "ArtifactStore": {"Type": "S3", "Location": "bucket"}}],
        "Stages": [{"Name": "Source", "Actions": [action]}],
        **changes,
    }


def test_property_names_change_case_except_inside_configuration() -> None:
    document = declaration_of(_properties())
    (action,) = document["stages"][0]["actions"]
    assert action["configuration"] == {"S3Bucket": "b", "S3ObjectKey": "k", "PollForSourceChanges": "false"}
    assert action["actionTypeId"]["version"] == "1"
    assert action["runOrder"] == 2
    assert document["artifactStores"] == {"us-east-1": {"type": "S3", "location": "bucket"}}


@pytest.mark.enforces(
    "CloudFormation: an unknown property of a pipeline is refused by name",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html",
)
def test_an_unknown_property_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"unsupported property Actionz in AWS::CodePipeline::Pipeline\.Stages"):
        declaration_of(_properties(Stages=[{"Name": "Source", "Actionz": []}]))


@pytest.mark.enforces(
    "CloudFormation: a value that CodePipeline's API refuses fails the resource",
    source="https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html",
)
def test_a_value_that_the_api_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match="executionMode"):
        declaration_of(_properties(ExecutionMode="SOMETIMES"))
