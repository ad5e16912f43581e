"""Build/CodeBuild and Test/CodeBuild: start a build on the action's role, wait for it, hand on what it exported."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.actions.run_context import LocalServices, RunContext
from localcloud.services.codepipeline.ports import (
    CONFIGURATION_ERROR,
    ActionFailedError,
    ActionJob,
    Outcome,
    Progress,
    RuleJob,
)

# How long a stopped or abandoned run may go unnoticed while its build runs, and the least time between two looks.
_LOOK_SECONDS, _SHORTEST_PAUSE = 1.0, 0.02
_TYPES = frozenset({"PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"})

REQUIRED = ("ProjectName",)
OPTIONAL = ("PrimarySource", "EnvironmentVariables", "BatchEnabled", "CombineArtifacts")


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse batch builds, and several inputs of which none is the primary one."""
    if configuration.get("BatchEnabled", "false").lower() == "true":
        return "BatchEnabled is not offered by the local cloud"
    if len(inputs) > 1 and configuration.get("PrimarySource") not in inputs:
        return "with several input artifacts, PrimarySource must name one of them"
    return ""


def run_build(job: ActionJob | RuleJob, context: RunContext) -> Outcome:
    """Run one build to its end; a run that is repeated after a crash starts a new one."""
    codebuild = context.sessions.client("codebuild")
    build = _start(job, codebuild, context.local)
    while not build["buildComplete"]:
        _report(context.progress, build)
        context.local.await_build_end(build["id"], _LOOK_SECONDS)
        context.progress.pause(_SHORTEST_PAUSE)
        build = _look(codebuild, build["id"])
    _report(context.progress, build)
    if build["buildStatus"] != "SUCCEEDED":
        raise ActionFailedError(_reason(build), external_id=build["id"])
    exported = {item["name"]: item["value"] for item in build.get("exportedEnvironmentVariables", [])}
    return Outcome(
        external_id=build["id"],
        external_url=build.get("logs", {}).get("deepLink", ""),
        log_stream_arn=build.get("logs", {}).get("cloudWatchLogsArn", ""),
        variables=exported,
    )


def _start(job: ActionJob | RuleJob, codebuild: Any, local: LocalServices) -> dict[str, Any]:
    token = str(uuid.uuid4())
    local.hand_over(token, job)
    project = job.configuration["ProjectName"]
    try:
        build: dict[str, Any] = codebuild.start_build(
            projectName=project,
            idempotencyToken=token,
            environmentVariablesOverride=environment_variables(job.configuration),
        )["build"]
    except ClientError as error:
        raise failure_of(error, doing=f"Starting a build of {project}") from error
    return build


def environment_variables(configuration: Mapping[str, str]) -> list[dict[str, str]]:
    """The configuration's ``EnvironmentVariables``, a JSON list of name, value and type.

    Raises:
        ActionFailedError: it is not such a list.
    """
    text = configuration.get("EnvironmentVariables")
    if not text:
        return []
    try:
        given = json.loads(text)
        found = [
            {"name": str(item["name"]), "value": str(item["value"]), "type": item.get("type", "PLAINTEXT")}
            for item in given
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"EnvironmentVariables must be a JSON list of objects with name, value and type: {error!r}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR) from error
    wrong = [item["name"] for item in found if item["type"] not in _TYPES]
    if wrong:
        message = f"The environment variable {wrong[0]} has an unknown type; the types are {', '.join(sorted(_TYPES))}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    return found


def _look(codebuild: Any, build_id: str) -> dict[str, Any]:
    try:
        builds: list[dict[str, Any]] = codebuild.batch_get_builds(ids=[build_id])["builds"]
    except ClientError as error:
        raise failure_of(error, doing=f"Looking at the build {build_id}") from error
    if not builds:
        raise ActionFailedError(f"The build {build_id} does not exist any more", external_id=build_id)
    return builds[0]


def _report(progress: Progress, build: dict[str, Any]) -> None:
    logs = build.get("logs", {})
    progress.report(
        external_id=build["id"],
        external_url=logs.get("deepLink", ""),
        log_stream_arn=logs.get("cloudWatchLogsArn", ""),
    )


def _reason(build: dict[str, Any]) -> str:
    for phase in build.get("phases", []):
        contexts = [item.get("message", "") for item in phase.get("contexts", [])]
        said = "; ".join(text for text in contexts if text)
        if phase.get("phaseStatus") not in (None, "SUCCEEDED") and said:
            return f"Build {build['id']} {build['buildStatus']} in {phase['phaseType']}: {said}"
    return f"Build {build['id']} ended as {build['buildStatus']}"


def _type(category: str) -> ActionType:
    return ActionType(
        category=category,
        provider="CodeBuild",
        inputs=(1, 5),
        outputs=(0, 5),
        required=REQUIRED,
        optional=OPTIONAL,
        timeout_minutes=36 * 60,
        check=check,
        run=run_build,
    )


BUILD, TEST = _type("Build"), _type("Test")
