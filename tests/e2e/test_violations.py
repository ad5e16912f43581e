"""Twelve seeded violations, one for each family of rules: each stops the pipeline in Build, the report names the
resource and the line of code that made it, and prod is exactly as it was.

They stop in Build, so a scenario costs one synth and nothing is deployed; still twelve are a third of all that is run
end to end, so they are a group that another worker may take, with a cloud of its own.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.checkout import Checkout
from tests.e2e.delivery import Delivery
from tests.e2e.prod_fingerprint import prod_fingerprint
from tests.e2e.violations import VIOLATIONS, Violation

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("violations")]


def failed_cases(delivery: Delivery, execution: str) -> list[dict[str, Any]]:
    """The failed cases of the report groups that Build wrote."""
    codebuild = delivery.client("codebuild")
    build = delivery.actions(execution)["Build/Synth"]["output"]["executionResult"]["externalExecutionId"]
    (found,) = codebuild.batch_get_builds(ids=[build])["builds"]
    return [
        case
        for arn in found["reportArns"]
        for page in codebuild.get_paginator("describe_test_cases").paginate(reportArn=arn, filter={"status": "FAILED"})
        for case in page["testCases"]
    ]


def line_of(checkout: Checkout, violation: Violation) -> str:
    """``file:line`` of the code that makes the violating resource, as the edited checkout has it."""
    name, code = violation.made_in
    lines = (checkout.path / name).read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if code in line)
    return f"{name}:{number}"


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.name)
def test_a_violation_stops_in_build_names_resource_and_line_and_leaves_prod_alone(
    delivery: Delivery, released: str, checkout: Checkout, violation: Violation
) -> None:
    before = prod_fingerprint(delivery)
    checkout.edit(f"Violation: {violation.name}", (violation.file, violation.old, violation.new))
    made_in = line_of(checkout, violation)
    execution = delivery.push()
    assert delivery.wait_for_end(execution) == "Failed"
    actions = delivery.actions(execution)
    assert {name: detail["status"] for name, detail in actions.items()} == {
        "Source/Source": "Succeeded",
        "Build/Synth": "Failed",
    }
    at_the_resource = {
        case["name"]: case["message"]
        for case in failed_cases(delivery, execution)
        if case.get("prefix") == violation.resource
    }
    assert set(violation.rules) <= set(at_the_resource)
    for rule in violation.rules:
        assert made_in in at_the_resource[rule]
    assert prod_fingerprint(delivery) == before
