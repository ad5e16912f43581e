"""The table of phases: what follows success, failure, and failure with on-failure."""

from __future__ import annotations

import pytest

from localcloud.services.codebuild.builds.phase_transitions import COMMAND_PHASES, next_phase
from localcloud.services.codebuild.on_failure import read_on_failure


def test_success_goes_through_all_phases() -> None:
    seen, phase = [], "INSTALL"
    while phase != "FINALIZING":
        seen.append(phase)
        phase = next_phase(phase, succeeded=True)
    assert seen == [*COMMAND_PHASES, "UPLOAD_ARTIFACTS"]


@pytest.mark.parametrize(
    ("phase", "on_failure", "following"),
    [
        ("INSTALL", None, "FINALIZING"),
        ("PRE_BUILD", None, "FINALIZING"),
        ("BUILD", None, "POST_BUILD"),
        ("POST_BUILD", None, "UPLOAD_ARTIFACTS"),
        ("INSTALL", "RETRY", "FINALIZING"),
        ("BUILD", "RETRY-2", "POST_BUILD"),
        ("INSTALL", "CONTINUE", "PRE_BUILD"),
        ("PRE_BUILD", "CONTINUE", "BUILD"),
        ("BUILD", "CONTINUE", "POST_BUILD"),
        ("INSTALL", "ABORT", "FINALIZING"),
        ("PRE_BUILD", "ABORT", "FINALIZING"),
        ("BUILD", "ABORT", "UPLOAD_ARTIFACTS"),
        ("POST_BUILD", "ABORT", "UPLOAD_ARTIFACTS"),
    ],
)
def test_what_follows_a_failed_phase(phase: str, on_failure: str | None, following: str) -> None:
    asked = read_on_failure(on_failure) if on_failure else None
    assert next_phase(phase, succeeded=False, on_failure=asked) == following
