"""docs/runbook.md quotes what AWS says of a new account in the words that the local cloud has from AWS."""

from __future__ import annotations

from pathlib import Path

import ministack
import pytest

import localcloud

RUNBOOK = Path(__file__).resolve().parents[3] / "docs" / "runbook.md"
SOURCES = (Path(localcloud.__file__).parent, Path(ministack.__file__).parent / "services" / "cloudformation")


@pytest.fixture(scope="module")
def said() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for folder in SOURCES for path in folder.rglob("*.py"))


@pytest.mark.parametrize(
    "words",
    [
        "value failed to satisfy constraint: Member must have value less than or equal to",
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below ",
        " builds in queue for the account",
        "Timeout should be between ",
        " is not supported in region",
        " as it is in use by ",
        "TerminationProtection is enabled",
    ],
)
def test_a_quoted_refusal_is_what_the_local_cloud_says(words: str, said: str) -> None:
    assert words in RUNBOOK.read_text(encoding="utf-8")
    assert words in said
