"""CodePipeline as a part of the local cloud: installed before the server listens, resumed once it does, stopped."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from localcloud.aws import object_changes
from localcloud.aws.api.json_service import JsonService
from localcloud.aws.api.paths import register_path
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.identity.trust import require_trust
from localcloud.aws.limits.conditions import active
from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.expiry import remove_at_checkpoints, remove_no_more
from localcloud.git_host import InvalidRepositoryNameError, PushReceiver, Repositories
from localcloud.git_host.push_receiver import PUSH_PATH
from localcloud.git_host.reference_changes import listen, tell
from localcloud.services import codebuild
from localcloud.services.codepipeline.actions.job_sessions import SERVICE_PRINCIPAL
from localcloud.services.codepipeline.actions.run_context import LocalServices
from localcloud.services.codepipeline.announcer import Announcer
from localcloud.services.codepipeline.api.operations import operations, resource_arn
from localcloud.services.codepipeline.cloudformation_types import register_types
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.definitions import Declared, Definitions
from localcloud.services.codepipeline.engine import Engine
from localcloud.services.codepipeline.object_listener import ObjectListener
from localcloud.services.codepipeline.ports import ActionJob, RuleJob
from localcloud.services.codepipeline.push_listener import PushListener
from localcloud.services.codepipeline.records import PipelineRecord
from localcloud.services.codepipeline.runner import ActionRunner
from localcloud.services.codepipeline.store import Database, Store
from localcloud.services.codepipeline.triggers import repository_of
from localcloud.services.codepipeline.webhooks import persist_webhooks


@dataclass(frozen=True, kw_only=True)
class _Service:
    store: Store
    engine: Engine
    announcer: Announcer
    declared: Declared
    receiver: PushReceiver


_running: dict[str, _Service] = {}


def install(runtime: Runtime) -> None:
    """Serve the CodePipeline API, its CloudFormation type, and the git hook's address."""
    store = Store(Database(runtime.state_dir / "codepipeline" / "codepipeline.sqlite"))
    repositories = Repositories(runtime.state_dir)
    announcer = Announcer(store)
    local = LocalServices(
        repositories=repositories,
        hand_over=hand_over,
        await_build_end=partial(await_build_end, runtime),
        keeps_modes=not active().strip_modes,
    )
    engine = Engine(
        store=store,
        runner=ActionRunner(runtime, local),
        checkpoint=runtime.checkpoint,
        clock=time.time,
        advanced=announcer.wake,
    )
    objects = ObjectListener(store, engine)

    def declared(record: PipelineRecord) -> None:
        ensure_repositories(repositories, record)
        objects.watch(record)

    definitions = Definitions(store, engine, check_role=check_role, declared=declared)
    object_changes.listen("codepipeline", objects.receive)
    listen("codepipeline", PushListener(store, engine, repositories).receive)
    receiver = PushReceiver(runtime, repositories, tell)
    service = JsonService(
        service_name="codepipeline",
        operations=operations(store=store, engine=engine, definitions=definitions),
    )
    register_service(
        "codepipeline", handler=service.handle_request, iam_namespace="codepipeline", resource_arn=resource_arn
    )
    persist_webhooks()
    remove_at_checkpoints(runtime.state_dir, "codepipeline", store.remove_expired)
    register_types(definitions, store)
    register_path(PUSH_PATH, receiver.handle_request)
    _running[str(runtime.state_dir)] = _Service(
        store=store, engine=engine, announcer=announcer, declared=declared, receiver=receiver
    )


def resume(runtime: Runtime) -> None:
    """Go on with every unfinished execution, and with the pushes that came while no server ran."""
    service = _running[str(runtime.state_dir)]
    for record in service.store.pipelines.every():
        service.declared(record)
    service.announcer.start()
    service.engine.start()
    service.receiver.announce()
    service.receiver.collect_pending()


def stop(runtime: Runtime) -> None:
    """Stop making transitions, within a few seconds; unfinished actions run again at the next start."""
    service = _running.pop(str(runtime.state_dir), None)
    if service is not None:
        service.engine.stop()
        service.announcer.stop()
        remove_no_more(runtime.state_dir, "codepipeline")
        service.store.close()


def ensure_repositories(repositories: Repositories, record: PipelineRecord) -> None:
    """Make the repositories that the pipeline's source actions read, so that there is something to push to.

    Raises:
        ServiceError: an action names what cannot be a repository.
    """
    for action in read_declaration(record.declaration).source_actions:
        full_id = repository_of(action)
        if full_id:
            try:
                repositories.ensure(full_id)
            except InvalidRepositoryNameError as error:
                raise ServiceError("InvalidActionDeclarationException", str(error)) from error


def check_role(role_arn: str) -> None:
    """Check that CodePipeline may assume a pipeline's role, as AWS does when the pipeline is declared.

    Raises:
        ServiceError: the role does not exist, or does not trust CodePipeline.
    """
    try:
        require_trust(role_arn, service=SERVICE_PRINCIPAL)
    except ServiceError as error:
        message = f"CodePipeline is not authorized to perform AssumeRole on role {role_arn}"
        raise ServiceError("InvalidStructureException", message) from error


def await_build_end(runtime: Runtime, build_id: str, seconds: float) -> bool:
    """Wait for a build without polling it; False when it has not ended after that many seconds."""
    return codebuild.await_build_end(runtime, build_id, timeout_seconds=seconds)


def hand_over(token: str, job: ActionJob | RuleJob) -> None:
    """Give CodeBuild the artifacts of the build that `token` is about to start."""
    primary = job.configuration.get("PrimarySource") or job.inputs[0].name
    located = codebuild.ArtifactLocation
    codebuild.hand_over(
        token,
        codebuild.PipelineInput(
            initiator=f"codepipeline/{job.key.name}",
            source_version=job.commit,
            inputs={item.name: located(bucket=item.bucket, key=item.key) for item in job.inputs},
            primary_input=primary,
            outputs={item.name: located(bucket=item.bucket, key=item.key) for item in job.outputs},
            kms_key_arn=next((item.kms_key for item in (*job.inputs, *job.outputs)), None),
        ),
    )
