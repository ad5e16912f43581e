"""CodeDeploy as a part of the local cloud: installed before the server listens, resumed once it does, then stopped."""

from __future__ import annotations

from dataclasses import dataclass

from localcloud.aws.api.json_service import JsonService
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.runtime import Runtime
from localcloud.aws.storage.persisted_state import persist
from localcloud.services.codedeploy.alias_updates import deploy_alias_updates
from localcloud.services.codedeploy.announcements import announce
from localcloud.services.codedeploy.api.operations import operations, resource_arn
from localcloud.services.codedeploy.api.queries import Queries
from localcloud.services.codedeploy.cloudformation_types import register_types
from localcloud.services.codedeploy.deployments import DeploymentOperations
from localcloud.services.codedeploy.engine.runs import Runs
from localcloud.services.codedeploy.resources.applications import applications
from localcloud.services.codedeploy.resources.deployment_configs import deployment_configs
from localcloud.services.codedeploy.resources.deployment_groups import deployment_groups
from localcloud.services.codedeploy.resources.tags import tags_by_arn
from localcloud.services.codedeploy.store import Deployments

_SHUTDOWN_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True)
class _Service:
    store: Deployments
    runs: Runs


_running: dict[str, _Service] = {}


def install(runtime: Runtime) -> None:
    """Serve the CodeDeploy API, its CloudFormation types, and aliases' updates by deployments."""
    persist(
        "codedeploy",
        {
            "applications": applications,
            "deployment_groups": deployment_groups,
            "deployment_configs": deployment_configs,
            "tags": tags_by_arn,
        },
    )
    store = Deployments(runtime.state_dir / "codedeploy" / "codedeploy.sqlite")
    runs = Runs(runtime=runtime, store=store, changed=announce)
    deployments = DeploymentOperations(store, start=runs.start)
    queries = Queries(store, deployments)
    service = JsonService(service_name="codedeploy", operations=operations(deployments, queries))
    register_service(
        "codedeploy",
        handler=service.handle_request,
        iam_namespace="codedeploy",
        resource_arn=resource_arn(queries),
    )
    register_types()
    deploy_alias_updates(store, deployments, stopping=runs.stopping)
    _running[str(runtime.state_dir)] = _Service(store=store, runs=runs)


def resume(runtime: Runtime) -> None:
    """Go on with the deployments that an earlier server left, or end them."""
    _running[str(runtime.state_dir)].runs.resume()


def stop(runtime: Runtime) -> None:
    """End the deployments' threads; their records stay, for `resume`."""
    running = _running.pop(str(runtime.state_dir))
    running.runs.shut_down(wait_seconds=_SHUTDOWN_SECONDS)
    running.store.close()
