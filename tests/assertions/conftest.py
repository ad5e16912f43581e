"""Scope: what the synthesized templates of all environments must say, line by line of the acceptance list.

Reads an assembly and nothing else: no synth where `CDK_ASSEMBLY` names one, no AWS, no network. The pipeline runs this
suite before Dev on the assembly that it is about to deploy.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stages.environments import ENVIRONMENTS
from tests.assertions.assembly import assembly
from tests.assertions.synthesized_environment import SynthesizedEnvironment, read_environment

__all__ = ["assembly"]


@pytest.fixture(scope="session", params=[environment.name for environment in ENVIRONMENTS])
def env(request: pytest.FixtureRequest, assembly: Path) -> SynthesizedEnvironment:
    """Each environment's two stacks in turn."""
    return read_environment(assembly, request.param)
