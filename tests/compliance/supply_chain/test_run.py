"""One whole run on this tree and its assembly passes without a network, and says what it could not check."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from compliance.supply_chain.__main__ import main
from compliance.supply_chain.check_result import Case, CheckResult, Outcome, Verdict
from compliance.supply_chain.junit_report import write_junit
from tests.compliance.supply_chain.conftest import PROJECT

pytestmark = pytest.mark.slow

CHECKS = ("sbom", "vulnerabilities", "licences")
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


def test_every_check_leaves_junit(run: tuple[str, Path]) -> None:
    assert {path.name for path in run[1].iterdir()} == {
        *(f"{check}.xml" for check in CHECKS),
        *("sbom-lambda.cdx.json", "sbom-toolchain.cdx.json"),
        *("summary.md", "summary.json"),
    }


def test_the_bills_that_build_wrote_are_kept_as_they_are(run: tuple[str, Path], billed: Path) -> None:
    said = json.loads((run[1] / "summary.json").read_text())["sha256"]
    for name in ("lambda.cdx.json", "toolchain.cdx.json"):
        content = (billed / "sbom" / name).read_bytes()
        assert (run[1] / f"sbom-{name}").read_bytes() == content
        assert said[f"sbom-{name}"] == hashlib.sha256(content).hexdigest()


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
