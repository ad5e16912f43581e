"""CloudFormation: a template whose references lead nowhere makes no stack, and a name is exported once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import describe, wait

pytestmark = pytest.mark.cloud
QUEUE: dict[str, Any] = {"Type": "AWS::SQS::Queue"}
IN_RESOURCES = "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template"
IN_OUTPUTS = "Template format error: Unresolved resource dependencies [Nobody] in the Outputs block of the template"
NO_ATTRIBUTE = "Template error: instance of Fn::GetAtt references undefined resource Nobody"


def _document(*, value: Any = "", **queue: Any) -> dict[str, Any]:
    outputs = {"Outputs": {"Value": {"Value": value}}} if value else {}
    return {"Resources": {"Queue": {**QUEUE, **queue}}, **outputs}


LEADING_NOWHERE = {
    "a Ref of a property": (_document(Properties={"QueueName": {"Ref": "Nobody"}}), IN_RESOURCES),
    "a Ref of an output": (_document(value={"Ref": "Nobody"}), IN_OUTPUTS),
    "an attribute": (_document(value={"Fn::GetAtt": ["Nobody", "Arn"]}), NO_ATTRIBUTE),
    "an attribute in one word": (_document(value={"Fn::GetAtt": "Nobody.Arn"}), NO_ATTRIBUTE),
    "a name in a text": (_document(value={"Fn::Sub": "a-${Nobody}"}), IN_OUTPUTS),
    "an attribute in a text": (_document(value={"Fn::Sub": ["a-${Nobody.Arn}-${B}", {"B": "b"}]}), NO_ATTRIBUTE),
    "a resource before it": (_document(DependsOn=["Nobody"]), IN_RESOURCES),
    "a condition": (
        _document(Condition="Nobody"),
        "Template format error: Unresolved condition dependency Nobody in the Resources block of the template",
    ),
    "a condition of a value": (
        _document(Properties={"QueueName": {"Fn::If": ["Nobody", "a", "b"]}}),
        "Template format error: Unresolved condition dependency Nobody in the Resources block of the template",
    ),
    "a resource in a condition": (
        {**_document(), "Conditions": {"Is": {"Fn::Equals": [{"Ref": "Queue"}, "a"]}}},
        "Template format error: Unresolved resource dependencies [Queue] in the Conditions block of the template",
    ),
}


@pytest.mark.enforces(
    "CloudFormation: a reference to nothing is refused before there is a stack",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html",
)
@pytest.mark.parametrize("what", LEADING_NOWHERE)
def test_a_reference_that_leads_nowhere(cloud: CloudProcess, what: str) -> None:
    document, words = LEADING_NOWHERE[what]
    cloudformation, name = cloud.client("cloudformation", DEV), unique("stack")
    for operation, more in (
        ("create_stack", {"StackName": name}),
        ("create_change_set", {"StackName": name, "ChangeSetName": "first", "ChangeSetType": "CREATE"}),
        ("validate_template", {}),
    ):
        with pytest.raises(ClientError) as refusal:
            getattr(cloudformation, operation)(TemplateBody=json.dumps(document), **more)
        assert refusal.value.response["Error"]["Code"] == "ValidationError"
        assert refusal.value.response["Error"]["Message"] == words


def test_references_that_lead_somewhere(cloud: CloudProcess) -> None:
    document = {
        "Parameters": {"Prefix": {"Type": "String", "Default": "a"}},
        "Conditions": {"Is": {"Fn::Equals": [{"Ref": "Prefix"}, "a"]}},
        "Resources": {"Queue": {**QUEUE, "Condition": "Is"}, "Second": {**QUEUE, "DependsOn": "Queue"}},
        "Outputs": {
            "Text": {"Value": {"Fn::Sub": ["${Prefix}-${Own}-${!Kept}-${AWS::Region}-${Second.Arn}", {"Own": "b"}]}},
            "Chosen": {"Value": {"Fn::If": ["Is", {"Ref": "Second"}, {"Ref": "AWS::NoValue"}]}},
        },
    }
    cloud.client("cloudformation", DEV).validate_template(TemplateBody=json.dumps(document))


@pytest.mark.enforces(
    "CloudFormation: a name is exported by one stack of an account and region",
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
)
def test_a_second_export_of_a_name_fails_the_stack(cloud: CloudProcess) -> None:
    cloudformation, export = cloud.client("cloudformation", DEV), unique("export")
    output = {"Value": "1", "Export": {"Name": export}}
    document = json.dumps({"Resources": {"Queue": QUEUE}, "Outputs": {"Name": output}})
    first, second = unique("first"), unique("second")
    for name in (first, second):
        cloudformation.create_stack(StackName=name, TemplateBody=document)
        wait(cloud, name)
    assert describe(cloud, first)["StackStatus"] == "CREATE_COMPLETE"
    assert describe(cloud, second)["StackStatus"] == "ROLLBACK_COMPLETE"
    (listed,) = (one for one in cloudformation.list_exports()["Exports"] if one["Name"] == export)
    assert f"stack/{first}/" in listed["ExportingStackId"]
