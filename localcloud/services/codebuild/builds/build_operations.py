"""The build operations: start, stop, retry, look at, list, delete."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.limits.applied import applied_value
from localcloud.aws.service_error import ServiceError
from localcloud.services.codebuild.arns import Scope, name_or_arn, project_of_build
from localcloud.services.codebuild.artifacts import pipeline_input
from localcloud.services.codebuild.builds.build_progress import BuildProgress
from localcloud.services.codebuild.builds.build_queue import BuildQueue
from localcloud.services.codebuild.builds.build_record import apply_overrides, new_record
from localcloud.services.codebuild.builds.build_records import KIND, BuildRecords
from localcloud.services.codebuild.builds.running_builds import running_builds_quota
from localcloud.services.codebuild.builds.state_events import announce
from localcloud.services.codebuild.paging import ordered, page
from localcloud.services.codebuild.projects import Projects
from localcloud.services.codebuild.records import BuildRecord, PipelineInput, ProjectRecord
from localcloud.services.codebuild.store import Document, Store

TOKEN_KIND = "start-build-token"  # noqa: S105 - an idempotency token, no secret
_TOKEN_SECONDS = 300
_STOP_WAIT_SECONDS = 5.0


class Builds:
    """StartBuild, StopBuild, RetryBuild, BatchGetBuilds, ListBuilds, ListBuildsForProject and BatchDeleteBuilds."""

    def __init__(self, *, store: Store, projects: Projects, queue: BuildQueue) -> None:
        self._store = store
        self._records = BuildRecords(store)
        self._projects = projects
        self._queue = queue

    def start(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        token = request.get("idempotencyToken")
        with pipeline_input.taken(token) as pipeline, self._store.transaction():
            repeated = self._started_with(scope, token, request)
            if repeated is not None:
                return {"build": repeated}
            initiator = pipeline.initiator if pipeline else _initiator(caller)
            record = self._new_record(scope, request, pipeline, initiator=initiator)
            if token:
                remembered = {"digest": _digest(request), "buildId": record.id, "time": time.time()}
                self._store.put(scope, TOKEN_KIND, token, remembered)
            progress = self._submit(scope, record)
        return {"build": self._queued(progress, record)}

    def _submit(self, scope: Scope, record: BuildRecord) -> BuildProgress:
        self._records.add(scope, record)
        progress = BuildProgress(records=self._records, scope=scope, build_id=record.id)
        progress.begin("SUBMITTED")
        progress.complete()
        progress.begin("QUEUED")
        return progress

    def _queued(self, progress: BuildProgress, record: BuildRecord) -> Document:
        announce(progress.scope, progress.read().build)
        self._queue.submit(progress, queued_minutes=record.build["queuedTimeoutInMinutes"])
        return progress.read().build

    def retry_failed(self, failed: BuildProgress) -> None:
        """Start a failed build again by itself, as its `autoRetryConfig` has it.

        Raises:
            ServiceError: the project is gone, or it has as many builds as it may.
        """
        scope = failed.scope
        with self._store.transaction():
            former = failed.read()
            record = self._new_record(scope, former.request, None, initiator=former.build["initiator"], former=former)
            progress = self._submit(scope, record)
            failed.set(autoRetryConfig={**former.build["autoRetryConfig"], "nextAutoRetry": record.build["arn"]})
        self._queued(progress, record)

    def _started_with(self, scope: Scope, token: str | None, request: dict[str, Any]) -> Document | None:
        remembered = self._store.get(scope, TOKEN_KIND, token) if token else None
        if remembered is None or time.time() - remembered["time"] > _TOKEN_SECONDS:
            return None
        if remembered["digest"] != _digest(request):
            raise ServiceError(
                "InvalidInputException", "Parameter mismatch: the idempotencyToken was used for another request"
            )
        record = self._records.get(scope, remembered["buildId"])
        return record.build if record else None

    def _new_record(
        self,
        scope: Scope,
        request: dict[str, Any],
        pipeline: PipelineInput | None,
        *,
        initiator: str,
        former: BuildRecord | None = None,
    ) -> BuildRecord:
        project = self._projects.require(scope, request["projectName"])
        effective = apply_overrides(project.definition, request, region=scope.region)
        if effective["source"]["type"] == "CODEPIPELINE" and pipeline is None:
            raise ServiceError(
                "InvalidInputException",
                "Builds of a project with source type CODEPIPELINE are started by CodePipeline; "
                "start the pipeline instead, or override source and artifacts",
            )
        self._check_limit(scope, project)
        self._check_quota(scope, effective["environment"])
        name = project.name
        return new_record(
            scope,
            effective,
            number=self._store.next_number(f"build {scope.account} {scope.region} {name}"),
            initiator=initiator,
            request=request,
            pipeline=pipeline,
            former=former,
        )

    def _check_limit(self, scope: Scope, project: ProjectRecord) -> None:
        limit = project.definition.get("concurrentBuildLimit")
        if limit is None:
            return
        if sum(not record.complete for record in self._records.of_project(scope, project.name)) >= limit:
            message = f"Cannot have more than {limit} builds in queue for the project {project.name}"
            raise ServiceError("AccountLimitExceededException", message)

    def _check_quota(self, scope: Scope, environment: dict[str, Any]) -> None:
        quota = running_builds_quota(environment)
        if quota is None:
            return
        most = applied_value(quota)
        running = sum(running_builds_quota(one.build["environment"]) == quota for one in self._records.running(scope))
        if running >= most:
            raise ServiceError(
                "AccountLimitExceededException", f"Cannot have more than {most} builds in queue for the account"
            )

    def stop(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope, build_id = Scope(caller.account, caller.region), name_or_arn(request["id"], KIND)
        self._require(scope, build_id)
        self._queue.stop(build_id, wait_seconds=_STOP_WAIT_SECONDS)
        return {"build": self._require(scope, build_id).build}

    def retry(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        if "id" not in request:
            raise ServiceError("InvalidInputException", "Invalid input: id is required")
        scope, build_id = Scope(caller.account, caller.region), name_or_arn(request["id"], KIND)
        record = self._require(scope, build_id)
        if record.pipeline is not None:
            raise ServiceError(
                "InvalidInputException", "Builds started by CodePipeline cannot be retried; retry the stage"
            )
        if not record.complete:
            raise ServiceError("InvalidInputException", f"Build {build_id} is still in progress")
        again = dict(record.request)
        if request.get("idempotencyToken"):
            again["idempotencyToken"] = request["idempotencyToken"]
        return self.start(caller, again)

    def batch_get(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        found, missing = [], []
        for identifier in request["ids"]:
            record = self._records.get(scope, name_or_arn(identifier, KIND))
            if record is None:
                missing.append(identifier)
            else:
                found.append(record.build)
        return {"builds": found, "buildsNotFound": missing}

    def batch_delete(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        deleted, kept = [], []
        for identifier in request["ids"]:
            build_id = name_or_arn(identifier, KIND)
            with self._store.transaction():
                record = self._records.get(scope, build_id)
                if record is None:
                    kept.append({"id": identifier, "statusCode": "BUILD_NOT_FOUND"})
                elif not record.complete:
                    kept.append({"id": identifier, "statusCode": "BUILD_IN_PROGRESS"})
                else:
                    self._records.delete(scope, build_id)
                    deleted.append(scope.build(build_id))
        return {"buildsDeleted": deleted, "buildsNotDeleted": kept}

    def list_ids(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        ids = self._records.ids(Scope(caller.account, caller.region))
        return page(ordered(ids, request, default="DESCENDING"), request, name="ids")

    def list_for_project(self, caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        scope = Scope(caller.account, caller.region)
        project = self._projects.require(scope, request["projectName"])
        ids = self._records.ids(scope, project=project.name)
        return page(ordered(ids, request, default="DESCENDING"), request, name="ids")

    def _require(self, scope: Scope, build_id: str) -> BuildRecord:
        record = self._records.get(scope, build_id)
        if record is None:
            project_of_build(build_id)
            raise ServiceError("ResourceNotFoundException", f"Build cannot be found: {scope.build(build_id)}")
        return record


def _digest(request: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()


def _initiator(caller: Caller) -> str:
    """A user's name, or `role/session` of an assumed role, as CodeBuild shows it."""
    resource = caller.principal_arn.rpartition(":")[2]
    return resource.partition("/")[2] or resource
