"""CodeBuild as a part of the local cloud: installed before the server listens, resumed once it does, then stopped."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial

from localcloud.aws.api.host_applications import register_host
from localcloud.aws.api.json_service import JsonService
from localcloud.aws.api.paths import register_path
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.expiry import remove_at_checkpoints
from localcloud.services.codebuild.api.operations import operations, resource_arns
from localcloud.services.codebuild.api.response_lists import with_list_members
from localcloud.services.codebuild.builds.build_host import BuildHost, Workspace
from localcloud.services.codebuild.builds.build_operations import Builds
from localcloud.services.codebuild.builds.build_progress import BuildProgress
from localcloud.services.codebuild.builds.build_queue import BuildQueue, default_slots
from localcloud.services.codebuild.builds.build_records import BuildRecords
from localcloud.services.codebuild.builds.build_run import BuildRun
from localcloud.services.codebuild.cloudformation_types import register_types
from localcloud.services.codebuild.process.build_process import Stop, end_group, end_processes_with
from localcloud.services.codebuild.process.credentials_endpoint import CREDENTIALS_PATH, CredentialsEndpoint
from localcloud.services.codebuild.projects import Projects
from localcloud.services.codebuild.reports.report_groups import ReportGroups
from localcloud.services.codebuild.reports.report_operations import Reports
from localcloud.services.codebuild.retention import remove_expired
from localcloud.services.codebuild.store import Store
from localcloud.toolchain import NPM_REGISTRY_PATH, NpmRegistry, Toolchain
from localcloud.toolchain.packages import (
    PUBLIC_HOSTS,
    PYTHON_INDEX_PATH,
    NpmMirror,
    PackageSources,
    PackageStore,
    PublicIndex,
    PythonIndex,
)

_SHUTDOWN_SECONDS = 8.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Service:
    host: BuildHost
    queue: BuildQueue


_running: dict[str, _Service] = {}


def install(runtime: Runtime) -> None:
    """Serve the CodeBuild API, its CloudFormation types, builds' credentials and the npm registry."""
    store = Store(runtime.state_dir / "codebuild" / "codebuild.sqlite")
    projects, groups = Projects(store), ReportGroups(store)
    reports = Reports(store, groups)
    host = BuildHost(
        runtime=runtime,
        store=store,
        groups=groups,
        reports=reports,
        credentials=CredentialsEndpoint(endpoint_url=runtime.endpoint_url),
    )

    def run_build(progress: BuildProgress, stop: Stop) -> None:
        if BuildRun(host=host, scope=progress.scope, progress=progress, stop=stop).run():
            _retry(builds, progress)

    queue = BuildQueue(slots=default_slots(), run=run_build)
    builds = Builds(store=store, projects=projects, queue=queue)
    service = JsonService(
        service_name="codebuild",
        operations=operations(projects=projects, builds=builds, groups=groups, reports=reports),
        invalid_input="InvalidInputException",
    )
    handler = with_list_members(service.handle_request, service.model)
    register_service("codebuild", handler=handler, iam_namespace="codebuild", resource_arn=resource_arns)
    register_types(projects, groups)
    register_path(CREDENTIALS_PATH, host.credentials.handle_request)
    sources, packages = PackageSources(runtime.machine), PackageStore.of(runtime.machine)
    registry = NpmRegistry(
        toolchain=Toolchain(root=runtime.toolchain_dir),
        endpoint_url=runtime.endpoint_url,
        mirror=NpmMirror(sources=sources, store=packages),
    )
    register_path(NPM_REGISTRY_PATH, registry.handle_request)
    index = PythonIndex(sources=sources, store=packages)
    register_path(PYTHON_INDEX_PATH, index.handle_request)
    register_host(PUBLIC_HOSTS, PublicIndex(index))
    remove_at_checkpoints(runtime.state_dir, "codebuild", partial(remove_expired, store))
    _running[str(runtime.state_dir)] = _Service(host=host, queue=queue)


def _retry(builds: Builds, failed: BuildProgress) -> None:
    try:
        builds.retry_failed(failed)
    except ServiceError as error:
        _log.warning("build %s is not retried: %s: %s", failed.build_id, error.code, error.message)
    except LookupError:
        _log.info("build %s is not retried: it was deleted", failed.build_id)


def resume(runtime: Runtime) -> None:
    """End what an earlier server left running, and mark those builds as FAULT, so that pipelines run them again."""
    host = _running[str(runtime.state_dir)].host
    records = BuildRecords(host.store)
    for scope, record in records.unfinished():
        if record.process is not None:
            end_group(record.process)
            end_processes_with("CODEBUILD_BUILD_ID", record.id)
        BuildProgress(records=records, scope=scope, build_id=record.id).finish(
            "FAULT",
            code="INTERNAL_SERVICE_ERROR",
            message="The build was interrupted: the local cloud ended while it ran.",
        )
    if host.builds_dir.exists():
        host.ended.adopt(Workspace(root=directory) for directory in host.builds_dir.iterdir())


def stop(runtime: Runtime) -> None:
    """End all builds' processes, within eight seconds; records stay, for `resume`."""
    _running[str(runtime.state_dir)].queue.shut_down(wait_seconds=_SHUTDOWN_SECONDS)


def clean_up(runtime: Runtime) -> None:
    """Remove ended builds' directories, which may take longer than there is time for; `resume` finds the rest."""
    _running.pop(str(runtime.state_dir)).host.ended.remove_all()


def await_build_end(runtime: Runtime, build_id: str, *, timeout_seconds: float) -> bool:
    """Wait for a build of this server without polling; False when it has not ended in time.

    For CodePipeline, which would otherwise add its polling interval to every action.
    """
    return _running[str(runtime.state_dir)].queue.await_end(build_id, timeout_seconds=timeout_seconds)
