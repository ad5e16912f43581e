"""Scope: how findings are read, judged and reported, and the rules of the project's own. Small recorded judgements
stand in for a Build; only the tests of rules load the CDK, and none synthesizes the app. No network."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.packs import GATING_PACKS, Finding, PackRun, write_judgement
from compliance.register import Acknowledgement, write_register
from feature_stacks.naming import PIPELINE_STACK

Violation = dict[str, Any]

TODAY = datetime.date(2026, 11, 24)
ENTRY = Acknowledgement(
    finding="AwsSolutions::AwsSolutions-S1",
    path=f"{PIPELINE_STACK}/Dev/Shared/CvBucket/Resource",
    reason="It is the bucket that the logs of all others go to.",
    owner="CareerVP delivery team",
    record="SEC-1",
    expires=datetime.date(2027, 11, 24),
)


def violation(rule: str, path: str, *, severity: str = "error", **more: Any) -> Violation:
    """One finding as Build records it, open unless a reason is given."""
    return {
        "rule": rule,
        "severity": severity,
        "description": f"{rule} is not satisfied.",
        "construct_path": path,
        "construct_type": "AWS::S3::Bucket",
        "reason": None,
        **more,
    }


def runs_of(*packs: str, **changes: Any) -> list[PackRun]:
    """Proper runs over an assembly without resources."""
    run = PackRun(pack="", version="3.0.2", rules=1, resources=0, findings=0, canary="rule")
    return [replace(run, pack=pack, **changes) for pack in packs]


@pytest.fixture
def assembly(tmp_path: Path) -> Callable[..., Path]:
    """Writes what Build records, without any stack, and returns the directory. Unless told otherwise, each acknowledged
    finding has its entry in the register and each gating pack ran."""

    def write(
        register: Sequence[Acknowledgement] | None = None,
        runs: Sequence[PackRun] | None = None,
        **packs: list[Violation],
    ) -> Path:
        findings = [Finding(pack=pack, **found) for pack, of_pack in packs.items() for found in of_pack]
        if register is None:
            register = [
                replace(ENTRY, finding=found.acknowledgement_id, path=found.construct_path)
                for found in findings
                if found.acknowledged
            ]
        directory = tmp_path / "cdk.out"
        directory.mkdir()
        (directory / "manifest.json").write_text('{"artifacts": {}}', encoding="utf-8")
        write_register(register, directory)
        write_judgement(directory, runs=runs_of(*GATING_PACKS) if runs is None else runs, findings=findings)
        return directory

    return write


@pytest.fixture(name="violation")
def violation_fixture() -> Callable[..., Violation]:
    return violation
