"""Build specs are YAML files that also read well alone; CDK Pipelines merges its own parts only into object specs.

So each file of ``buildspecs/`` is loaded here and handed over as an object: `reports`, `env` and `phases` are kept,
and CDK Pipelines adds the links of further inputs and the artifacts (`partial_build_spec` of a CodeBuildStep).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from aws_cdk import aws_codebuild as codebuild

BUILD_SPECS = Path(__file__).resolve().parent.parent / "buildspecs"


def build_spec(step: str) -> codebuild.BuildSpec:
    """The build spec of one step, as CDK Pipelines takes it.

    Raises:
        FileNotFoundError, ValueError: as for `build_spec_content`.
    """
    return codebuild.BuildSpec.from_object(build_spec_content(step))


def build_spec_content(step: str) -> dict[str, Any]:
    """What ``buildspecs/{step}.yml`` says.

    Raises:
        FileNotFoundError: no such file.
        ValueError: the file is not a version 0.2 build spec.
    """
    path = BUILD_SPECS / f"{step}.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("version") != 0.2:
        raise ValueError(f"buildspecs/{path.name} must be a mapping with 'version: 0.2'")
    return {**content, "version": "0.2"}
