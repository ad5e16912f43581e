"""Scope: how findings are read, judged and reported. Small recorded reports stand in for a synth; no CDK is loaded,
no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Violation = dict[str, Any]


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


@pytest.fixture
def assembly(tmp_path: Path) -> Callable[..., Path]:
    """Writes an assembly directory that holds just a validation report, and returns it."""

    def write(**packs: dict[str, list[Violation]]) -> Path:
        report = {
            "version": "54.0.0",
            "title": "Validation Report",
            "pluginReports": [{"pluginName": name, "conclusion": "failure", **lists} for name, lists in packs.items()],
        }
        directory = tmp_path / "cdk.out"
        directory.mkdir()
        (directory / "validation-report.json").write_text(json.dumps(report), encoding="utf-8")
        return directory

    return write


@pytest.fixture(name="violation")
def violation_fixture() -> Callable[..., Violation]:
    return violation
