"""The project operations: what a build is made of, validated as CodeBuild does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.identity.trust import require_trust
from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope, name_or_arn
from localcloud.services.codebuild.paging import ordered, page
from localcloud.services.codebuild.process.lambda_compute import refuse_what_lambda_compute_lacks
from localcloud.services.codebuild.records import ProjectRecord
from localcloud.services.codebuild.role import SERVICE_PRINCIPAL
from localcloud.services.codebuild.store import Document, Store

KIND = "project"
_DEFAULT_TIMEOUT_MINUTES = 60
_DEFAULT_QUEUED_TIMEOUT_MINUTES = 480
_NOT_IN_A_PROJECT = ("badgeEnabled",)


class Projects:
    """CreateProject, UpdateProject, DeleteProject, BatchGetProjects and ListProjects."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        project = _project(scope, request, created=time.time())
        with self._store.transaction():
            if self._get(scope, project.name) is not None:
                raise ServiceError("ResourceAlreadyExistsException", f"Project already exists: {project.arn}")
            return self._put(scope, project)

    def update(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        with self._store.transaction():
            present = self.require(scope, request["name"])
            merged = {**present.definition, **request, "name": present.name}
            return self._put(scope, _project(scope, merged, created=present.created))

    def replace(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        """Make a project anew from a whole CreateProject request, as an update by CloudFormation does."""
        scope = Scope(caller.account, caller.region)
        with self._store.transaction():
            present = self._get(scope, request["name"])
            return self._put(scope, _project(scope, request, created=present.created if present else time.time()))

    def delete(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        self._store.delete(Scope(caller.account, caller.region), KIND, name_or_arn(request["name"], "project"))
        return {}

    def batch_get(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        found, missing = [], []
        for name in request["names"]:
            project = self._get(scope, name_or_arn(name, "project"))
            if project is None:
                missing.append(name)
            else:
                found.append(project.described)
        return {"projects": found, "projectsNotFound": missing}

    def list_names(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        projects = self._store.documents(Scope(caller.account, caller.region), KIND)
        key = {"CREATED_TIME": "created", "LAST_MODIFIED_TIME": "lastModified"}.get(request.get("sortBy", ""), "name")
        names = [project["name"] for project in sorted(projects, key=lambda project: project[key])]
        return page(ordered(names, request), request, name="projects")

    def require(self, scope: Scope, name: str) -> ProjectRecord:
        """The project of that name or ARN.

        Raises:
            ServiceError: ResourceNotFoundException.
        """
        project = self._get(scope, name_or_arn(name, "project"))
        if project is None:
            raise ServiceError("ResourceNotFoundException", f"Project cannot be found: {scope.project(name)}")
        return project

    def _get(self, scope: Scope, name: str) -> ProjectRecord | None:
        document = self._store.get(scope, KIND, name)
        return ProjectRecord.read(document) if document else None

    def _put(self, scope: Scope, project: ProjectRecord) -> dict[str, Any]:
        self._store.put(scope, KIND, project.name, project.described)
        return {"project": project.described}


def _project(scope: Scope, request: dict[str, Any], *, created: float) -> ProjectRecord:
    project = {key: value for key, value in request.items() if key not in _NOT_IN_A_PROJECT and value is not None}
    project.setdefault("timeoutInMinutes", _DEFAULT_TIMEOUT_MINUTES)
    project.setdefault("queuedTimeoutInMinutes", _DEFAULT_QUEUED_TIMEOUT_MINUTES)
    project.setdefault("cache", {"type": "NO_CACHE"})
    project.setdefault("encryptionKey", f"arn:aws:kms:{scope.region}:{scope.account}:alias/aws/s3")
    if "badgeEnabled" in request:
        project["badge"] = {"badgeEnabled": bool(request["badgeEnabled"])}
    project.setdefault("badge", {"badgeEnabled": False})
    if project.get("concurrentBuildLimit") == -1:  # how UpdateProject removes the limit
        del project["concurrentBuildLimit"]
    check_project(project, region=scope.region)
    _check_declared(project)
    arn = scope.project(project["name"])
    _require_trust(project["serviceRole"], arn)
    return ProjectRecord(arn=arn, definition=project, created=created, last_modified=time.time())


def _check_declared(project: Document) -> None:
    """Refuse what a project may not be made with, though a build of another one may come to it by its overrides.

    Source: docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html, and what CreateProject answers.
    """
    for problem in _problems(project):
        raise ServiceError("InvalidInputException", problem)


def _problems(project: Document) -> Iterator[str]:
    source, artifacts = project["source"], project["artifacts"]
    if project["badge"]["badgeEnabled"] and source["type"] == "CODEPIPELINE":
        yield "Build badges are not supported for CodePipeline source"
    if source["type"] == "NO_SOURCE" and source.get("location"):
        yield "Invalid input: source location must be empty for source type NO_SOURCE"
    known = {item["sourceIdentifier"] for item in project.get("secondarySources", [])}
    if any(item["sourceIdentifier"] not in known for item in project.get("secondarySourceVersions", [])):
        yield "Invalid input: secondary source identifier does not exist"
    if project["cache"]["type"] == "S3" and not project["cache"].get("location"):
        yield "Invalid cache: location must be a valid S3 bucket, followed by slash and the prefix"
    for item in project.get("secondaryArtifacts", []):
        if item["type"] != "S3":
            yield f"Invalid input: artifactType {item['type']} is not allowed for secondaryArtifacts"
    if artifacts["type"] != "S3" and artifacts.get("encryptionDisabled"):
        yield f"Invalid artifacts: artifact type {artifacts['type']} should have null encryptionDisabled"


def _require_trust(role_arn: str, project_arn: str) -> None:
    """A project is made with a role that CodeBuild may assume.

    Source: docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html, on `sts:AssumeRole` at CreateProject.
    """
    try:
        require_trust(role_arn, service=SERVICE_PRINCIPAL, source_arn=project_arn)
    except ServiceError as error:
        message = f"CodeBuild is not authorized to perform: sts:AssumeRole on {role_arn} ({error.message})"
        raise ServiceError("InvalidInputException", message) from error


def check_project(project: Document, *, region: str) -> None:
    """Refuse a project (or a build's variant of one) that CodeBuild would refuse.

    Raises:
        ServiceError: InvalidInputException.
    """
    _check_sources(project)
    _check_artifacts(project)
    if not project["serviceRole"].startswith("arn:") or ":role/" not in project["serviceRole"]:
        raise ServiceError("InvalidInputException", "Invalid service role: Service role ARN is not valid")
    _check_range("timeoutInMinutes", project["timeoutInMinutes"], 5, 2160)
    _check_range("queuedTimeoutInMinutes", project["queuedTimeoutInMinutes"], 5, 480)
    _check_range("autoRetryLimit", project.get("autoRetryLimit", 0), 0, 10)  # the bounds that the CDK tells
    for variable in project["environment"].get("environmentVariables", []):
        if not variable["name"] or "=" in variable["name"]:
            raise ServiceError("InvalidInputException", f"Invalid environment variable name: {variable['name']!r}")
    refuse_what_lambda_compute_lacks(project, default_timeout=_DEFAULT_TIMEOUT_MINUTES, region=region)


def _check_sources(project: Document) -> None:
    source = project["source"]
    if source["type"] == "NO_SOURCE" and not source.get("buildspec"):
        raise ServiceError("InvalidInputException", "Invalid input: source type NO_SOURCE requires a buildspec")
    if source["type"] not in ("NO_SOURCE", "CODEPIPELINE") and not source.get("location"):
        raise ServiceError(
            "InvalidInputException", f"Invalid project source: location is required for {source['type']}"
        )
    identifiers = [secondary.get("sourceIdentifier") for secondary in project.get("secondarySources", [])]
    if not all(identifiers) or len(set(identifiers)) != len(identifiers):
        raise ServiceError("InvalidInputException", "Each secondary source needs a sourceIdentifier of its own")


def _check_artifacts(project: Document) -> None:
    artifacts, source = project["artifacts"], project["source"]
    if (artifacts["type"] == "CODEPIPELINE") != (source["type"] == "CODEPIPELINE"):
        raise ServiceError(
            "InvalidInputException",
            f"Invalid artifacts: artifact type {artifacts['type']} does not go with source type {source['type']}",
        )
    if artifacts["type"] == "S3" and not artifacts.get("location"):
        raise ServiceError("InvalidInputException", "Invalid artifacts: location is required for artifact type S3")
    identifiers = [secondary.get("artifactIdentifier") for secondary in project.get("secondaryArtifacts", [])]
    if not all(identifiers) or len(set(identifiers)) != len(identifiers):
        raise ServiceError("InvalidInputException", "Each secondary artifact needs an artifactIdentifier of its own")


def _check_range(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise ServiceError("InvalidInputException", f"Invalid {name}: value must be between {least} and {most}")
