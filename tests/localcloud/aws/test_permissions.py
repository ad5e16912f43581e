"""The IAM question that the local cloud's own services ask: what is not allowed in so many words is denied."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ministack.services import iam

from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.service_error import ServiceError

_ACCOUNT, _REGION, _SERVICE = "111111111111", "us-east-1", "codebuild.amazonaws.com"
_GROUP = f"arn:aws:codebuild:{_REGION}:{_ACCOUNT}:report-group/tests"
_ACTION = "codebuild:CreateReport"


def _statement(effect: str = "Allow", action: Any = _ACTION, resource: Any = _GROUP, **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": resource, **more}


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _role(policies: dict[str, str], boundary: str = "") -> str:
    name = f"role-{uuid.uuid4().hex[:8]}"
    trust = {"Effect": "Allow", "Principal": {"Service": _SERVICE}, "Action": "sts:AssumeRole"}
    record = {"AssumeRolePolicyDocument": _document(trust), "InlinePolicies": policies, "AttachedPolicies": []}
    arn = f"arn:aws:iam::{_ACCOUNT}:role/{name}"
    iam._roles.set_scoped(
        _ACCOUNT, None, name, {**record, "Arn": arn, "RoleName": name, "PermissionsBoundary": boundary}
    )
    return arn


def _session(*statements: dict[str, Any], boundary: str = "") -> Session:
    arn = _role({"inline": _document(*statements)} if statements else {}, boundary)
    return service_session(role_arn=arn, service=_SERVICE, session_name="build")


def _allowed(session: Session) -> bool:
    try:
        require_permission(session, action=_ACTION, resource_arn=_GROUP, account=_ACCOUNT, region=_REGION)
    except ServiceError as error:
        return error.code != "AccessDeniedException"
    return True


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((), False),
        ((_statement(),), True),
        ((_statement(action="codebuild:*", resource="*"),), True),
        ((_statement(action="codebuild:Create*", resource=f"{_GROUP[:-5]}*"),), True),
        ((_statement(action=["codebuild:UpdateReport"]),), False),
        ((_statement(resource=_GROUP + "-other"),), False),
        ((_statement(action="s3:*", resource="*"),), False),
        ((_statement(), _statement("Deny")), False),
        ((_statement("Deny", action="*", resource="*"), _statement()), False),
        ((_statement(Condition={"StringEquals": {"aws:RequestedRegion": _REGION}}),), True),
        ((_statement(Condition={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}),), False),
    ],
)
def test_a_role_may_what_its_policies_allow(statements: tuple[dict[str, Any], ...], expected: bool) -> None:
    assert _allowed(_session(*statements)) is expected


@pytest.fixture
def boundary() -> Iterator[str]:
    arn = f"arn:aws:iam::{_ACCOUNT}:policy/boundary-{uuid.uuid4().hex[:8]}"
    document = _document(_statement(action="s3:*", resource="*"))
    policy = {"Arn": arn, "DefaultVersionId": "v1", "Versions": {"v1": {"Document": document}}}
    iam._policies.set_scoped(_ACCOUNT, None, arn, policy)
    yield arn
    iam._policies.pop_scoped(_ACCOUNT, None, arn)


def test_a_boundary_limits_what_policies_allow(boundary: str) -> None:
    assert not _allowed(_session(_statement(), boundary=boundary))


def test_a_session_that_is_not_known_may_nothing() -> None:
    assert not _allowed(replace(_session(_statement()), access_key_id="ASIAXXXXXXXXXXXXXXXX"))


@pytest.mark.parametrize("access_key_id", [_ACCOUNT, "test", ""])
def test_whoever_has_no_policies_at_all_may_nothing(access_key_id: str) -> None:
    """What MiniStack alone takes for an account's root, whose policies are None."""
    assert not _allowed(replace(_session(_statement()), access_key_id=access_key_id))


@pytest.mark.enforces(
    "IAM: a deleted role's sessions may do nothing",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html",
)
def test_a_role_that_was_deleted_meanwhile_may_nothing() -> None:
    arn = _role({"inline": _document(_statement())})
    session = service_session(role_arn=arn, service=_SERVICE, session_name="build")
    iam._roles.pop_scoped(_ACCOUNT, None, arn.rpartition("/")[2])
    assert not _allowed(session)
