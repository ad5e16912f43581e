"""The OSCAL form: valid by NIST's schema, its references resolve, and a deadline is an entry's last day."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from compliance.formats.oscal import VERSION, control_target
from compliance.matrix import Matrix, Status
from compliance.reports.oscal_report import write_oscal

Oscal = dict[str, Any]

SCHEMA = Path(__file__).with_name("schemas") / "oscal_assessment-results_schema.json"
"""NIST's own, as released with OSCAL; a work of the United States government, in the public domain."""


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft7Validator:
    """Its patterns name Unicode's classes, which Python's regular expressions do not know."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["$id"] == f"http://csrc.nist.gov/ns/oscal/{VERSION}/oscal-ar-schema.json"
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def written(matrix: Matrix, folder: Path) -> Oscal:
    write_oscal(matrix, folder / "oscal.json")
    found: Oscal = json.loads((folder / "oscal.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def document(matrix: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Oscal:
    return written(matrix, tmp_path_factory.mktemp("oscal"))


def results(document: Oscal) -> list[Oscal]:
    found: list[Oscal] = document["assessment-results"]["results"]
    return found


def uuids(node: Any) -> Iterator[str]:
    """Of everything that the document defines."""
    if isinstance(node, dict):
        if "uuid" in node:
            yield node["uuid"]
        for child in node.values():
            yield from uuids(child)
    elif isinstance(node, list):
        for child in node:
            yield from uuids(child)


def test_it_is_valid(document: Oscal, validator: jsonschema_rs.Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("part", "breaking"),
    [
        ("findings", {"target": {"type": "control", "target-id": "ac-2", "status": {"state": "satisfied"}}}),
        ("findings", {"related-observations": []}),
        ("observations", {"uuid": "1"}),
        ("risks", {"deadline": "2027-05-31"}),
        ("observations", {"status": "Compliant"}),
    ],
)
def test_the_schema_refuses_what_is_wrong(
    document: Oscal, validator: jsonschema_rs.Draft7Validator, part: str, breaking: Oscal
) -> None:
    broken = copy.deepcopy(document)
    next(result for result in results(broken) if part in result)[part][0].update(breaking)
    assert not validator.is_valid(broken)


def test_references_point_to_what_the_document_defines(document: Oscal) -> None:
    for result in results(document):
        defined = set(uuids(result))
        for finding in result["findings"]:
            assert {one["observation-uuid"] for one in finding["related-observations"]} <= defined
            assert {one["risk-uuid"] for one in finding.get("related-risks", [])} <= defined
        for observation in result["observations"]:
            assert {one["subject-uuid"] for one in observation["subjects"]} <= defined
        for risk in result.get("risks", []):
            assert {one["observation-uuid"] for one in risk["related-observations"]} <= defined
    plan = document["assessment-results"]["import-ap"]["href"]
    assert plan.removeprefix("#") in {one["uuid"] for one in document["assessment-results"]["back-matter"]["resources"]}


def test_what_is_found_has_an_identity_of_its_own(document: Oscal) -> None:
    for part in ("observations", "risks", "findings"):
        found = [one["uuid"] for result in results(document) for one in result.get(part, [])]
        assert len(set(found)) == len(found)


def test_a_control_is_satisfied_where_all_that_looks_after_it_is(document: Oscal) -> None:
    for result in results(document):
        statuses = {
            one["uuid"]: next(p["value"] for p in one["props"] if p["name"] == "status")
            for one in result["observations"]
        }
        reviewed = [
            one["control-id"] for one in result["reviewed-controls"]["control-selections"][0]["include-controls"]
        ]
        assert len(set(reviewed)) == len(reviewed)
        for finding in result["findings"]:
            clean = all(statuses[one["observation-uuid"]] == "Compliant" for one in finding["related-observations"])
            assert finding["target"]["status"]["state"] == ("satisfied" if clean else "not-satisfied")
            assert finding["target"]["target-id"].partition("_smt")[0] in reviewed


def test_a_risk_is_what_is_acknowledged_with_its_reason_and_last_day(every_status: Matrix, tmp_path: Path) -> None:
    risks = [risk for result in results(written(every_status, tmp_path)) for risk in result["risks"]]
    assert len(risks) == every_status.counts()[Status.ACKNOWLEDGED]
    assert {risk["deadline"] for risk in risks} == {"2027-05-31T23:59:59Z"}
    assert {risk["status"] for risk in risks} == {"deviation-approved"}
    assert all(risk["statement"].startswith("Forced by") for risk in risks)


def test_an_observation_is_the_same_one_in_the_next_run_and_the_document_is_not(
    every_status: Matrix, tmp_path: Path
) -> None:
    first, again = written(every_status, tmp_path), written(every_status, tmp_path)
    assert first == again
    later = written(replace(every_status, run=replace(every_status.run, assembly_digest="cd" * 32)), tmp_path)
    assert later["assessment-results"]["uuid"] != first["assessment-results"]["uuid"]
    for before, after in zip(results(first), results(later), strict=True):
        assert before["uuid"] != after["uuid"]
        assert [one["uuid"] for one in before["observations"]] == [one["uuid"] for one in after["observations"]]


@pytest.mark.parametrize(
    ("control", "expected", "target"),
    [
        ("AC-4", "ac-4", "ac-4_smt"),
        ("AU-2b", "au-2", "au-2_smt.b"),
        ("AC-2i.2", "ac-2", "ac-2_smt.i.2"),
        ("CP-1a.1(b)", "cp-1", "cp-1_smt.a.1.b"),
        ("AC-4(21)", "ac-4.21", "ac-4.21_smt"),
        ("AC-3(3)(b)(1)", "ac-3.3", "ac-3.3_smt.b.1"),
    ],
)
def test_a_control_of_nist_has_the_id_of_nists_catalog(control: str, expected: str, target: str) -> None:
    found = control_target("nist", control)
    assert (found.control, found.kind, found.id) == (expected, "statement-id", target)


@pytest.mark.parametrize(
    ("framework", "control", "expected"),
    [
        ("hipaa", "164.312(a)(2)(iv)", "hipaa-164.312.a.2.iv"),
        ("pci", "10.3.1", "pci-10.3.1"),
        ("AwsSolutions", "AwsSolutions-S1", "AwsSolutions-S1"),
    ],
)
def test_another_frameworks_control_is_a_token(framework: str, control: str, expected: str) -> None:
    found = control_target(framework, control)
    assert (found.control, found.kind, found.id) == (expected, "objective-id", expected)
