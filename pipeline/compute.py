"""Where the steps run: one place for images and sizes, because a build's start is what a push waits for."""

from __future__ import annotations

from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_codebuild as codebuild

from stages.regions import LAMBDA_COMPUTE

# Synthesis is CPU-bound (jsii); the medium size (4 vCPU) is the smallest that does not make a push wait for it.
SYNTH_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxBuildImage.STANDARD_7_0,
    compute_type=codebuild.ComputeType.MEDIUM,
)
CHECK_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxBuildImage.STANDARD_7_0,
    compute_type=codebuild.ComputeType.SMALL,
)
PYTHON = "3.11"

SYNTH_TIMEOUT = Duration.minutes(15)
CHECK_TIMEOUT = Duration.minutes(10)


def quick_environment(region: str, *, lambda_size: codebuild.ComputeType) -> codebuild.BuildEnvironment:
    """Lambda compute where the region has it, else the checks' environment.

    Lambda compute starts in seconds where a container takes most of a minute; it has no root, no Docker and no time-out
    setting (docs.aws.amazon.com/codebuild/latest/userguide/lambda.html), none of which these steps need.
    """
    if region not in LAMBDA_COMPUTE.regions:
        return CHECK_ENVIRONMENT
    return codebuild.BuildEnvironment(
        build_image=codebuild.LinuxLambdaBuildImage.AMAZON_LINUX_2_PYTHON_3_11, compute_type=lambda_size
    )


def quick_build_spec(region: str, content: dict[str, Any]) -> codebuild.BuildSpec:
    """A build spec for `quick_environment`: the standard image has several Pythons, that of Lambda compute has one and
    no choice."""
    if region not in LAMBDA_COMPUTE.regions:
        install = {**content["phases"].get("install", {}), "runtime-versions": {"python": PYTHON}}
        content = {**content, "phases": {**content["phases"], "install": install}}
    return codebuild.BuildSpec.from_object(content)
