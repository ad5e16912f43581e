"""Cognito: who signs up and signs in has no credentials, and the pool's account is found all the same."""

from __future__ import annotations

import secrets
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import unique
from tests.localcloud.ministack.stacks import create_stack, outputs_of

pytestmark = pytest.mark.cloud
_PASSWORD = f"Aa-9{secrets.token_hex(8)}"
_NAME = "e2e@example.com"


def _deployed(server: ServerProcess) -> dict[str, str]:
    client = {
        "UserPoolId": {"Ref": "Users"},
        "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }
    guests = {"AllowUnauthenticatedIdentities": True}
    resources: dict[str, Any] = {
        "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolName": unique("users")}},
        "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": client},
        "Guests": {"Type": "AWS::Cognito::IdentityPool", "Properties": guests},
    }
    return outputs_of(server, create_stack(server, resources, outputs={name: {"Ref": name} for name in resources}))


def _anybody(server: ServerProcess, service: str) -> Any:
    """A client without credentials."""
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
    return boto3.client(service, region_name=REGION, endpoint_url=server.endpoint_url, config=config)


def _sign_in(server: ServerProcess, client_id: str) -> dict[str, Any]:
    parameters = {"USERNAME": _NAME, "PASSWORD": _PASSWORD}
    answer: dict[str, Any] = _anybody(server, "cognito-idp").initiate_auth(
        ClientId=client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters
    )
    return answer


def _with_user(server: ServerProcess, pool_id: str, *, permanent: bool) -> None:
    operator = server.client("cognito-idp", DEV)
    operator.admin_create_user(UserPoolId=pool_id, Username=_NAME, MessageAction="SUPPRESS")
    operator.admin_set_user_password(UserPoolId=pool_id, Username=_NAME, Password=_PASSWORD, Permanent=permanent)


def test_a_person_signs_up_in_an_account_that_is_not_the_default_one(cloud: CloudProcess) -> None:
    found = _deployed(cloud)
    anybody = _anybody(cloud, "cognito-idp")
    anybody.sign_up(ClientId=found["Web"], Username=_NAME, Password=_PASSWORD)
    (user,) = cloud.client("cognito-idp", DEV).list_users(UserPoolId=found["Users"])["Users"]
    assert (user["Username"], user["UserStatus"]) == (_NAME, "UNCONFIRMED")


def test_a_person_signs_in_and_the_tokens_say_whose_they_are(cloud: CloudProcess) -> None:
    found = _deployed(cloud)
    _with_user(cloud, found["Users"], permanent=True)
    tokens, anybody = _sign_in(cloud, found["Web"])["AuthenticationResult"], _anybody(cloud, "cognito-idp")
    assert anybody.get_user(AccessToken=tokens["AccessToken"])["Username"] == _NAME
    again = anybody.initiate_auth(
        ClientId=found["Web"],
        AuthFlow="REFRESH_TOKEN_AUTH",
        AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]},
    )
    assert again["AuthenticationResult"]["IdToken"]


def test_a_challenge_is_answered_in_the_session_of_its_pool(cloud: CloudProcess) -> None:
    found = _deployed(cloud)
    _with_user(cloud, found["Users"], permanent=False)
    asked = _sign_in(cloud, found["Web"])
    assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    answered = _anybody(cloud, "cognito-idp").respond_to_auth_challenge(
        ClientId=found["Web"],
        ChallengeName=asked["ChallengeName"],
        Session=asked["Session"],
        ChallengeResponses={"USERNAME": _NAME, "NEW_PASSWORD": f"{_PASSWORD}-new"},
    )
    assert answered["AuthenticationResult"]["AccessToken"]


def test_a_guest_gets_credentials_of_the_pools_account(cloud: CloudProcess) -> None:
    anybody = _anybody(cloud, "cognito-identity")
    identity = anybody.get_id(IdentityPoolId=_deployed(cloud)["Guests"])["IdentityId"]
    given = anybody.get_credentials_for_identity(IdentityId=identity)["Credentials"]
    guest = boto3.Session(given["AccessKeyId"], given["SecretKey"], given["SessionToken"], region_name=REGION)
    assert cloud.client("sts", session=guest).get_caller_identity()["Account"] == DEV


def test_a_client_that_nobody_has_is_not_found(cloud: CloudProcess) -> None:
    anybody = _anybody(cloud, "cognito-idp")
    with pytest.raises(anybody.exceptions.ResourceNotFoundException):
        _sign_in(cloud, "nobodys00000000000000000000")


def test_an_identity_pool_is_made_with_its_tags_and_its_stacks(cloud: CloudProcess) -> None:
    tagged = {"AllowUnauthenticatedIdentities": False, "IdentityPoolTags": [{"Key": "team", "Value": "quay"}]}
    resources = {"Guests": {"Type": "AWS::Cognito::IdentityPool", "Properties": tagged}}
    stack = create_stack(
        cloud, resources, outputs={"Id": {"Ref": "Guests"}}, Tags=[{"Key": "project", "Value": "harbour"}]
    )
    pool = cloud.client("cognito-identity", DEV).describe_identity_pool(IdentityPoolId=outputs_of(cloud, stack)["Id"])
    assert {"team": "quay", "project": "harbour"}.items() <= pool["IdentityPoolTags"].items()


def test_ministack_alone_does_not_find_the_client(alone: ServerProcess) -> None:
    """The contract of the fix: once this fails, it may go."""
    found = _deployed(alone)
    anybody = _anybody(alone, "cognito-idp")
    with pytest.raises(anybody.exceptions.ResourceNotFoundException):
        _sign_in(alone, found["Web"])
