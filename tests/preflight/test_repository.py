from __future__ import annotations

import pytest

from delivery.preflight import Verdict
from feature_stacks.naming import PRODUCT
from tests.preflight.readiness import Readiness
from tests.preflight.ready_checkout import ReadyCheckout

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]

ACCOUNT = ('"222222222222"', '"444444444444"')
ENVIRONMENTS = "stages/environments.py"


@pytest.fixture
def edited(ready: Readiness, checkout: ReadyCheckout) -> Readiness:
    """A checkout that the test may change."""
    ready.checkout = checkout.path
    return ready


def to_do(ready: Readiness) -> list[str]:
    return [line.text for line in ready.of("repository", Verdict.TO_DO)]


def test_accounts_that_were_edited_and_not_committed(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.edit("cdk.json", *ACCOUNT)
    differs, uncommitted = to_do(edited)
    assert differs.startswith("cdk.json differs in example-org/careervp@main")
    assert differs.endswith("careervp.accounts")
    assert uncommitted == "not committed: cdk.json"


def test_accounts_that_were_committed_and_not_pushed(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.edit("cdk.json", *ACCOUNT)
    checkout.commit("Our accounts")
    differs, ahead = to_do(edited)
    assert "careervp.accounts" in differs
    assert "is 1 commits ahead of example-org/careervp@main" in ahead
    checkout.push()
    assert to_do(edited) == []


def test_environments_that_differ_from_what_was_pushed(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.edit(ENVIRONMENTS, "reserved_concurrency=100", "reserved_concurrency=None")
    differs, uncommitted = to_do(edited)
    assert differs.startswith(f"{ENVIRONMENTS} differs in example-org/careervp@main")
    assert uncommitted == f"not committed: {ENVIRONMENTS}"


def test_a_feature_flag_that_differs(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.edit("cdk.json", '"@aws-cdk/aws-iam:minimizePolicies": true', '"@aws-cdk/aws-iam:minimizePolicies": false')
    assert to_do(edited)[0].endswith("@aws-cdk/aws-iam:minimizePolicies")


def test_a_branch_that_is_not_at_the_remote(edited: Readiness) -> None:
    edited.settings["branch"] = "release"
    (line,) = edited.of("repository", Verdict.TO_DO)
    assert line.text == "example-org/careervp@release does not exist"
    assert "HEAD:release" in line.remedy


def test_a_commit_that_this_checkout_does_not_have(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.edit("package.json", f"{PRODUCT}-delivery", f"{PRODUCT}-other")
    checkout.commit("Somebody else's")
    checkout.push()
    checkout.git("reset", "--quiet", "--hard", "HEAD~1")
    checkout.git("update-ref", "-d", "refs/remotes/origin/main")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    checkout.git("gc", "--quiet", "--prune=now")
    (line,) = edited.of("repository", Verdict.TO_DO)
    assert "is another commit than example-org/careervp@main" in line.text
    assert "git pull" in line.remedy


def test_no_remote_is_the_repository(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.git("remote", "remove", "origin")
    (line,) = edited.lines("repository")
    assert line.verdict is Verdict.NOT_LOOKED_AT
    assert line.text == "no git remote of this checkout is example-org/careervp"


def test_a_remote_that_does_not_answer(edited: Readiness, checkout: ReadyCheckout) -> None:
    checkout.git("remote", "set-url", "origin", "https://127.0.0.1:9/example-org/careervp.git")
    (line,) = edited.lines("repository")
    assert line.verdict is Verdict.NOT_LOOKED_AT
    assert line.text.startswith("example-org/careervp@main: ")
