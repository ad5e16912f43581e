"""What `up` bootstraps: every account in every region that the pipeline deploys into or copies artifacts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from localcloud.cli.provisioning.bootstrap import targets
from tests.localcloud.cli.stubbed_cloud import REGION, SETTINGS

_AWAY = "eu-west-1"


def _found(*, regions: Mapping[str, str], **accounts: str) -> list[tuple[str, str, str, bool]]:
    settings = replace(SETTINGS, accounts={**SETTINGS.accounts, **accounts}, regions=regions)
    return [(target.label, target.account, target.region, target.trusts) for target in targets(settings)]


def test_each_account_is_bootstrapped_once_and_the_environments_trust_the_pipelines() -> None:
    assert _found(regions={}) == [
        ("tools", "111111111111", REGION, False),
        ("dev", "222222222222", REGION, True),
        ("prod", "333333333333", REGION, True),
    ]


def test_an_environment_in_another_region_is_bootstrapped_there_and_so_is_the_pipelines_account() -> None:
    assert _found(regions={"prod-eu": _AWAY}, **{"prod-eu": "333333333333"}) == [
        ("tools", "111111111111", REGION, False),
        (f"tools in {_AWAY}", "111111111111", _AWAY, False),
        ("dev", "222222222222", REGION, True),
        ("prod", "333333333333", REGION, True),
        (f"prod-eu in {_AWAY}", "333333333333", _AWAY, True),
    ]


def test_one_account_for_all_is_bootstrapped_once_a_region_and_trusts_itself() -> None:
    same = dict.fromkeys(("dev", "prod"), "111111111111")
    assert _found(regions={"prod": _AWAY}, **same) == [
        ("tools", "111111111111", REGION, True),
        (f"tools in {_AWAY}", "111111111111", _AWAY, True),
    ]
