"""Scope: how findings are read, judged and reported, and the rules of the project's own. Small recorded reports stand
in for a synth; only the tests of rules load the CDK, and none synthesizes the app. No network."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.packs import GATING_PACKS, PackRun, write_runs
from compliance.register import Acknowledgement, write_register

Violation = dict[str, Any]

TODAY = datetime.date(2026, 11, 24)
ENTRY = Acknowledgement(
    finding="AwsSolutions::AwsSolutions-S1",
    path="careervp-pipeline/Dev/Shared/CvBucket/Resource",
    reason="It is the bucket that the logs of all others go to.",
    owner="CareerVP delivery team",
    record="SEC-1",
    expires=datetime.date(2027, 11, 24),
)


def violation(rule: str, path: str, *, severity: str = "error", **more: Any) -> Violation:
    """One entry as the CDK writes it."""
    construct = {"constructPath": path, "constructFqn": "aws-cdk-lib.aws_s3.CfnBucket", "libraryVersion": "2.273.0"}
    return {
        "ruleName": rule,
        "description": f"{rule} is not satisfied.",
        "severity": severity,
        "violatingConstructs": [construct],
        **more,
    }


def runs_of(*packs: str, **changes: Any) -> list[PackRun]:
    """Proper runs over an assembly without resources."""
    run = PackRun(pack="", version="3.0.2", rules=1, resources=0, findings=0, canary="rule")
    return [replace(run, pack=pack, **changes) for pack in packs]


@pytest.fixture
def assembly(tmp_path: Path) -> Callable[..., Path]:
    """Writes what a synth records, without any stack, and returns the directory. Unless told otherwise, each suppressed
    violation has its entry in the register and each gating pack ran."""

    def write(
        register: Sequence[Acknowledgement] | None = None,
        runs: Sequence[PackRun] | None = None,
        **packs: dict[str, list[Violation]],
    ) -> Path:
        report = {
            "version": "54.0.0",
            "title": "Validation Report",
            "pluginReports": [{"pluginName": name, "conclusion": "failure", **lists} for name, lists in packs.items()],
        }
        if register is None:
            register = [
                replace(ENTRY, finding=f"{pack}::{found['ruleName']}", path=construct["constructPath"])
                for pack, lists in packs.items()
                for found in lists.get("suppressedViolations", [])
                for construct in found["violatingConstructs"]
            ]
        directory = tmp_path / "cdk.out"
        directory.mkdir()
        (directory / "validation-report.json").write_text(json.dumps(report), encoding="utf-8")
        (directory / "manifest.json").write_text('{"artifacts": {}}', encoding="utf-8")
        write_register(register, directory)
        write_runs(runs_of(*GATING_PACKS) if runs is None else runs, directory)
        return directory

    return write


@pytest.fixture(name="violation")
def violation_fixture() -> Callable[..., Violation]:
    return violation
