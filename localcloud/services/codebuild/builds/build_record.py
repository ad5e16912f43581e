"""A build's record: made from the project and what StartBuild overrides, then replaced at each transition."""

from __future__ import annotations

import time
import uuid
from typing import Any

from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.artifacts.artifacts import artifact_key
from localcloud.services.codebuild.builds.automatic_retry import first_config, next_config
from localcloud.services.codebuild.projects import check_project
from localcloud.services.codebuild.records import BuildRecord, PipelineInput
from localcloud.services.codebuild.store import Document

_TOP_LEVEL_OVERRIDES = {
    "timeoutInMinutesOverride": "timeoutInMinutes",
    "queuedTimeoutInMinutesOverride": "queuedTimeoutInMinutes",
    "encryptionKeyOverride": "encryptionKey",
    "serviceRoleOverride": "serviceRole",
    "artifactsOverride": "artifacts",
    "secondaryArtifactsOverride": "secondaryArtifacts",
    "secondarySourcesOverride": "secondarySources",
    "secondarySourcesVersionOverride": "secondarySourceVersions",
    "cacheOverride": "cache",
    "logsConfigOverride": "logsConfig",
    "autoRetryLimitOverride": "autoRetryLimit",
    "sourceVersion": "sourceVersion",
}
_SOURCE_OVERRIDES = {
    "sourceTypeOverride": "type",
    "sourceLocationOverride": "location",
    "sourceAuthOverride": "auth",
    "buildspecOverride": "buildspec",
    "gitCloneDepthOverride": "gitCloneDepth",
    "gitSubmodulesConfigOverride": "gitSubmodulesConfig",
    "insecureSslOverride": "insecureSsl",
    "reportBuildStatusOverride": "reportBuildStatus",
    "buildStatusConfigOverride": "buildStatusConfig",
}
_ENVIRONMENT_OVERRIDES = {
    "environmentTypeOverride": "type",
    "imageOverride": "image",
    "computeTypeOverride": "computeType",
    "certificateOverride": "certificate",
    "privilegedModeOverride": "privilegedMode",
    "registryCredentialOverride": "registryCredential",
    "imagePullCredentialsTypeOverride": "imagePullCredentialsType",
    "fleetOverride": "fleet",
    "hostKernelOverride": "hostKernel",
}
_COPIED = (
    *(
        "source",
        "secondarySources",
        "secondarySourceVersions",
        "cache",
        "environment",
        "serviceRole",
        "timeoutInMinutes",
    ),
    *("queuedTimeoutInMinutes", "vpcConfig", "encryptionKey", "fileSystemLocations"),
)


def apply_overrides(project: Document, request: dict[str, Any], *, region: str) -> Document:
    """The project as this one build sees it.

    Raises:
        ServiceError: InvalidInputException; the overridden project would not be a valid one.
    """
    effective = dict(project)
    effective.update(_overridden(request, _TOP_LEVEL_OVERRIDES))
    effective["source"] = {**project["source"], **_overridden(request, _SOURCE_OVERRIDES)}
    environment = {**project["environment"], **_overridden(request, _ENVIRONMENT_OVERRIDES)}
    variables = {variable["name"]: variable for variable in environment.get("environmentVariables", [])}
    for variable in request.get("environmentVariablesOverride", []):
        variables[variable["name"]] = {"type": "PLAINTEXT", **variable}
    environment["environmentVariables"] = list(variables.values())
    effective["environment"] = environment
    check_project(effective, region=region)
    return effective


def _overridden(request: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {member: request[override] for override, member in names.items() if request.get(override) is not None}


def new_record(
    scope: Scope,
    project: Document,
    *,
    number: int,
    initiator: str,
    request: dict[str, Any],
    pipeline: PipelineInput | None,
    former: BuildRecord | None = None,
) -> BuildRecord:
    """The record of a build that has just been submitted.

    Args:
        project: the project with the overrides applied.
        number: the build's number within its project.
        initiator: who started it, e.g. a user's name or `codepipeline/<name>`.
        request: the StartBuild request, kept for RetryBuild.
        pipeline: the artifacts, for a build that CodePipeline started.
        former: the failed build that this one is the automatic retry of.
    """
    # Whole milliseconds, so that the API and CODEBUILD_START_TIME say the same.
    build_uuid, now = str(uuid.uuid4()), round(time.time(), 3)
    build_id = f"{project['name']}:{build_uuid}"
    build: Document = {key: project[key] for key in _COPIED if key in project}
    build |= {
        "id": build_id,
        "arn": scope.build(build_id),
        "buildNumber": number,
        "startTime": now,
        "currentPhase": "SUBMITTED",
        "buildStatus": "IN_PROGRESS",
        "projectName": project["name"],
        "phases": [],
        "artifacts": _planned_artifacts(project, build_uuid, pipeline),
        "logs": _logs(scope, project, build_uuid),
        "buildComplete": False,
        "initiator": initiator,
        **(next_config(project, former) if former else first_config(project)),
    }
    if project.get("secondaryArtifacts") or (pipeline and len(pipeline.outputs) > 1):
        build["secondaryArtifacts"] = []
    _name_versions(build, project, pipeline)
    return BuildRecord(
        uuid=build_uuid,
        build=build,
        project_artifacts=(project["artifacts"], *project.get("secondaryArtifacts", [])),
        request={key: value for key, value in request.items() if key != "idempotencyToken"},
        pipeline=pipeline,
    )


def _name_versions(build: Document, project: Document, pipeline: PipelineInput | None) -> None:
    if pipeline is None:
        if project.get("sourceVersion"):
            build["sourceVersion"] = project["sourceVersion"]
        return
    primary = pipeline.inputs.get(pipeline.primary_input)
    if primary is not None:
        build["sourceVersion"] = primary.arn
    if pipeline.source_version:
        build["resolvedSourceVersion"] = pipeline.source_version


def _planned_artifacts(project: Document, build_uuid: str, pipeline: PipelineInput | None) -> Document:
    if pipeline is not None:
        first = next(iter(pipeline.outputs.values()), None)
        return {"location": first.arn if first else ""}
    artifacts = project["artifacts"]
    if artifacts["type"] != "S3":
        return {"location": ""}
    return {
        "location": f"arn:aws:s3:::{artifacts['location']}/{artifact_key(artifacts, project['name'], build_uuid)}",
        "encryptionDisabled": bool(artifacts.get("encryptionDisabled")),
        "overrideArtifactName": bool(artifacts.get("overrideArtifactName")),
    }


def _logs(scope: Scope, project: Document, build_uuid: str) -> Document:
    config = project.get("logsConfig", {}).get("cloudWatchLogs", {})
    if config.get("status") == "DISABLED":
        return {"cloudWatchLogs": {"status": "DISABLED"}}
    group = config.get("groupName") or f"/aws/codebuild/{project['name']}"
    stream = "/".join(part for part in (config.get("streamName"), build_uuid) if part)
    console = f"https://console.aws.amazon.com/cloudwatch/home?region={scope.region}#logsV2:log-groups/log-group"
    encoded = (group.replace("/", "$252F"), stream.replace("/", "$252F"))
    return {
        "groupName": group,
        "streamName": stream,
        "deepLink": f"{console}/{encoded[0]}/log-events/{encoded[1]}",
        "cloudWatchLogsArn": f"arn:aws:logs:{scope.region}:{scope.account}:log-group:{group}:log-stream:{stream}",
        "cloudWatchLogs": {"status": "ENABLED", **{k: v for k, v in config.items() if k != "status"}},
    }
