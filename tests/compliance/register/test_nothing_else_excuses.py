"""Nothing is excused outside the register: no other source acknowledges, suppresses or ignores a rule's finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDERS = ("compliance", "feature_stacks", "pipeline", "stages")
EXCUSES = re.compile(
    r"\.acknowledge\(|\bAcknowledgment\(|acknowledge_warning|acknowledged-rules|NagSuppressions|rules_to_suppress"
    r"|cfn_nag|guard:?SuppressedRules|IgnoreRules",
    re.IGNORECASE,
)
THE_REGISTER = "compliance/register/acknowledgements.py"
MAKERS = {
    "compliance/register/decisions.py",  # makes every entry
    "compliance/register/register_file.py",  # reads back what was recorded
}


def sources() -> list[Path]:
    return [
        REPOSITORY / "pipeline_app.py",
        REPOSITORY / "cdk.json",
        *(path for folder in FOLDERS for kind in ("*.py", "*.guard") for path in (REPOSITORY / folder).rglob(kind)),
    ]


def test_only_the_register_acknowledges() -> None:
    found = {path.relative_to(REPOSITORY).as_posix() for path in sources() if EXCUSES.search(path.read_text("utf-8"))}
    assert found == {THE_REGISTER}


def test_only_decisions_make_entries() -> None:
    found = {
        path.relative_to(REPOSITORY).as_posix()
        for path in sources()
        if re.search(r"\bAcknowledgement\(\s*(?:finding|\*\*)", path.read_text("utf-8"))
    }
    assert found == MAKERS


@pytest.mark.parametrize(
    "line",
    [
        "Validations.of(bucket).acknowledge(entry)",
        "NagSuppressions.add_resource_suppressions(bucket, [])",
        "node.add_metadata('aws:cdk:acknowledged-rules', {})",
        "resource.cfn_options.metadata = {'cfn_nag': {}}",
        "Annotations.of(bucket).acknowledge_warning('id')",
    ],
)
def test_ways_to_excuse_are_recognized(line: str) -> None:
    assert EXCUSES.search(line)
