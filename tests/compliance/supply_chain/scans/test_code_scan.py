"""What bandit finds stops from its threshold on, by rule, file and line; only data excuses it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compliance.register import Acknowledgement, incomplete_entries
from compliance.supply_chain.check_result import CheckResult, Outcome, Verdict
from compliance.supply_chain.sarif_report import write_sarif
from compliance.supply_chain.scans.code_scan import RANKS, check_code, python_files, scan_code
from compliance.supply_chain.thresholds import CODE, SCANNED_CODE
from tests.compliance.supply_chain.conftest import PROJECT

TODAY = date(2026, 12, 1)
LOADS = "import pickle\n\n\ndef load(data):\n    return pickle.loads(data)  # nosec\n"
EXCUSE = Acknowledgement(
    finding="bandit::B301",
    path="app/load.py",
    reason="its own file",
    owner="delivery",
    record="SEC-1",
    expires=date(2027, 1, 1),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that unpickles what it is given, and says in a comment that this is fine."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "load.py").write_text(LOADS, encoding="utf-8")
    return tmp_path


def checked(project: Path, *entries: Acknowledgement) -> CheckResult:
    return check_code([scan_code(project, python_files(project, ["app"]))], today=TODAY, register=entries)


def test_a_finding_stops_by_rule_file_and_line_whatever_a_comment_says(project: Path) -> None:
    result = checked(project)
    assert result.stops
    assert [(case.rule, case.where, case.line) for case in result.having(Outcome.FAILED)] == [
        ("B301", "app/load.py", 5)
    ]


def test_nothing_in_this_projects_code_waits_for_an_answer() -> None:
    """What would stop its next release is known from `make quick`: a comment for ruff is none for bandit."""
    scan = scan_code(PROJECT, python_files(PROJECT))
    found = check_code([scan], today=datetime.now(UTC).date()).having(Outcome.FAILED)
    assert [f"{case.where}:{case.line} {case.rule}" for case in found] == []


def test_what_is_below_the_threshold_is_reported_and_stops_nothing(project: Path) -> None:
    (project / "app" / "load.py").write_text("import pickle\n", encoding="utf-8")
    result = checked(project)
    assert [case.rule for case in result.having(Outcome.BELOW_THRESHOLD)] == ["B403"]
    assert (result.verdict, result.stops) == (Verdict.CLEAN, False)


def test_an_excuse_holds_at_its_file_only_and_until_its_day(project: Path) -> None:
    assert not checked(project, EXCUSE).stops
    assert checked(project, replace(EXCUSE, path="app/other.py")).stops
    assert checked(project, replace(EXCUSE, expires=date(2026, 11, 30))).stops


def test_a_file_that_cannot_be_read_as_python_stops(project: Path) -> None:
    (project / "app" / "broken.py").write_text("def (:\n", encoding="utf-8")
    failed = checked(project, EXCUSE).having(Outcome.FAILED)
    assert [(case.rule, case.where) for case in failed] == [("unreadable", "app/broken.py")]


def test_a_folder_that_was_renamed_is_an_error_and_not_a_clean_scan(project: Path) -> None:
    with pytest.raises(FileNotFoundError, match="moved is to be scanned but is not there"):
        python_files(project, ["app", "moved"])


def test_sarif_has_rule_and_place(project: Path, tmp_path: Path) -> None:
    write_sarif(checked(project), tmp_path / "code.sarif")
    (run,) = json.loads((tmp_path / "code.sarif").read_text(encoding="utf-8"))["runs"]
    by_rule = {found["ruleId"]: found for found in run["results"]}
    assert run["tool"]["driver"]["name"] == "bandit"
    assert by_rule["B301"]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "app/load.py", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 5},
            }
        }
    ]
    assert by_rule["B301"]["level"] == "error"
    assert by_rule["B403"]["level"] == "note"
    assert [run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] for found in run["results"]] == [*by_rule]


def test_sarif_counts_what_was_excused_and_does_not_make_an_alert_of_it(project: Path, tmp_path: Path) -> None:
    write_sarif(checked(project, EXCUSE), tmp_path / "code.sarif")
    (run,) = json.loads((tmp_path / "code.sarif").read_text(encoding="utf-8"))["runs"]
    assert [found["ruleId"] for found in run["results"]] == ["B403"]
    assert run["properties"]["excused"] == 1


def test_every_python_package_of_the_product_is_scanned() -> None:
    listed = {path.parts[0] for path in (found.relative_to(PROJECT) for found in PROJECT.glob("*/__init__.py"))}
    scripts = {path.name for path in PROJECT.glob("*.py")}
    assert listed - {"tests"} | scripts | {"src/backend"} == set(SCANNED_CODE)


def test_the_threshold_is_on_bandits_scale_and_lets_nothing_of_medium_weight_pass() -> None:
    assert 0 < RANKS.index(CODE.severity) <= RANKS.index("MEDIUM")
    assert 0 < RANKS.index(CODE.confidence) <= RANKS.index("MEDIUM")


def test_every_excuse_says_what_where_why_and_whose() -> None:
    assert incomplete_entries([EXCUSE]) == []
    reason, owner = incomplete_entries([replace(EXCUSE, reason=" ", owner="")])
    assert reason.startswith("bandit::B301 at app/load.py: reason is missing")
    assert owner.startswith("bandit::B301 at app/load.py: owner is missing")
