"""Scope: the pipeline as synthesized - its stages and their order, what its build projects run, what its roles may
do. Reads the assembly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PIPELINE_STACK
from tests.assertions.assembly import assembly
from tests.pipeline.template import Template, read_template, resources

__all__ = ["assembly"]


@pytest.fixture(scope="session")
def pipeline_template(assembly: Path) -> Template:
    """The pipeline stack's template."""
    return read_template(assembly / f"{PIPELINE_STACK}.template.json")


@pytest.fixture(scope="session")
def pipeline_stages(pipeline_template: Template) -> list[dict[str, Any]]:
    """The pipeline's stages as CloudFormation declares them."""
    (pipeline,) = resources(pipeline_template, "AWS::CodePipeline::Pipeline").values()
    stages: list[dict[str, Any]] = pipeline["Properties"]["Stages"]
    return stages
