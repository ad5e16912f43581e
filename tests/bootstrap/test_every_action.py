"""An independent reading: every action in every policy exists, and takes the resource that its statement names.

IAM takes a policy with a misspelt action, or on a resource that the action is never about, and grants nothing by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from bootstrap.__main__ import TEMPLATE
from tests.bootstrap.policy_statements import statements
from tests.bootstrap.reference import actions_matching, takes

_KNOWN: Final[Mapping[str, str]] = {
    "codestar-connections:UseConnection is not about arn:aws:codeconnections:": (
        "the CDK's source action grants it itself; the one of the ARN's prefix, which AWS asks for, stands beside it"
    ),
    "is not about arn:aws:apigateway:*::/": (
        "of one prefix for two services, the reference as it is shipped has the paths of HTTP APIs, not of REST APIs: "
        "docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html"
    ),
    "codedeploy:PutLifecycleEventHookExecutionStatus is not about arn:aws:codedeploy:": (
        "the reference names no resource for it; AWS takes the deployment group's: so the CDK grants it "
        "(LambdaDeploymentGroup.grant_put_lifecycle_event_hook_execution_status), and so AWS SAM's examples do"
    ),
}
"""What is said of a problem that is none here, and why."""


def _problems(template: Mapping[str, Any]) -> Iterator[str]:
    for statement in statements(template):
        for action in statement.actions:
            meant = actions_matching(action)
            if action != "*" and not meant:
                yield f"{statement.place}: {action} does not exist"
            for resource in statement.resources:
                if meant and not any(takes(one, resource) for one in meant):
                    yield f"{statement.place}: {action} is not about {resource}"


def _templates(assembly: Path) -> list[Path]:
    return [TEMPLATE, *sorted(assembly.rglob("*.template.json"))]


def test_every_action_exists_and_takes_the_resource_it_names(assembly: Path) -> None:
    found = {
        f"{path.name}: {problem}"
        for path in _templates(assembly)
        for problem in _problems(json.loads(path.read_text(encoding="utf-8")))
    }
    new = sorted(problem for problem in found if not any(known in problem for known in _KNOWN))
    assert not new, "\n".join(new)
    assert all(any(known in problem for problem in found) for known in _KNOWN), "what is known is there no more"


@pytest.mark.parametrize(
    ("action", "resource", "problem"),
    [
        ("dynamodb:GetItems", "arn:aws:dynamodb:*:*:table/t", "does not exist"),
        ("dynamodb:GetItem", "arn:aws:s3:::bucket/key", "is not about"),
        ("s3:ListBucket", "arn:aws:s3:::bucket/*", ""),
        ("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:g", "is not about"),
        ("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:g:*", ""),
        ("kms:CreateKey", "arn:aws:kms:*:*:key/k", "is not about"),
        ("iam:PassRole", {"Fn::GetAtt": ["Role", "Arn"]}, ""),
        ("s3:GetObject", {"Fn::GetAtt": ["Role", "Arn"]}, "is not about"),
    ],
)
def test_a_mismatch_is_seen(action: str, resource: Any, problem: str) -> None:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    policy = {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": document}}
    role = {"Type": "AWS::IAM::Role", "Properties": {}}
    (found,) = [*_problems({"Resources": {"Policy": policy, "Role": role}})] or [""]
    assert problem in found
    assert bool(problem) is bool(found)
