"""Every report says the same: for each pack, the same number of results with each status."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET  # written by the code under test

import pytest

from compliance.matrix import Matrix, Status
from tests.compliance.reports.report_counts import (
    Counts,
    asff_counts,
    csv_counts,
    json_counts,
    json_totals,
    junit_counts,
    oscal_counts,
    sarif_counts,
    suite_properties,
)


@pytest.fixture(scope="module")
def expected(matrix: Matrix) -> Counts:
    return {run.pack.name: +Counter({status.value: n for status, n in run.counts().items()}) for run in matrix.packs}


def test_csv(folder: Path, expected: Counts) -> None:
    assert csv_counts(folder / "compliance-matrix.csv") == expected


def test_json(folder: Path, expected: Counts) -> None:
    assert json_counts(folder / "compliance-matrix.json") == expected


def test_json_totals(folder: Path, expected: Counts) -> None:
    assert json_totals(folder / "compliance-matrix.json") == expected


def test_junit(folder: Path, expected: Counts) -> None:
    assert junit_counts(folder / "nag.xml", folder / "reported-packs.xml") == expected


def test_sarif(folder: Path, expected: Counts) -> None:
    assert sarif_counts(folder / "compliance.sarif") == expected


def test_oscal(folder: Path, expected: Counts) -> None:
    assert oscal_counts(folder / "compliance.oscal.json") == expected


def test_asff_has_all_that_applies(folder: Path, expected: Counts) -> None:
    applicable = {pack: counts - Counter({"Not applicable": counts.total()}) for pack, counts in expected.items()}
    assert asff_counts(folder / "compliance.asff.json") == applicable


def test_markdown_has_a_line_for_each_pack_and_environment_with_its_counts(folder: Path, matrix: Matrix) -> None:
    text = (folder / "compliance-summary.md").read_text(encoding="utf-8")
    order = (Status.NON_COMPLIANT, Status.ERROR, Status.ACKNOWLEDGED, Status.COMPLIANT, Status.NOT_APPLICABLE)
    for run in matrix.packs:
        for environment in run.environments:
            counts = run.counts(environment)
            cells = " | ".join(str(counts[status]) for status in order)
            size = f"{len(run.rules)} x {run.resource_count(environment)}"
            assert f"| {environment} | " in text
            assert f" | {size} | {cells} |" in text


def test_every_report_proves_which_rules_ran_on_how_many_resources(folder: Path, matrix: Matrix) -> None:
    document = json.loads((folder / "compliance-matrix.json").read_text(encoding="utf-8"))
    sarif = json.loads((folder / "compliance.sarif").read_text(encoding="utf-8"))
    suites = {
        suite.get("name"): suite_properties(suite)
        for name in ("nag.xml", "reported-packs.xml")
        for suite in ET.parse(folder / name).iter("testsuite")  # noqa: S314
    }
    for run, described, logged in zip(matrix.packs, document["packs"], sarif["runs"], strict=True):
        assert len(run.rules) == len(described["rules"]) == logged["properties"]["rules"] > 0
        for environment in run.environments:
            resources = run.resource_count(environment)
            assert resources == described["resources"][environment] == logged["properties"]["resources"][environment]
            properties = suites[f"{run.pack.name} on {environment}"]
            assert (properties["rules"], properties["resources"]) == (str(len(run.rules)), str(resources))


@pytest.mark.parametrize(
    "name",
    [
        *("compliance-matrix.json", "compliance.sarif", "compliance.oscal.json", "compliance-report.html"),
        "compliance-summary.md",
    ],
)
def test_a_report_names_commit_assembly_versions_and_time(folder: Path, matrix: Matrix, name: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    run = matrix.run
    for fact in (run.commit[:12], run.assembly_digest[:12], *run.versions.values()):
        assert fact in text
    assert any(form in text for form in (run.time.isoformat(), f"{run.time:%Y-%m-%dT%H:%M}", f"{run.time:%Y-%m-%d %H}"))
