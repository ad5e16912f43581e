"""A role that wants a second factor: who has proved one may assume it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from tests.localcloud.cloud_process import TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_role, make_user, refused, unique

pytestmark = pytest.mark.cloud
_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"


def _guarded_role(server: ServerProcess) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{TOOLS}:root"},
        "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    return make_role(server, TOOLS, trusted=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


@dataclass(frozen=True)
class Person:
    """A user with a device, who may assume roles."""

    session: boto3.Session
    device: str

    def assume(self, server: ServerProcess, role: str, **proof: str) -> dict[str, Any]:
        client = server.client("sts", session=self.session)
        credentials: dict[str, Any] = client.assume_role(RoleArn=role, RoleSessionName="ada", **proof)["Credentials"]
        return credentials


def _person(server: ServerProcess) -> Person:
    iam = server.client("iam", TOOLS)
    session = make_user(server, TOOLS, allow("sts:AssumeRole", "*"))
    name = server.client("sts", session=session).get_caller_identity()["Arn"].rpartition("/")[2]
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=unique("device"))["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(
        UserName=name, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="234567"
    )
    return Person(session=session, device=serial)


@pytest.fixture(scope="module")
def ada(cloud: CloudProcess) -> Person:
    return _person(cloud)


def test_who_has_proved_a_second_factor_may_assume_the_role(cloud: CloudProcess, ada: Person) -> None:
    assert ada.assume(cloud, _guarded_role(cloud), SerialNumber=ada.device, TokenCode="654321")


@pytest.mark.enforces("STS: a role that wants a second factor is not assumed without one", source=_PAGE)
def test_who_has_not_may_not(cloud: CloudProcess, ada: Person) -> None:
    with refused(*DENIED):
        ada.assume(cloud, _guarded_role(cloud))


@pytest.mark.parametrize("code", ["12345", "abcdef"])
def test_a_code_that_is_none_is_refused(cloud: CloudProcess, ada: Person, code: str) -> None:
    with pytest.raises(Exception, match=r"MultiFactorAuthentication failed|Member must|Invalid length"):
        ada.assume(cloud, _guarded_role(cloud), SerialNumber=ada.device, TokenCode=code)


def test_another_s_device_proves_nothing(cloud: CloudProcess, ada: Person) -> None:
    with refused(*DENIED):
        ada.assume(cloud, _guarded_role(cloud), SerialNumber=_person(cloud).device, TokenCode="654321")


def test_ministack_alone_lets_nobody_assume_it(alone: ServerProcess) -> None:
    person = _person(alone)
    with refused(*DENIED):
        person.assume(alone, _guarded_role(alone), SerialNumber=person.device, TokenCode="654321")
