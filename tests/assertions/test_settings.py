"""Every wrong setting is refused by one line that names its key and where it stands, before anything is synthesized."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stages import environments
from stages.regions import CONNECTIONS, LAMBDA_COMPUTE, NOTIFICATIONS
from stages.settings import Settings, SettingsError

CDK_JSON = Path(__file__).resolve().parents[2] / "cdk.json"
GOOD: dict[str, Any] = {
    "repository": "example-org/careervp",
    "branch": "main",
    "connection_arn": "arn:aws:codeconnections:us-east-1:111111111111:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f",
    "region": "us-east-1",
    "accounts": {"tools": "111111111111", "dev": "222222222222", "prod": "333333333333"},
}
MISSING = object()


ENVIRONMENTS = tuple(replace(environments.ENVIRONMENTS[0], name=name, wave="") for name in ("dev", "prod"))


def read(block: object) -> Settings:
    """With environments of these names, whichever the project has."""
    return Settings.from_context(block, ENVIRONMENTS)


def changed(key: str, value: Any) -> dict[str, Any]:
    """Good settings with one key set, or taken out."""
    block = copy.deepcopy(GOOD)
    *folders, name = key.split(".")[1:]
    place = block
    for folder in folders:
        place = place[folder]
    if value is MISSING:
        del place[name]
    else:
        place[name] = value
    return block


def test_good_settings_are_read() -> None:
    settings = read(GOOD)
    assert (settings.repository, settings.branch, settings.region) == ("example-org/careervp", "main", "us-east-1")
    assert settings.connection_arn == GOOD["connection_arn"]
    assert (settings.tools_account, settings.account_of("dev"), settings.account_of("prod")) == (
        "111111111111",
        "222222222222",
        "333333333333",
    )


def test_an_environment_may_lie_in_another_region() -> None:
    settings = read(changed("careervp.accounts.prod", {"account": "333333333333", "region": "eu-west-1"}))
    assert (settings.place_of("dev").region, settings.place_of("prod").region) == ("us-east-1", "eu-west-1")
    assert settings.account_of("prod") == "333333333333"
    assert settings.replica_regions == ("eu-west-1",)
    assert read(GOOD).replica_regions == ()


@pytest.mark.parametrize("region", sorted(CONNECTIONS.regions & NOTIFICATIONS.regions))
def test_a_pipeline_lies_where_aws_has_what_it_needs(region: str) -> None:
    block = changed("careervp.region", region)
    block["connection_arn"] = GOOD["connection_arn"].replace("us-east-1", region)
    remarks = read(block).remarks
    assert len(remarks) == (region not in LAMBDA_COMPUTE.regions)
    assert all(region in line and "EC2 compute" in line for line in remarks)


def test_builds_run_as_many_at_once_as_there_are_unless_a_setting_says_how_many() -> None:
    assert read(GOOD).builds_at_once is None
    assert read(changed("careervp.builds_at_once", 1)).builds_at_once == 1


def test_a_wave_of_more_environments_than_builds_at_once_is_refused() -> None:
    one_wave = tuple(replace(environment, wave="all") for environment in ENVIRONMENTS)
    block = changed("careervp.builds_at_once", 1)
    with pytest.raises(SettingsError, match=r"is 1, but wave all smoke-tests 2 environments at once: .* \(cdk.json: "):
        Settings.from_context(block, one_wave)
    assert Settings.from_context({**block, "builds_at_once": 2}, one_wave).builds_at_once == 2


def test_an_environment_that_cannot_be_is_refused_with_its_place() -> None:
    twice = (ENVIRONMENTS[0], ENVIRONMENTS[0])
    with pytest.raises(SettingsError, match=r"^dev is the name of two environments.* \(stages/environments\.py\)$"):
        Settings.from_context(GOOD, twice)


def test_settings_as_json_text_are_read_as_the_command_line_passes_them() -> None:
    assert read(json.dumps(GOOD)) == read(GOOD)


def test_shipped_settings_are_good() -> None:
    Settings.from_context(json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]["careervp"])


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("careervp.accounts.dev", MISSING, "is missing"),
        ("careervp.accounts.tools", "", "is missing"),
        ("careervp.accounts.prod", "33333333333", "12-digit"),
        ("careervp.accounts.prod", "33333333333x", "12-digit"),
        ("careervp.accounts.prod", 333333333333, "in quotes"),
        ("careervp.accounts.prod", "333333333333\n", "12-digit"),
        ("careervp.accounts.staging", "444444444444", "unknown environment"),
        ("careervp.accounts", MISSING, "is missing"),
        ("careervp.accounts", ["111111111111"], "must be an object"),
        ("careervp.region", MISSING, "is missing"),
        ("careervp.region", "us-east", "AWS region"),
        ("careervp.region", "us-eats-1", "AWS region"),
        ("careervp.region", "aws-global", "AWS region"),
        ("careervp.region", "us-gov-west-1", "cannot be us-gov-west-1, which lacks CodeConnections"),
        ("careervp.region", "cn-north-1", "cannot be cn-north-1, which lacks CodeConnections"),
        ("careervp.region", "ap-east-1", "cannot be ap-east-1, which lacks CodeConnections (regions as of 2026-11"),
        ("careervp.region", "eu-south-1", "cannot be eu-south-1, which lacks CodeStar Notifications"),
        ("careervp.repository", MISSING, "is missing"),
        ("careervp.repository", "careervp", "owner/name"),
        ("careervp.repository", "https://git.example/example-org/careervp", "owner/name"),
        ("careervp.branch", MISSING, "is missing"),
        ("careervp.branch", "", "is missing"),
        ("careervp.branch", "feature branch", "name of the branch"),
        ("careervp.branch", "-main", "name of the branch"),
        ("careervp.branch", "main..next", "name of the branch"),
        ("careervp.branch", "main.lock", "name of the branch"),
        ("careervp.branch", "refs/heads/main", "such as main"),
        ("careervp.branch", "ma\u200bin", "name of the branch"),
        ("careervp.connection_arn", MISSING, "is missing"),
        ("careervp.connection_arn", "connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f", "ARN of a CodeConnections"),
        ("careervp.connection_arn", GOOD["connection_arn"].replace("us-east-1", "eu-west-1"), "region eu-west-1"),
        ("careervp.connection_arn", GOOD["connection_arn"].replace("1" * 12, "4" * 12), "account 444444444444"),
        ("careervp.regions", "us-east-1", "unknown setting"),
        ("careervp.builds_at_once", 0, "whole number of at least 1"),
        ("careervp.builds_at_once", "1", "whole number of at least 1"),
        ("careervp.builds_at_once", True, "whole number of at least 1"),
        ("careervp.builds_at_once", 1.5, "whole number of at least 1"),
        ("careervp.accounts.prod", {"account": "333333333333"}, "region is missing"),
        ("careervp.accounts.prod", {"account": "333333333333", "region": "us-eats-1"}, "region must be an AWS region"),
        (
            "careervp.accounts.prod",
            {"account": "333333333333", "region": "us-gov-east-1"},
            "region cannot be us-gov-east-1, which lacks CodePipeline",
        ),
        ("careervp.accounts.prod", {"account": "333333333333", "region": "cn-north-1"}, "which lacks CodePipeline"),
        ("careervp.accounts.prod", {"account": "3", "region": "eu-west-1"}, "account must be the 12-digit"),
        ("careervp.accounts.prod", {"id": "333333333333"}, "id is an unknown setting"),
    ],
)
def test_bad_setting_gives_one_line_with_its_key_and_place(key: str, value: Any, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(changed(key, value))
    line = str(refused.value)
    assert says in line
    assert line.startswith((f"{key} ", f"{key}."))
    assert line.endswith(f"(cdk.json: context.{line.split()[0]})")
    assert "\n" not in line


@pytest.mark.parametrize(("block", "says"), [(None, "is missing"), ("{", "is not JSON"), ([], "must be an object")])
def test_settings_that_are_no_block_are_refused(block: object, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read(block)


@pytest.mark.parametrize("branch", ["main", "release/2026-11", "feature/a_b.c", "v1.0"])
def test_branches_that_git_allows_are_allowed(branch: str) -> None:
    assert read(changed("careervp.branch", branch)).branch == branch


def test_unknown_environment_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="no environment 'staging': known are dev, prod"):
        read(GOOD).account_of("staging")


APPROVERS = [
    "arn:aws:iam::111111111111:role/release-managers",
    "arn:aws:iam::444444444444:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Release_0123456789abcdef",
    "arn:aws:iam::111111111111:user/ada@example.com",
]


def test_approvers_are_roles_and_users_and_may_be_left_out() -> None:
    assert read(GOOD).approvers == ()
    assert read({**GOOD, "approvers": []}).approvers == ()
    assert read({**GOOD, "approvers": [*APPROVERS, APPROVERS[0]]}).approvers == tuple(APPROVERS)


@pytest.mark.parametrize("value", [APPROVERS[0], {"arn": APPROVERS[0]}, 1])
def test_approvers_that_are_no_list_are_refused(value: Any) -> None:
    with pytest.raises(SettingsError, match=r"careervp\.approvers must be a list of ARNs of IAM roles and users"):
        read({**GOOD, "approvers": value})


@pytest.mark.parametrize(
    "arn",
    [
        "*",
        "111111111111",
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::111111111111:group/release-managers",
        "arn:aws:iam::111111111111:role/*",
        "arn:aws:sts::111111111111:assumed-role/release-managers/ada",
        1,
    ],
)
def test_whoever_is_neither_a_role_nor_a_user_is_refused(arn: Any) -> None:
    with pytest.raises(SettingsError, match=r"careervp\.approvers must hold ARNs of IAM roles and users"):
        read({**GOOD, "approvers": [*APPROVERS, arn]})
