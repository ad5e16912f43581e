"""Whether a resource's own policy lets a service act on it."""

from __future__ import annotations

from typing import Any

import pytest

from localcloud.aws.identity.trust import lets_service_act

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
