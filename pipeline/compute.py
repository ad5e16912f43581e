"""Where the steps run: one place for images and sizes, because a build's start is what a push waits for."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_codebuild as codebuild

# Synthesis is CPU-bound (jsii); the medium size (4 vCPU) is the smallest that does not make a push wait for it.
SYNTH_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxBuildImage.STANDARD_7_0,
    compute_type=codebuild.ComputeType.MEDIUM,
)
CHECK_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxBuildImage.STANDARD_7_0,
    compute_type=codebuild.ComputeType.SMALL,
)
# Lambda compute starts in seconds where a container takes most of a minute; it has no root, no Docker and no time-out
# setting
# (docs.aws.amazon.com/codebuild/latest/userguide/lambda.html), none of which a smoke test needs.
SMOKE_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxLambdaBuildImage.AMAZON_LINUX_2_PYTHON_3_11,
    compute_type=codebuild.ComputeType.LAMBDA_2GB,
)
DIGEST_ENVIRONMENT = codebuild.BuildEnvironment(
    build_image=codebuild.LinuxLambdaBuildImage.AMAZON_LINUX_2_PYTHON_3_11,
    compute_type=codebuild.ComputeType.LAMBDA_1GB,
)
GATE_ENVIRONMENT = DIGEST_ENVIRONMENT

SYNTH_TIMEOUT = Duration.minutes(15)
CHECK_TIMEOUT = Duration.minutes(10)
