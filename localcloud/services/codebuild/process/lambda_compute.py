"""What CodeBuild on Lambda compute does not offer, so that a project that works here is not refused by AWS.

Lambda compute starts in seconds, which is why smoke tests use it; it is in some regions only, and has no caches, no
VPC, no privileged mode, no batch builds and a fixed time limit of 15 minutes. Locally its builds run like any other:
that only /tmp can be written to, and that there is no root, is not enforced. What its Python images tell pip is.
Sources: "Run builds on AWS Lambda compute" in the CodeBuild user guide, section on limitations; the images' Dockerfiles
and pip.conf, github.com/aws/aws-codebuild-docker-images, al-lambda/x86_64/python3.13.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from localcloud.aws.service_error import ServiceError

TIME_LIMIT_MINUTES = 15
_PYTHON_IMAGE: Final = "lambda-standard:python"
_PACKAGES: Final = "opt/python/site-packages"
"""Below the home folder, which is /tmp there."""
REGIONS: Final = frozenset(
    {
        "ap-northeast-1",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "eu-central-1",
        "eu-west-1",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    }
)
"""Where it is, by that page in November 2026."""


def is_lambda_compute(environment: dict[str, Any]) -> bool:
    """Whether a project's environment is a Lambda one."""
    return str(environment["type"]).endswith("_LAMBDA_CONTAINER")


def image_variables(environment: dict[str, Any], *, home: Path, search_path: str) -> dict[str, str]:
    """What a Python image sets and writes: pip puts whatever is installed without a ``--target`` of its own into one
    folder below the home, also from within a virtual environment, and Python and the shell look there."""
    if not (is_lambda_compute(environment) and _PYTHON_IMAGE in environment["image"]):
        return {}
    packages, configuration = home / _PACKAGES, home / "pip.conf"
    configuration.write_text(f"[global]\ntarget = {packages}\n", encoding="utf-8")
    return {
        "PIP_CONFIG_FILE": str(configuration),  # /etc/pip.conf there
        "PYTHONPATH": str(packages),
        "PATH": f"{packages}/bin:{search_path}",
    }


def time_limit_seconds(build: dict[str, Any]) -> float:
    """How long a build may run once it has left the queue."""
    minutes = float(build["timeoutInMinutes"])
    return 60 * (min(minutes, TIME_LIMIT_MINUTES) if is_lambda_compute(build["environment"]) else minutes)


def refuse_what_lambda_compute_lacks(project: dict[str, Any], *, default_timeout: int, region: str) -> None:
    """Refuse a project on Lambda compute that asks for more than Lambda compute has, or in a region without it.

    Raises:
        ServiceError: InvalidInputException, naming what is not available.
    """
    environment = project["environment"]
    lambda_size = str(environment["computeType"]).startswith("BUILD_LAMBDA_")
    if not is_lambda_compute(environment):
        if lambda_size:
            raise ServiceError("InvalidInputException", f"Invalid compute type for {environment['type']}")
        return
    if not lambda_size:
        raise ServiceError("InvalidInputException", f"Invalid compute type for {environment['type']}")
    if region not in REGIONS:
        raise ServiceError("InvalidInputException", f"{environment['type']} is not supported in region {region}")
    lacking = {
        "cache": project.get("cache", {}).get("type", "NO_CACHE") != "NO_CACHE",
        "VPC configuration": bool(project.get("vpcConfig", {}).get("vpcId")),
        "privileged mode": bool(environment.get("privilegedMode")),
        "batch configuration": bool(project.get("buildBatchConfig")),
        "file systems": bool(project.get("fileSystemLocations")),
        "custom time-out": project["timeoutInMinutes"] not in (TIME_LIMIT_MINUTES, default_timeout),
    }
    for feature, wanted in lacking.items():
        if wanted:
            raise ServiceError("InvalidInputException", f"{feature} is not supported for {environment['type']}")
