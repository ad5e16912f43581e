"""Whether a policy lets a service in: a resource's own, or the trust policy of a role."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.aws.identity.trust import lets_service_act, trusts_service

FUNCTION = "arn:aws:lambda:eu-west-1:222222222222:function:greet"
API = "arn:aws:execute-api:eu-west-1:222222222222:a1b2/v1/POST/greeting"


def statement(**different: Any) -> dict[str, Any]:
    principal = {"Service": "apigateway.amazonaws.com"}
    return {
        "Effect": "Allow",
        "Principal": principal,
        "Action": "lambda:InvokeFunction",
        "Resource": FUNCTION,
        **different,
    }


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([statement()], True),
        ([statement(), statement(Effect="Deny")], False),
        ([statement(Principal={"Service": "sns.amazonaws.com"})], False),
        ([statement(Principal={"AWS": "222222222222"})], False),
        ([statement(Action="lambda:GetFunction")], False),
        ([statement(Resource=f"{FUNCTION}:live")], False),
        ([statement(Condition={"ArnLike": {"aws:SourceArn": API.replace("/v1/", "/*/")}})], True),
        ([statement(Condition={"ArnLike": {"aws:SourceArn": API.replace("a1b2", "other")}})], False),
        ([statement(Condition={"StringEquals": {"aws:SourceAccount": "222222222222"}})], True),
        ([statement(Condition={"StringEquals": {"aws:SourceAccount": "333333333333"}})], False),
        ([statement(Condition={"Bool": {"aws:SecureTransport": "true"}})], True),
        ([statement(Condition={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})], True),
        ([], False),
    ],
)
def test_the_policy_of_a_resource_decides(statements: list[dict[str, Any]], allowed: bool) -> None:
    answer = lets_service_act(
        {"Version": "2012-10-17", "Statement": statements},
        service="apigateway.amazonaws.com",
        action="lambda:InvokeFunction",
        resource_arn=FUNCTION,
        account="222222222222",
        source_arn=API,
    )
    assert answer is allowed


@pytest.mark.parametrize(
    ("named", "service", "expected"),
    [
        ("codedeploy.amazonaws.com", "codedeploy.amazonaws.com", True),
        ("codedeploy.eu-west-1.amazonaws.com", "codedeploy.amazonaws.com", True),
        ("states.us-gov-west-1.amazonaws.com", "states.amazonaws.com", True),
        ("codedeploy.eu-west-1.amazonaws.com", "states.amazonaws.com", False),
        ("codebuild.eu-west-1.amazonaws.com", "codebuild.amazonaws.com", False),
        ("codedeploy.eu.amazonaws.com", "codedeploy.amazonaws.com", False),
    ],
)
def test_a_role_may_trust_a_service_by_its_name_in_a_region(named: str, service: str, expected: bool) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": named}, "Action": "sts:AssumeRole"}
    assert trusts_service({"Statement": [trust]}, service=service, account="222222222222") is expected
