"""The time limit of builds, which Lambda compute caps."""

from __future__ import annotations

import pytest

from localcloud.services.codebuild.process.lambda_compute import time_limit_seconds


@pytest.mark.parametrize(
    ("environment", "minutes", "seconds"),
    [
        ("LINUX_CONTAINER", 60, 3600),
        ("LINUX_CONTAINER", 5, 300),
        ("LINUX_LAMBDA_CONTAINER", 60, 900),
        ("ARM_LAMBDA_CONTAINER", 60, 900),
    ],
)
def test_a_build_may_run_as_long_as_its_project_and_its_compute_allow(
    environment: str, minutes: int, seconds: int
) -> None:
    assert time_limit_seconds({"timeoutInMinutes": minutes, "environment": {"type": environment}}) == seconds
