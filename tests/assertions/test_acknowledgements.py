"""The register of acknowledged findings against what synth recorded:
nothing is open, and no entry is stale or broad.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from compliance.acknowledgement import Acknowledgement
from compliance.acknowledgements import REGISTER
from compliance.assembly import SynthesizedStack, read_stacks
from compliance.product_acknowledgements import PRODUCT

MOST_IN_PRODUCT = 15


@pytest.fixture(scope="module")
def reports(assembly: Path) -> list[dict[str, Any]]:
    report = json.loads((assembly / "validation-report.json").read_text(encoding="utf-8"))
    plugins: list[dict[str, Any]] = report["pluginReports"]
    return plugins


def test_no_finding_of_the_gating_pack_is_open(reports: list[dict[str, Any]]) -> None:
    (nag,) = (report for report in reports if report["pluginName"] == "AwsSolutions")
    assert [
        (violation["ruleName"], construct["constructPath"])
        for violation in nag["violations"]
        for construct in violation["violatingConstructs"]
    ] == []


def test_every_entry_excuses_a_finding_that_is_there_and_nothing_else_is_excused(
    assembly: Path, reports: list[dict[str, Any]]
) -> None:
    excused = {
        (f"{report['pluginName']}::{violation['ruleName']}", construct["constructPath"])
        for report in reports
        for violation in report.get("suppressedViolations", [])
        for construct in violation["violatingConstructs"]
    }
    stacks = read_stacks(assembly)
    assert {(_finding(entry, stacks), entry.path) for entry in REGISTER} == excused


def test_product_has_at_most_15_acknowledgements() -> None:
    assert len(PRODUCT) <= MOST_IN_PRODUCT


def test_entries_are_unique() -> None:
    keys = [(entry.finding, entry.path) for entry in REGISTER]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: f"{entry.finding} at {entry.path}")
def test_entry_names_one_finding_at_one_resource_and_says_why(entry: Acknowledgement) -> None:
    pack, _, rule = entry.finding.partition("::")
    assert rule.startswith(f"{pack}-")
    if rule.split("-")[1][:4] in ("IAM4", "IAM5"):
        assert rule.endswith("]")  # the exact finding; the bare rule would excuse them all
    assert entry.path.endswith("/Resource")
    assert len(entry.reason.split()) >= 8


def _finding(entry: Acknowledgement, stacks: tuple[SynthesizedStack, ...]) -> str:
    """The entry's finding as it is recorded: placeholders filled in from the templates."""
    owner = max(
        (stack for stack in stacks if entry.path.startswith(f"{stack.display_name}/")),
        key=lambda stack: len(stack.display_name),
    )
    account, region = owner.environment.removeprefix("aws://").split("/")
    known = {
        "account": account,
        "region": region,
        "partition": {"cn": "aws-cn", "us-gov": "aws-us-gov"}.get(region.rsplit("-", 2)[0], "aws"),
        **{body.get("Metadata", {}).get("aws:cdk:path"): key for key, body in owner.resources().items()},
    }
    return re.sub(r"\{([^{}]+)\}", lambda match: str(known.get(match[1], match[0])), entry.finding)
