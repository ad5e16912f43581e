"""Who may answer an approval: a role that can do nothing else, and that only people assume."""

from __future__ import annotations

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_codepipeline as codepipeline

from feature_stacks.naming import PRODUCT
from pipeline.approver_roles import ANSWERS, SEES, ApproverRoles
from stages.environments import ENVIRONMENTS
from stages.waves import waves
from tests.pipeline.template import Template, resources
from tests.pipeline.test_permissions import SETTINGS

NAME = f"{PRODUCT}-role-approver-delivery-prod"
ROLE = "arn:aws:iam::111111111111:role/release-managers"
USER = "arn:aws:iam::111111111111:user/ada"
SECOND_FACTOR = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def approver(template: Template) -> tuple[str, dict[str, Any]]:
    ((logical_id, role),) = (
        (logical_id, body["Properties"])
        for logical_id, body in resources(template, "AWS::IAM::Role").items()
        if body["Properties"].get("RoleName") == NAME
    )
    return logical_id, role


def policies(template: Template) -> list[tuple[list[Any], dict[str, Any]]]:
    """Every statement of a policy with the roles that it is attached to."""
    return [
        (policy["Properties"].get("Roles", []), statement)
        for policy in resources(template, "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]


def test_the_role_sees_the_pipeline_and_answers_one_action_of_it(pipeline_template: Template) -> None:
    logical_id, role = approver(pipeline_template)
    assert "Policies" not in role
    assert "ManagedPolicyArns" not in role
    sees, answers = [found for roles, found in policies(pipeline_template) if {"Ref": logical_id} in roles]
    assert sorted(sees["Action"]) == sorted(SEES)
    assert answers["Action"] == ANSWERS
    assert {sees["Effect"], answers["Effect"]} == {"Allow"}
    (pipeline,) = resources(pipeline_template, "AWS::CodePipeline::Pipeline")
    arn = json.dumps(sees["Resource"])
    assert json.loads(arn)["Fn::Join"][1][-1] == {"Ref": pipeline}
    *_, end = answers["Resource"]["Fn::Join"][1]
    assert end == "/ApproveProd/Approve"
    assert "*" not in arn + json.dumps(answers["Resource"])


def test_nobody_else_may_answer(pipeline_template: Template) -> None:
    logical_id, _ = approver(pipeline_template)
    others = [found for roles, found in policies(pipeline_template) if {"Ref": logical_id} not in roles]
    assert not [found for found in others if "approvalresult" in json.dumps(found).lower()]


def test_each_approval_has_a_role_and_names_it(pipeline_template: Template) -> None:
    asked = [wave for wave in waves(ENVIRONMENTS) if wave.approval]
    named = [name for name in pipeline_template["Outputs"] if name.startswith("Approve")]
    assert named == [f"{wave.approval_stage_name}RoleArn" for wave in asked]


def test_where_nobody_is_named_a_person_of_the_account_with_a_second_factor_may(pipeline_template: Template) -> None:
    _, role = approver(pipeline_template)
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"AWS": f"arn:aws:iam::{SETTINGS.tools_account}:root"}
    assert statement["Condition"] == SECOND_FACTOR


@pytest.mark.parametrize(
    ("approvers", "trusted"),
    [
        ([ROLE], [({"AWS": ROLE}, None)]),
        ([USER], [({"AWS": USER}, SECOND_FACTOR)]),
        ([ROLE, USER], [({"AWS": ROLE}, None), ({"AWS": USER}, SECOND_FACTOR)]),
    ],
)
def test_who_is_named_may_and_nobody_else(approvers: list[str], trusted: list[tuple[Any, Any]]) -> None:
    stack = cdk.Stack()
    pipeline = codepipeline.Pipeline.from_pipeline_arn(
        stack, "Pipeline", "arn:aws:codepipeline:us-east-1:111111111111:delivery"
    )
    asked = [wave for wave in waves(ENVIRONMENTS) if wave.approval]
    ApproverRoles(stack, "Approvers", pipeline=pipeline, waves=asked, approvers=approvers)
    (role,) = assertions.Template.from_stack(stack).find_resources("AWS::IAM::Role").values()
    statements = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert [(found["Principal"], found.get("Condition")) for found in statements] == trusted
