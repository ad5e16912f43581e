"""Sessions of roles for the local cloud's own services."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ministack.core.responses import request_scope
from ministack.services import iam, sts

from localcloud.aws.api.json_service import ServiceError
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.trust import trusts_service

_ACCOUNT = "222222222222"
_ROLE = f"arn:aws:iam::{_ACCOUNT}:role/path/builder"


def _trust(effect: str = "Allow", service: Any = "codebuild.amazonaws.com", **statement: Any) -> dict[str, Any]:
    return {"Effect": effect, "Principal": {"Service": service}, "Action": "sts:AssumeRole", **statement}


@pytest.fixture
def role() -> Iterator[dict[str, Any]]:
    """A role in dev that trusts CodeBuild."""
    record = {"RoleId": "AROAEXAMPLE", "AssumeRolePolicyDocument": {"Statement": [_trust()]}}
    with request_scope(_ACCOUNT, "us-east-1"):
        iam._roles["builder"] = record
    yield record
    with request_scope(_ACCOUNT, "us-east-1"):
        iam._roles.pop("builder")


def _open_session(service: str = "codebuild.amazonaws.com", role_arn: str = _ROLE) -> Any:
    return service_session(role_arn=role_arn, service=service, session_name="AWSCodeBuild-1", duration_seconds=900)


def test_a_service_gets_a_session_of_a_role_that_trusts_it(role: dict[str, Any]) -> None:
    session = _open_session()
    registered = sts._sessions[session.access_key_id]
    assert registered["Arn"] == f"arn:aws:sts::{_ACCOUNT}:assumed-role/builder/AWSCodeBuild-1"
    assert registered["UserId"] == "AROAEXAMPLE:AWSCodeBuild-1"
    assert timedelta(seconds=800) < session.expiration - datetime.now(UTC) <= timedelta(seconds=900)


def test_two_sessions_share_nothing(role: dict[str, Any]) -> None:
    one, other = _open_session(), _open_session()
    assert not {one.access_key_id, one.secret_access_key, one.session_token} & {
        other.access_key_id,
        other.secret_access_key,
        other.session_token,
    }


@pytest.mark.parametrize(
    ("service", "role_arn"),
    [
        ("codepipeline.amazonaws.com", _ROLE),
        ("codebuild.amazonaws.com", f"arn:aws:iam::{_ACCOUNT}:role/absent"),
        ("codebuild.amazonaws.com", "arn:aws:iam::333333333333:role/builder"),
        ("codebuild.amazonaws.com", f"arn:aws:iam::{_ACCOUNT}:user/builder"),
        ("codebuild.amazonaws.com", "builder"),
    ],
)
def test_any_other_gets_access_denied(role: dict[str, Any], service: str, role_arn: str) -> None:
    with pytest.raises(ServiceError) as error:
        _open_session(service, role_arn)
    assert error.value.code == "AccessDenied"


@pytest.mark.parametrize(
    ("statements", "trusted"),
    [
        ([_trust()], True),
        (_trust(), True),
        ([_trust(service=["lambda.amazonaws.com", "codebuild.amazonaws.com"])], True),
        ([_trust(), _trust("Deny")], False),
        ([_trust(Action="sts:TagSession")], False),
        ([{**_trust(), "Principal": {"AWS": "*"}}], False),
        ([_trust(Condition={"StringEquals": {"aws:SourceAccount": _ACCOUNT}})], True),
        ([_trust(Condition={"StringEquals": {"aws:SourceAccount": "333333333333"}})], False),
        ([], False),
    ],
)
def test_a_trust_policy_decides(statements: Any, trusted: bool) -> None:
    document = {"Version": "2012-10-17", "Statement": statements}
    assert trusts_service(document, service="codebuild.amazonaws.com", account=_ACCOUNT) is trusted
