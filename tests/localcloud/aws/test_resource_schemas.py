"""A resource's properties are held to the schema that CloudFormation publishes for its type."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.aws.cloudformation.resource_schemas import has_attribute, property_problems, resource_schema

_TRUST = {"Version": "2012-10-17", "Statement": []}
_ALARM = {"ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1}


@pytest.mark.parametrize(
    ("type_name", "properties", "problem"),
    [
        ("AWS::SNS::Topic", {"TopicNmae": "a"}, "#: extraneous key [TopicNmae] is not permitted"),
        (
            "AWS::IAM::Role",
            {"RoleName": "r" * 65, "AssumeRolePolicyDocument": _TRUST},
            "#/RoleName: expected maxLength: 64, actual: 65",
        ),
        ("AWS::IAM::Role", {"RoleName": "r"}, "#: required key [AssumeRolePolicyDocument] not found"),
        ("AWS::SQS::Queue", {"DelaySeconds": []}, "#/DelaySeconds: [] is not of type 'integer'"),
        (
            "AWS::Logs::LogGroup",
            {"RetentionInDays": 100},
            "#/RetentionInDays: 100 is not a valid enum value: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, "
            "545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
        ),
    ],
)
def test_a_property_that_the_schema_forbids_is_named(type_name: str, properties: dict[str, Any], problem: str) -> None:
    assert property_problems(type_name, properties) == [problem]


@pytest.mark.parametrize(
    ("type_name", "properties"),
    [
        ("AWS::CloudWatch::Alarm", {**_ALARM, "EvaluationPeriods": "3", "ActionsEnabled": "true"}),
        ("AWS::SQS::Queue", {"DelaySeconds": "5", "FifoQueue": "False"}),
        ("AWS::Logs::LogGroup", {"RetentionInDays": "30"}),
        ("AWS::SSM::Parameter", {"Type": "String", "Value": 5, "Tags": {"ünïcode": "x"}}),
    ],
)
def test_text_stands_for_numbers_and_booleans_and_numbers_for_text(type_name: str, properties: dict[str, Any]) -> None:
    assert property_problems(type_name, properties) == []


@pytest.mark.parametrize("value", ["0", 0])
def test_a_bound_holds_for_a_number_that_is_written_as_text(value: object) -> None:
    (problem,) = property_problems("AWS::Lambda::Function", {"Code": {}, "Role": _ROLE, "Timeout": value})
    assert problem.startswith("#/Timeout: ")


_ROLE = "arn:aws:iam::111111111111:role/a"


def test_a_type_without_a_schema_is_not_judged() -> None:
    assert resource_schema("Custom::Anything") is None
    assert property_problems("Custom::Anything", {"What": "ever"}) == []


def test_a_region_has_the_types_that_it_offers() -> None:
    assert resource_schema("AWS::Lambda::Function", "cn-north-1")
    assert resource_schema("AWS::CodeStarNotifications::NotificationRule", "ca-west-1") is None
    assert resource_schema("AWS::Lambda::Function", "xx-nowhere-1") == resource_schema("AWS::Lambda::Function")


@pytest.mark.parametrize(
    ("type_name", "attribute", "has"),
    [
        ("AWS::SQS::Queue", "Arn", True),
        ("AWS::SQS::Queue", "Arm", False),
        ("AWS::RDS::DBInstance", "Endpoint.Address", True),
        ("AWS::CloudFormation::Stack", "Outputs.AnyName", True),
        ("AWS::CloudFormation::CustomResource", "AnyName", True),
        ("Custom::Tides", "AnyName", True),
    ],
)
def test_an_attribute_is_one_that_the_schema_has(type_name: str, attribute: str, *, has: bool) -> None:
    assert has_attribute(type_name, attribute) is has
