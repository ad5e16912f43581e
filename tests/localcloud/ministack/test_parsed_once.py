"""Policies are parsed once, and whoever changes one has changed what is allowed from the next request on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ministack.core import iam_evaluator
from ministack.core.responses import AccountScopedDict, request_scope
from ministack.services import iam, sts

from localcloud.ministack.fixes.iam.parsed_once import remembering, request_caller_arn
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_role, make_user, refused, trust, unique

_DENIED = (*DENIED, "AuthorizationError")  # which SNS says


def _text(action: str) -> str:
    return json.dumps(allow(action, "*"))


def test_a_text_is_parsed_once_and_says_what_it_said() -> None:
    parsed: list[Any] = []

    def parse(doc: Any) -> Any:
        parsed.append(doc)
        return iam_evaluator.parse_policy_document(doc)

    once = remembering(parse)
    first = once(_text("sns:ListTopics"))
    first.clear()  # whoever gets the list may do with it what they want
    assert once(_text("sns:ListTopics")) == iam_evaluator.parse_policy_document(_text("sns:ListTopics"))
    assert once(_text("sns:Publish"))[0].actions == ["sns:Publish"]
    assert once(allow("sns:Publish", "*"))[0].actions == ["sns:Publish"]
    assert parsed == [_text("sns:ListTopics"), _text("sns:Publish"), allow("sns:Publish", "*")]


@pytest.mark.cloud
def test_an_inline_policy_that_changes_counts_at_once(cloud: CloudProcess) -> None:
    user = make_user(cloud, DEV, allow("sns:ListTopics", "*"))
    topics, iam = cloud.client("sns", session=user), cloud.client("iam", DEV)
    name = cloud.client("sts", session=user).get_caller_identity()["Arn"].rpartition("/")[2]
    for action, allowed in (("sns:Publish", False), ("sns:ListTopics", True), ("sns:Publish", False)):
        iam.put_user_policy(UserName=name, PolicyName="given", PolicyDocument=_text(action))
        if allowed:
            topics.list_topics()
        else:
            with refused(*_DENIED):
                topics.list_topics()


@pytest.mark.cloud
def test_a_managed_policys_new_version_counts_at_once(cloud: CloudProcess) -> None:
    iam = cloud.client("iam", DEV)
    arn = iam.create_policy(PolicyName=unique("policy"), PolicyDocument=_text("sns:ListTopics"))["Policy"]["Arn"]
    role = make_role(cloud, DEV, trusted=trust(AWS=f"arn:aws:iam::{DEV}:root"))
    iam.attach_role_policy(RoleName=role.rpartition("/")[2], PolicyArn=arn)
    topics = cloud.client("sns", session=cloud.assume(role, by=DEV))
    topics.list_topics()
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=_text("sns:Publish"), SetAsDefault=True)
    with refused(*_DENIED):
        topics.list_topics()
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=_text("sns:ListTopics"), SetAsDefault=True)
    topics.list_topics()


def _headers(access_key: str) -> dict[str, str]:
    scope = f"{access_key}/20260101/us-east-1/sns/aws4_request"
    return {"authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00"}


def _ours(headers: dict[str, str]) -> str:
    return request_caller_arn(headers, {})


@pytest.mark.parametrize("find", [iam_evaluator.request_caller_arn, _ours], ids=["MiniStack", "the local cloud"])
@pytest.mark.parametrize(
    ("access_key", "arn"),
    [
        ("AKIAUSER", "arn:aws:iam::222222222222:user/path/somebody"),
        ("ASIAROLE", "arn:aws:sts::333333333333:assumed-role/role/session"),
        ("AKIAGONE", "arn:aws:iam::222222222222:root"),
        ("", "arn:aws:iam::222222222222:root"),
    ],
)
def test_a_callers_arn_is_the_one_that_ministack_finds(
    find: Callable[[dict[str, str]], str], access_key: str, arn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = "arn:aws:sts::333333333333:assumed-role/role/session"
    session = {"Arn": role, "SecretAccessKey": "-", "AccountId": "333333333333"}
    monkeypatch.setattr(sts, "_sessions", {"ASIAROLE": session})
    with request_scope(DEV, "us-east-1"):
        for name in ("_access_keys", "_users"):
            monkeypatch.setattr(iam, name, AccountScopedDict())
        iam._access_keys["AKIAUSER"] = {"Status": "Active", "SecretAccessKey": "-", "UserName": "somebody"}
        iam._users["somebody"] = {"Arn": "arn:aws:iam::222222222222:user/path/somebody"}
        assert find(_headers(access_key) if access_key else {}) == arn
