"""`delivery teardown` deletes what was meant, in the account that was meant, and asks first."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from delivery.cli import main
from delivery.teardown import users_of_bootstrap
from feature_stacks.naming import PRODUCT
from localcloud.cli import ExitCode
from tests.localcloud.cloud_process import DEV, PROD, REGION, CloudProcess
from tests.localcloud.ministack.stacks import create_stack, describe

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("teardown")]
_TOPIC: dict[str, Any] = {"Topic": {"Type": "AWS::SNS::Topic"}}


@pytest.fixture(autouse=True)
def profiles(cloud: CloudProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts' administrators, as profiles by the accounts' ids."""
    for name, value in cloud.environment().items():
        if name.startswith("AWS_") and name != "AWS_PROFILE":
            monkeypatch.setenv(name, value)


def stands(cloud: CloudProcess, stack: str, account: str) -> bool:
    listed = cloud.client("cloudformation", account).describe_stacks()["Stacks"]
    return stack in {each["StackName"] for each in listed}


def test_without_the_targets_name_nothing_is_deleted(cloud: CloudProcess, capsys: pytest.CaptureFixture[str]) -> None:
    stack = create_stack(cloud, _TOPIC, name=f"{PRODUCT}-shared-prod", account=PROD)
    for confirmed in ([], ["--confirm", "dev"], ["--confirm", "yes"]):
        assert main(["teardown", "prod", "--profile", PROD, *confirmed]) == ExitCode.USAGE
        shown = capsys.readouterr()
        assert f"stack {stack}" in shown.out
        assert "nothing was deleted" in shown.err
    assert describe(cloud, stack, account=PROD)["StackStatus"] == "CREATE_COMPLETE"


def test_a_profile_of_another_account_is_refused(cloud: CloudProcess, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["teardown", "prod", "--profile", DEV, "--confirm", "prod"]) == ExitCode.USAGE
    assert f"is of account {DEV}, and prod is {PROD}" in capsys.readouterr().err


def test_an_environment_that_was_taken_out_is_taken_down_where_it_is_said_to_stand(
    cloud: CloudProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    away = "eu-west-1"
    create_stack(cloud, _TOPIC, name=f"{PRODUCT}-shared-staging", account=DEV)
    other = cloud.client("cloudformation", DEV, region=away)
    other.create_stack(StackName=f"{PRODUCT}-shared-staging", TemplateBody=json.dumps({"Resources": _TOPIC}))
    other.get_waiter("stack_create_complete").wait(StackName=f"{PRODUCT}-shared-staging", WaiterConfig={"Delay": 1})
    asked = ["teardown", "staging", "--profile", DEV, "--account", DEV, "--confirm", "staging"]
    assert main([*asked, "--region", away]) == ExitCode.OK
    assert f"staging in account {DEV} ends" in capsys.readouterr().out
    assert (stands(cloud, f"{PRODUCT}-shared-staging", DEV), other.describe_stacks()["Stacks"]) == (True, [])
    assert main(asked) == ExitCode.OK
    assert not stands(cloud, f"{PRODUCT}-shared-staging", DEV)
    capsys.readouterr()
    assert main(asked) == ExitCode.OK, "what it left is looked for again"
    elsewhere = ["teardown", "staging", "--profile", PROD, "--account", PROD, "--confirm", "staging"]
    assert main(elsewhere) == ExitCode.USAGE
    assert f"nothing of staging stands, or stood, in {PROD} {REGION}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["staging"], "there is no environment 'staging': known are tools, dev, prod"),
        (["dev", "--account", DEV], f"dev is where cdk.json says: {DEV} {REGION}"),
        (["dev", "--region", REGION], f"dev is where cdk.json says: {DEV} {REGION}"),
        (["Staging", "--account", DEV], "'Staging' can be no environment's name"),
        (["staging", "--account", "4444"], "'4444' is no account"),
    ],
)
def test_a_place_is_said_of_what_has_none_and_of_nothing_else(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["teardown", *arguments, "--confirm", arguments[0], "--profile", DEV]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_the_bootstrap_goes_when_asked(cloud: CloudProcess, capsys: pytest.CaptureFixture[str]) -> None:
    create_stack(cloud, _TOPIC, name=f"{PRODUCT}-shared-dev", account=DEV)
    create_stack(cloud, _TOPIC, name="CDKToolkit", account=DEV)
    assert main(["teardown", "dev", "--profile", DEV, "--confirm", "dev"]) == ExitCode.OK
    assert (stands(cloud, f"{PRODUCT}-shared-dev", DEV), stands(cloud, "CDKToolkit", DEV)) == (False, True)
    capsys.readouterr()
    assert main(["teardown", "dev", "--profile", DEV, "--confirm", "dev", "--bootstrap", "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == {"ok": True, "target": "dev", "remains": []}
    assert not stands(cloud, "CDKToolkit", DEV)


def test_the_bootstraps_users_are_the_stacks_with_its_execution_role() -> None:
    client = boto3.client("cloudformation", region_name=REGION, aws_access_key_id="k", aws_secret_access_key="s")
    role = f"arn:aws:iam::{DEV}:role/cdk-hnb659fds-cfn-exec-role-{DEV}-{REGION}"
    common = {"CreationTime": datetime(2026, 1, 1, tzinfo=UTC), "StackStatus": "CREATE_COMPLETE"}
    listed = [{"StackName": "CDKToolkit", **common}, {"StackName": "another-app", "RoleARN": role, **common}]
    with Stubber(client) as stub:
        stub.add_response("describe_stacks", {"Stacks": listed})
        assert users_of_bootstrap(lambda service: client) == ["another-app"]
