"""`up`: from nothing to a local cloud with the pipeline in it, in the shortest correct order.

Synthesis needs no cloud and takes longest, so it runs beside the server's start and the bootstraps. The commit is
pushed before the pipeline exists, because its creation starts an execution, which needs a source. Ended halfway, it
leaves nothing running.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.cli.cloud.clean_environment import setup_environment
from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.cloud.server_process import ServerStart, stop
from localcloud.cli.cloud.server_record import ServerRecord, exclusive, read_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.executions.execution import execution_reader
from localcloud.cli.provisioning import bootstrap, pipeline_deployment
from localcloud.cli.provisioning.account_policies import AccountPolicies, deploy_policies, policies_template
from localcloud.cli.provisioning.preflight import Check, Preflight, SettingsReader, inspect
from localcloud.cli.source.source_commit import SourceCommit, branch_head, push
from localcloud.cli.source.source_repository import ensure_repository
from localcloud.cli.terminal.child_process import Child, Children
from localcloud.cli.terminal.durations import duration
from localcloud.cli.terminal.exit_codes import CommandError
from localcloud.cli.terminal.interruption import INTERRUPTION, Wakening
from localcloud.cli.terminal.output import Output
from localcloud.cli.terminal.step_bar import StepBar

_TOOLCHAIN_SECONDS = 900.0


@dataclass(frozen=True, kw_only=True)
class UpResult:
    """What `up` found or made.

    Attributes:
        started: False where the server ran already.
        deployed: False where the pipeline was there already, and changes itself from then on or need not be changed.
        first_execution: the one that the pipeline's creation started; empty where it was not created now.
    """

    cloud: LocalCloud
    commit: SourceCommit
    started: bool
    deployed: bool
    first_execution: str
    seconds: float


def bring_up(workspace: Workspace, output: Output, *, read_settings: SettingsReader, redeploy: bool) -> UpResult:
    """Checks, starts, bootstraps, and deploys the pipeline of the current commit where there is none.

    Args:
        redeploy: deploy the pipeline stack even though one is there, for instance one that can no longer change itself.

    Raises:
        CommandError: a check or a step failed; nothing that this call started is left running.
    """
    started = time.monotonic()
    found = inspect(workspace, read_settings=read_settings, announce=lambda check: announce(output, check))
    failure = found.failure()
    if failure is not None:
        raise failure
    assert found.commit is not None  # noqa: S101 - every check passed
    if found.commit.announcement:
        output.note(found.commit.announcement.replace("this push", "what is deployed"))
    switches = workspace.switches.arguments()
    if found.running is not None and switches:
        output.note(f"the local cloud runs already; take it down first for {' '.join(switches)} to hold")
    fresh = workspace.claim()
    bar = StepBar(output.console)
    with exclusive(workspace), Children(bar=bar) as children:
        making = _BringUp(workspace, output, children, found, fresh=fresh, bar=bar)
        with bar.shown(making.steps()):
            return making.run(redeploy=redeploy, started=started)


def announce(output: Output, check: Check) -> None:
    """Say what a check found."""
    if check.ok:
        output.done(check.text)
    else:
        output.refused(check.text, further=check.further)


class _BringUp:
    """One `up`, once its checks have passed."""

    def __init__(
        self, workspace: Workspace, output: Output, children: Children, found: Preflight, *, fresh: bool, bar: StepBar
    ) -> None:
        assert found.source is not None  # noqa: S101 - every check passed
        assert found.commit is not None  # noqa: S101
        self._workspace = workspace
        self._output = output
        self._children = children
        self._found = found
        self._source = found.source
        self._commit: SourceCommit = found.commit
        self._fresh = fresh
        self._bar = bar
        self._stopped = threading.Event()

    def steps(self) -> int | None:
        """How many there will be: the build tools, the server's start, each bootstrap, synthesis and deployment.

        None where a part of it may be there already.
        """
        if not self._needs_pipeline():
            return None
        synthesis = 0 if self._source.assembly else 1
        return (not self._found.toolchain_ready) + 1 + len(bootstrap.targets(self._source.settings)) + synthesis + 1

    def run(self, *, redeploy: bool, started: float) -> UpResult:
        try:
            if not self._fresh:
                self._prepare_toolchain()  # builds that an earlier server began are run again as soon as one is there
            return self._run_steps(redeploy=redeploy, started=started)
        except BaseException as error:
            self._undo(interrupted=isinstance(error, KeyboardInterrupt))
            raise

    def _run_steps(self, *, redeploy: bool, started: float) -> UpResult:
        server = None if self._found.running is not None else self._start_server()
        with Wakening() as wakening, ThreadPoolExecutor(max_workers=3, thread_name_prefix="up") as pool:
            try:
                with INTERRUPTION.held():  # an interrupt inside of a pool's own locks would leave them locked
                    tools = pool.submit(self._prepare_toolchain)
                    cloud_ready = pool.submit(self._ready_cloud, server)
                    early = redeploy or self._needs_pipeline()
                    assembly = pool.submit(self._synthesize_with, tools) if early else None
                    steps = [step for step in (tools, cloud_ready, assembly) if step is not None]
                    for step in steps:
                        step.add_done_callback(lambda _: wakening.wake())
                _all_or_first_failure(steps, wakening)
            except BaseException:
                self._end_what_was_started()  # here, because leaving the block waits for the threads
                raise
        cloud = cloud_ready.result()
        first_execution = ""
        stack, read = cloud.settings.pipeline_stack, self._source.assembly
        created = not cloud.is_deployed(stack)
        needed = redeploy or created or (read is not None and pipeline_deployment.is_outdated(cloud, read))
        if needed:
            path = assembly.result() if assembly is not None else self._synthesize()
            execution = self._deploy(cloud, path)
            first_execution = execution if redeploy or created else ""
        else:
            changes = read is None or pipeline_deployment.changes_itself(cloud.settings, read)
            then = "; a push that changes it makes it change itself" if changes else " as the commit has it"
            self._output.done(f"{stack} is deployed{then}")
        took = time.monotonic() - started
        self._output.done(f"the local cloud is up at {cloud.record.endpoint_url} ({duration(took)})")
        return UpResult(
            cloud=cloud,
            commit=self._commit,
            started=server is not None,
            deployed=needed,
            first_execution=first_execution,
            seconds=took,
        )

    def _prepare_toolchain(self) -> None:
        if self._found.toolchain_ready:
            return
        workspace = self._workspace
        self._output.line("   preparing the build tools, once ...")
        command = [*workspace.project.python, "-m", "localcloud.toolchain", "prepare"]
        seconds = self._children.run(
            Child(
                label="preparing the build tools",
                command=[*command, "--into", str(workspace.toolchain), "--project", str(workspace.checkout)],
                cwd=workspace.checkout,
                environment=setup_environment(workspace),
                log=workspace.logs / "toolchain.log",
                timeout_seconds=_TOOLCHAIN_SECONDS,
                remedy="this step needs the package registries, once; see its lines above",
            )
        )
        self._found.toolchain_ready = True
        self._output.done(f"build tools prepared ({duration(seconds)})")

    def _start_server(self) -> ServerStart:
        left_over = read_record(self._workspace)
        if left_over is not None and stop(self._workspace, left_over):
            self._output.note(
                f"ended process {left_over.pid}, which was recorded as the local cloud and did not answer"
            )
        server = ServerStart(self._workspace, self._source.settings)
        server.begin()
        return server

    def _needs_pipeline(self) -> bool:
        """Whether the pipeline is certainly not there yet, so that synthesis need not wait for the answer."""
        return self._fresh and self._found.running is None

    def _ready_cloud(self, server: ServerStart | None) -> LocalCloud:
        """In a worker thread: a cloud that answers, is bootstrapped, and has the repository with the commit."""
        record = self._found.running if server is None else self._started_record(server)
        assert record is not None  # noqa: S101 - it runs, or it was started
        if server is not None:
            for said in server.said():
                self._output.note(said)
            self._output.done(f"the local cloud answers (process {record.pid})")
        cloud = LocalCloud(workspace=self._workspace, record=record)
        self._bootstrap(cloud)
        self._publish_commit(cloud)
        return cloud

    def _started_record(self, server: ServerStart) -> ServerRecord:
        with self._bar.step("starting the local cloud"):
            return server.wait(stopped=self._stopped)

    def _bootstrap(self, cloud: LocalCloud) -> None:
        assembly = self._source.assembly
        cdk = pipeline_deployment.cdk_program(
            self._workspace, self._workspace.checkout if assembly is None else assembly.parent
        )
        targets = bootstrap.targets(cloud.settings)
        policies = self._account_policies(cloud, sorted({target.account for target in targets}))
        for target in targets:
            given = policies.get(target.account)
            if bootstrap.is_bootstrapped(cloud, target) and not (given and given.changed):
                continue
            seconds = bootstrap.bootstrap(cloud, self._children, target, cdk=cdk, policies=given)
            self._output.done(f"bootstrapped {target.label} ({target.account}, {duration(seconds)})")

    def _account_policies(self, cloud: LocalCloud, accounts: Sequence[str]) -> dict[str, AccountPolicies]:
        """By account, what its bootstrap is given; empty for a project that has no policies of its own."""
        template = policies_template(self._workspace.checkout)
        if template is None:
            return {}
        return {account: deploy_policies(cloud, template, account=account) for account in accounts}

    def _publish_commit(self, cloud: LocalCloud) -> None:
        """Gives the pipeline's source something to find. A branch that has a commit is left to `push`."""
        settings = cloud.settings
        sources = self._source.source
        for line in sources.provide(cloud) if sources else ():
            self._output.note(line)
        if sources and sources.own.is_object:
            return  # its bucket may be the pipeline's own
        if settings.has_own_code:
            return  # the pipeline's stack makes the repository, and a commit that is there is not replaced
        remote = cloud.workspace.git_remote(settings.repository)
        ensure_repository(cloud)
        if branch_head(remote, branch=settings.branch) is None:
            push(self._workspace.checkout, sha=self._commit.sha, remote=remote, branch=settings.branch)

    def _synthesize_with(self, tools: Future[None]) -> Path:
        """In a worker thread: the app is packaged from what the build tools' preparation fetched."""
        tools.result()
        return self._synthesize()

    def _synthesize(self) -> Path:
        if self._source.assembly is not None:
            return self._source.assembly
        stack, started = self._source.settings.pipeline_stack, time.monotonic()
        assembly = pipeline_deployment.synthesize(self._workspace, self._children, commit=self._commit, stack=stack)
        took = duration(time.monotonic() - started)
        self._output.done(f"synthesized {stack} from commit {self._commit.short} ({took})")
        return assembly

    def _deploy(self, cloud: LocalCloud, assembly: Path) -> str:
        seconds = pipeline_deployment.deploy(cloud, self._children, assembly=assembly)
        self._output.done(
            f"deployed {cloud.settings.pipeline_stack} from commit {self._commit.short} ({duration(seconds)})"
        )
        reader = execution_reader(cloud)
        created = [
            summary
            for summary in reader.summaries()
            if summary.get("trigger", {}).get("triggerType") == "CreatePipeline"
        ]
        return str(created[0]["pipelineExecutionId"]) if created else ""

    def _end_what_was_started(self) -> None:
        """Ends the tools and the server; what waits for them then fails at once. Harmless when nothing is left."""
        self._stopped.set()
        self._children.end_all()
        record: ServerRecord | None = read_record(self._workspace)
        if record is not None and self._found.running is None:
            self._output.note("stopping what was started ...")
            stop(self._workspace, record)

    def _undo(self, *, interrupted: bool) -> None:
        """Nothing that this call started stays; a cloud that was begun and interrupted is as if it had never been."""
        self._end_what_was_started()
        if interrupted and self._fresh:
            with suppress(CommandError):
                self._workspace.purge()


def _all_or_first_failure(steps: Sequence[Future[Any]], wakening: Wakening) -> None:
    """Waits until all have succeeded, or raises as soon as one has failed."""
    for _ in steps:
        wakening.wait()
        with INTERRUPTION.held():
            done = [step for step in steps if step.done()]
        for step in done:
            step.result()
