"""Seeded violations, one for each family of rules: each is a finding that stops the pipeline in Build, named with its
resource and the line of code that made it, and prod is exactly as it was. So is the pipeline itself, whose own stack
has one of them.

One commit carries all of them, for Build judges every resource by every rule however many findings there are; each is
held to its own finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import PIPELINE, Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint
from tests.e2e.violations import VIOLATIONS, Violation

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("e2e")]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of the commit.

    Attributes:
        statuses: how each action that ran ended, by ``Stage/Action``.
        failed_cases: failed cases of the report groups that Build wrote.
        lines: ``file:line`` of the code that makes the violating resource, by the violation's name.
        prod: what stood in prod before the push, and after it.
        artifact_bucket: the access block of the pipeline's artifact bucket, before and after.
    """

    statuses: Mapping[str, str]
    failed_cases: tuple[dict[str, Any], ...]
    lines: Mapping[str, str]
    prod: tuple[str, str]
    artifact_bucket: tuple[Mapping[str, bool], Mapping[str, bool]]


@pytest.fixture(scope="module")
def judged(delivery: Delivery, released: str, checkout: Checkout) -> Judged:
    """The commit with every violation in it, pushed."""
    before, access_before = prod_fingerprint(delivery), artifact_access_block(delivery)
    checkout.edit("Every violation", *((violation.file, violation.old, violation.new) for violation in VIOLATIONS))
    lines = {violation.name: line_of(checkout, violation) for violation in VIOLATIONS}
    execution = delivery.push()
    assert delivery.wait_for_end(execution) == "Failed"
    return Judged(
        statuses={name: detail["status"] for name, detail in delivery.actions(execution).items()},
        failed_cases=failed_cases(delivery, execution),
        lines=lines,
        prod=(before, prod_fingerprint(delivery)),
        artifact_bucket=(access_before, artifact_access_block(delivery)),
    )


def artifact_access_block(delivery: Delivery) -> Mapping[str, bool]:
    pipeline = delivery.client("codepipeline").get_pipeline(name=PIPELINE)["pipeline"]
    block: Mapping[str, bool] = delivery.client("s3").get_public_access_block(
        Bucket=pipeline["artifactStore"]["location"]
    )["PublicAccessBlockConfiguration"]
    return block


def failed_cases(delivery: Delivery, execution: str) -> tuple[dict[str, Any], ...]:
    codebuild = delivery.client("codebuild")
    build = delivery.actions(execution)["Build/Synth"]["output"]["executionResult"]["externalExecutionId"]
    (found,) = codebuild.batch_get_builds(ids=[build])["builds"]
    return tuple(
        case
        for arn in found["reportArns"]
        for page in codebuild.get_paginator("describe_test_cases").paginate(reportArn=arn, filter={"status": "FAILED"})
        for case in page["testCases"]
    )


def line_of(checkout: Checkout, violation: Violation) -> str:
    """The line as the edited checkout has it."""
    name, code = violation.made_in
    lines = (checkout.path / name).read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if code in line)
    return f"{name}:{number}"


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.name)
def test_a_violation_stops_in_build_names_resource_and_line_and_leaves_prod_alone(
    judged: Judged, violation: Violation
) -> None:
    # The scan of the source sees the plain-text secret as well, in the line that the judgement names.
    stopped = {"Source/Source": "Succeeded", "Build/SourceScans": "Failed", "Build/Synth": "Failed"}
    assert judged.statuses == stopped
    at_the_resource = {
        case["name"]: case["message"] for case in judged.failed_cases if case.get("prefix") == violation.resource
    }
    assert set(violation.rules) <= set(at_the_resource)
    for rule in violation.rules:
        assert judged.lines[violation.name] in at_the_resource[rule]
    before, after = judged.prod
    assert after == before


def test_nothing_of_an_override_in_the_pipelines_own_stack_is_deployed(judged: Judged) -> None:
    assert not [name for name in judged.statuses if name.startswith("UpdatePipeline/")]
    before, after = judged.artifact_bucket
    assert after == before
    assert all(after.values())
