"""Who looks: whose credentials, and what they may not look at."""

from __future__ import annotations

import json

import pytest

from delivery.preflight import Verdict, inspect
from tests.localcloud.cloud_process import DEV, FOREIGN, PROD, REGION, TOOLS
from tests.localcloud.ministack.principals import allow, make_user, trust, unique
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]
LOOKUP = f"cdk-hnb659fds-lookup-role-{DEV}-{REGION}"


def test_an_environment_is_looked_at_by_its_lookup_role(ready_anew: Readiness) -> None:
    texts = {line.place: line.text for line in ready_anew.lines("account")}
    assert texts == {
        "tools": f"{TOOLS} in {REGION}, by profile {TOOLS}",
        "dev": f"{DEV} in {REGION}, by the role {LOOKUP}",
        "prod": f"{PROD} in {REGION}, by the role {LOOKUP.replace(DEV, PROD)}",
    }


def test_an_environment_is_looked_at_by_a_profile_of_its_own(ready_anew: Readiness) -> None:
    ready_anew.profiles = {"dev": DEV}
    (text,) = [line.text for line in ready_anew.lines("account") if line.place == "dev"]
    assert text == f"{DEV} in {REGION}, by profile {DEV}"


def test_a_lookup_role_that_does_not_let_in_is_one_line_that_says_what_is_not_known(ready_anew: Readiness) -> None:
    iam = ready_anew.cloud.client("iam", DEV)
    document = iam.get_role(RoleName=LOOKUP)["Role"]["AssumeRolePolicyDocument"]
    iam.update_assume_role_policy(RoleName=LOOKUP, PolicyDocument=trust(AWS=f"arn:aws:iam::{DEV}:root"))
    try:
        (line,) = [line for line in ready_anew.lines("account") if line.place == "dev"]
        bootstrap = ready_anew.lines("bootstrap")
    finally:
        iam.update_assume_role_policy(RoleName=LOOKUP, PolicyDocument=json.dumps(document))
    assert line.verdict is Verdict.NOT_LOOKED_AT
    assert f"its role {LOOKUP} cannot be assumed" in line.text
    assert "Not looked at there: " in line.text
    assert "--account-profile dev=PROFILE" in line.remedy
    assert f"--trust {TOOLS}" in line.remedy
    assert {found.place for found in bootstrap} == {"tools", "prod"}


def test_credentials_of_another_account(ready_anew: Readiness) -> None:
    ready_anew.profile = FOREIGN
    (line,) = [line for line in ready_anew.lines("account") if line.place == "tools"]
    assert line.text.startswith(
        f"{TOOLS} in {REGION}: profile {FOREIGN} is of account {FOREIGN}, but the settings say {TOOLS}"
    )


def test_a_profile_that_does_not_exist(ready_anew: Readiness) -> None:
    ready_anew.profile = "nobody"
    (line,) = [line for line in ready_anew.lines("account") if line.place == "tools"]
    assert line.verdict is Verdict.NOT_LOOKED_AT
    assert "nobody" in line.text


def test_credentials_that_are_refused(ready_anew: Readiness, monkeypatch: pytest.MonkeyPatch) -> None:
    ready_anew.profile = None
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")  # pragma: allowlist secret
    tools, *others = ready_anew.lines("account")
    assert {line.verdict for line in (tools, *others)} == {Verdict.NOT_LOOKED_AT}
    assert "its credentials do not work" in tools.text
    assert all("no credentials of the tools account to assume its lookup role" in line.text for line in others)


def test_nobody_answers(ready_anew: Readiness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert {line.verdict for line in ready_anew.lines("account")} == {Verdict.NOT_LOOKED_AT}


def test_reading_and_assuming_the_lookup_roles_is_permission_enough(ready_anew: Readiness) -> None:
    iam = ready_anew.cloud.client("iam", TOOLS)
    session = make_user(ready_anew.cloud, TOOLS, allow("sts:AssumeRole", "arn:aws:iam::*:role/cdk-*-lookup-role-*"))
    name = ready_anew.cloud.client("sts", session=session).get_caller_identity()["Arn"].rpartition("/")[2]
    iam.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    ready_anew.caller(unique("reader"), session)
    assert [line for line in inspect(ready_anew.situation()) if line.verdict is not Verdict.FINE] == []


def test_a_missing_permission_is_a_line_that_names_the_action(ready_anew: Readiness) -> None:
    ready_anew.caller(unique("nearly"), make_user(ready_anew.cloud, TOOLS, allow(["ssm:*", "s3:*", "sts:*"], "*")))
    lines = [line for line in ready_anew.lines("bootstrap") if line.place == "tools"]
    assert [line.verdict for line in lines] == [Verdict.FINE, Verdict.NOT_LOOKED_AT]
    assert lines[1].text == "the permission iam:ListAttachedRolePolicies is missing"
    assert "allow iam:ListAttachedRolePolicies" in lines[1].remedy


def test_a_region_that_artifacts_are_copied_to_is_a_place_of_its_own(ready_anew: Readiness) -> None:
    """Tools must be bootstrapped there too, and prod has no lookup role there yet."""
    ready_anew.settings["accounts"] = {"tools": TOOLS, "dev": DEV, "prod": {"account": PROD, "region": "eu-west-1"}}
    (line,) = ready_anew.of("bootstrap", Verdict.TO_DO)
    assert (line.place, line.text) == ("tools in eu-west-1", "it is not bootstrapped")
    assert f"cdk bootstrap aws://{TOOLS}/eu-west-1" in line.remedy
    (account,) = ready_anew.of("account", Verdict.NOT_LOOKED_AT)
    assert account.place == "prod in eu-west-1"


def test_one_account_for_everything_is_one_place(ready_anew: Readiness) -> None:
    ready_anew.settings["accounts"] = {"tools": TOOLS, "dev": TOOLS, "prod": TOOLS}
    (account,) = ready_anew.lines("account")
    assert (account.place, account.verdict) == ("tools and dev and prod", Verdict.FINE)
