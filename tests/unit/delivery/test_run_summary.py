"""What a person is asked before a deployment names what would be deployed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery import run_summary
from delivery.run_summary import approval_question
from stages.environments import ENVIRONMENTS

DEV, PROD = ENVIRONMENTS[0], ENVIRONMENTS[-1]


@pytest.mark.parametrize(
    ("stage", "question"),
    [
        ("ApproveStagingEu", "Deploy to staging-eu?"),
        ("ApproveProd", "Deploy to prod-us and prod-eu?"),
        ("ApproveOfAnotherCommit", "Deploy where ApproveOfAnotherCommit waits?"),
    ],
)
def test_the_environments_are_asked_for_by_their_names(
    monkeypatch: pytest.MonkeyPatch, stage: str, question: str
) -> None:
    names = (("staging-eu", ""), ("prod-us", "prod"), ("prod-eu", "prod"))
    environments = (DEV, *(replace(PROD, name=name, wave=wave) for name, wave in names))
    monkeypatch.setattr(run_summary, "ENVIRONMENTS", environments)
    assert approval_question(stage) == question
