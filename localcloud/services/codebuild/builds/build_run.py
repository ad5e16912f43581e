"""Runs one build: its phases in AWS's order, each recorded as it begins and ends, on the project's role."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template

from localcloud.aws.expression_search import ExpressionError
from localcloud.aws.service_error import ServiceError
from localcloud.git_host.git_settings import helper_variables
from localcloud.services.codebuild.arns import Scope
from localcloud.services.codebuild.artifacts.artifacts import ArtifactUpload, UploadError
from localcloud.services.codebuild.artifacts.sources import SourceError, Sources, download_sources, read_buildspec
from localcloud.services.codebuild.builds import automatic_retry
from localcloud.services.codebuild.builds.build_host import BuildHost, Workspace
from localcloud.services.codebuild.builds.build_progress import BuildProgress
from localcloud.services.codebuild.builds.phase_transitions import COMMAND_PHASES, next_phase
from localcloud.services.codebuild.buildspec import Buildspec, BuildspecError, Phase, is_inline, parse_buildspec
from localcloud.services.codebuild.on_failure import OnFailure
from localcloud.services.codebuild.process.build_environment import (
    StoredVariableError,
    codebuild_variables,
    resolve_variables,
)
from localcloud.services.codebuild.process.build_process import BuildProcess, InterruptedBuildError, Stop
from localcloud.services.codebuild.process.image_runtimes import (
    OLDEST_FETCHED_NODE,
    choose_image_runtimes,
    image_shell,
    npm_variables,
)
from localcloud.services.codebuild.process.lambda_compute import image_variables, time_limit_seconds
from localcloud.services.codebuild.process.log_stream import LogStream
from localcloud.services.codebuild.process.runtime_versions import choose_runtimes
from localcloud.services.codebuild.reports.report_upload import ReportUpload
from localcloud.services.codebuild.role import BuildRole

SHUTDOWN = "SHUTDOWN"
"""Why a build is interrupted when the server ends: its record is left as it is, for the next server to see."""

_log = logging.getLogger(__name__)


class PhaseError(Exception):
    """A phase ended badly: what its context says."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BuildRun:
    """One build, run by one thread from PROVISIONING to COMPLETED."""

    def __init__(self, *, host: BuildHost, scope: Scope, progress: BuildProgress, stop: Stop) -> None:
        self._host = host
        self._scope = scope
        self._progress = progress
        self._stop = stop
        self._record = progress.read()
        self._build = self._record.build
        self._uuid = self._record.uuid
        self._pipeline = self._record.pipeline
        self._workspace = Workspace(root=host.builds_dir / self._uuid)
        self._role = BuildRole(
            role_arn=self._build["serviceRole"],
            project=self._build["projectName"],
            build_uuid=self._uuid,
            scope=scope,
            runtime=host.runtime,
        )
        self._log_stream: LogStream | None = None
        self._process: BuildProcess | None = None
        self._buildspec = Buildspec()
        self._sources: Sources | None = None
        self._secret_names: frozenset[str] = frozenset()
        self._succeeding = True
        self._asked_retries = 0
        self._runtimes: dict[str, Path] = {}
        self._image_line = ""
        self._npm_variables: dict[str, str] = {}

    def run(self) -> bool:
        """Run the build to its end; whatever happens, it is recorded and nothing of it is left running.

        Returns:
            Whether it failed and is to be started again.
        """
        self._host.ended.build_started()
        try:
            return self._run_to_its_end()
        finally:
            self._host.ended.build_ended(self._workspace)

    def _run_to_its_end(self) -> bool:
        timer = self._start_timer()
        try:
            status, message = self._run_phases()
        except InterruptedBuildError as interruption:
            status, message = interruption.reason, "Build has timed out." if interruption.reason == "TIMED_OUT" else ""
        except Exception as error:
            _log.exception("build %s", self._build["id"])
            status, message = "FAULT", f"{type(error).__name__}: {error}"
        finally:
            timer.cancel()
        again = status == "FAILED" and self._shall_be_retried()
        self._release()
        if status != SHUTDOWN:
            self._finish(status, message)
        return again

    def _shall_be_retried(self) -> bool:
        config = automatic_retry.config_after_failure(self._progress.read(), asked_by_phase=self._asked_retries)
        if config is None:
            return False
        self._progress.set(autoRetryConfig=config)
        refused = automatic_retry.refusal(self._role, self._scope, self._build["projectName"])
        if refused:
            self._log_line(f"The build is not retried: {refused}")
        return not refused

    def _start_timer(self) -> threading.Timer:
        timer = threading.Timer(time_limit_seconds(self._build), self._stop.request, ("TIMED_OUT",))
        timer.daemon = True
        timer.start()
        return timer

    def _run_phases(self) -> tuple[str, str]:
        prepare = (("PROVISIONING", self._provision), ("DOWNLOAD_SOURCE", self._download_source))
        for name, action in prepare:
            if not self._phase(name, action):
                self._progress.begin("FINALIZING")
                return "FAILED", ""
        name = "INSTALL"
        while name in COMMAND_PHASES:
            phase = self._buildspec.phases.get(name.lower(), Phase())
            succeeded = self._command_phase(name, phase)
            name = next_phase(name, succeeded=succeeded, on_failure=phase.on_failure)
        if name == "UPLOAD_ARTIFACTS":
            self._phase(name, self._upload)
        self._progress.begin("FINALIZING")
        return ("SUCCEEDED" if self._succeeding else "FAILED"), ""

    def _phase(self, name: str, action: Callable[[], None]) -> bool:
        self._stop.check()
        self._progress.begin(name)
        try:
            action()
        except PhaseError as failure:
            self._succeeding = False
            self._end_phase(name, "FAILED", failure.code, failure.message)
            return False
        self._end_phase(name, "SUCCEEDED")
        return True

    def _end_phase(self, name: str, status: str, code: str = "", message: str = "", *, state: str = "") -> None:
        self._log_line(f"Phase complete: {name} State: {state or status}")
        self._log_line(f"Phase context status code: {code} Message: {message}")
        self._progress.complete(status, code=code, message=message)

    def _log_line(self, line: str) -> None:
        if self._log_stream is not None:
            self._log_stream.log_line(line)

    # PROVISIONING

    def _provision(self) -> None:
        try:
            self._role.session()
        except ServiceError as error:
            raise PhaseError(
                "CLIENT_ERROR",
                f"CodeBuild is not authorized to perform: sts:AssumeRole on {self._role.role_arn} ({error.message})",
            ) from error
        logs = self._build["logs"]
        if "groupName" in logs:
            self._log_stream = LogStream(
                logs=lambda: self._role.client("logs"), group=logs["groupName"], stream=logs["streamName"]
            )
        self._workspace.create()

    # DOWNLOAD_SOURCE

    def _download_source(self) -> None:
        self._log_line("Waiting for DOWNLOAD_SOURCE")
        try:
            self._sources = download_sources(self._build, self._pipeline, into=self._workspace.sources, role=self._role)
            self._buildspec = self._read_buildspec(self._sources)
            variables = resolve_variables(self._buildspec, self._build["environment"], self._role)
            self._choose_runtimes(variables.values, self._sources)
        except SourceError as error:
            raise PhaseError(error.code, str(error)) from error
        except BuildspecError as error:
            raise PhaseError("YAML_FILE_ERROR", str(error)) from error
        except StoredVariableError as error:
            raise PhaseError(error.code, str(error)) from error
        if self._log_stream is not None:
            self._log_stream.mask(variables.secrets)
        self._secret_names = variables.read_from_stores
        self._start_process(self._sources, dict(variables.values))

    def _read_buildspec(self, sources: Sources) -> Buildspec:
        named = self._build["source"].get("buildspec")
        inline = bool(named) and is_inline(named)
        text = named if inline else read_buildspec(named, source_dir=sources.primary, role=self._role)
        self._log_line(f"YAML location is {'inline' if inline else named or 'buildspec.yml'}")
        buildspec = parse_buildspec(text)
        for key in buildspec.unknown_keys:
            self._log_line(f"The build spec has {key}, which is no key of its reference: it has no effect")
        for key in buildspec.keys_without_effect:
            self._log_line(f"The build spec has {key}, which the local cloud does not offer: it has no effect")
        self._log_line(f"Phases found in YAML: {len(buildspec.phases)}")
        for name, phase in buildspec.phases.items():
            self._log_line(f" {name.upper()}: {len(phase.commands)} commands")
        return buildspec

    def _choose_runtimes(self, variables: Mapping[str, str], sources: Sources) -> None:
        find = self._host.find_runtimes(self._log_line)
        for phase in self._buildspec.phases.values():
            wanted = {
                name: Template(version).safe_substitute(variables) for name, version in phase.runtime_versions.items()
            }
            self._runtimes |= choose_runtimes(wanted, self._host.toolchain().runtimes(), find)
        if not any("python" in phase.runtime_versions for phase in self._buildspec.phases.values()):
            image = self._host.toolchain().image_bin
            own = self._host.runtimes.project_python(sources.primary, uv=image / "uv", image=image)
            self._runtimes |= {"python": own} if own else {}
        self._choose_image_runtimes(sources)

    def _choose_image_runtimes(self, sources: Sources) -> None:
        """Those that the build spec does not name: the image's own."""
        toolchain = self._host.toolchain()
        named = {name for phase in self._buildspec.phases.values() for name in phase.runtime_versions}
        # uv has chosen for its project.
        named |= {"python"} if (sources.primary / "uv.lock").is_file() else set()
        # A prepared toolchain holds packages for its own versions only.
        find = self._host.find_runtimes(self._log_line, oldest_fetched=OLDEST_FETCHED_NODE)
        image = self._build["environment"]["image"]
        chosen, self._image_line = choose_image_runtimes(
            image, decided=named, here=toolchain.runtimes(), find={} if toolchain.is_complete() else find
        )
        self._runtimes |= chosen
        self._npm_variables = npm_variables(image, decided={*named, *chosen})
        if self._image_line:
            self._log_line(self._image_line)

    def _start_process(self, sources: Sources, variables: dict[str, str]) -> None:
        toolchain = self._host.toolchain()
        secondary = {name: str(path) for name, path in sources.secondary.items()}
        interpreter = self._runtimes.get("python", toolchain.interpreter)
        self._workspace.make_python(interpreter, templates=self._host.python_templates)
        own = self._workspace.variables(
            toolchain,
            endpoint_url=self._host.runtime.endpoint_url,
            jsii_cache=self._host.jsii_cache,
            node=self._runtimes.get("nodejs"),
        )
        image = image_variables(self._build["environment"], home=self._workspace.home, search_path=own["PATH"])
        environment = {
            **own,
            **self._npm_variables,
            **image,
            **self._host.runtime.names,
            **self._host.bundling,
            "AWS_ENDPOINT_URL": self._host.runtime.endpoint_url,
            **self._host.credentials.open(self._uuid, self._role),
            **(helper_variables() if self._buildspec.git_credential_helper else {}),
            **variables,
            **codebuild_variables(
                self._build, source_dir=str(sources.primary), secondary_dirs=secondary, region=self._scope.region
            ),
        }
        self._process = BuildProcess(
            shell=str(toolchain.image_bin / image_shell(self._build["environment"]["image"], self._buildspec.shell)),
            directory=sources.primary,
            state_dir=self._workspace.shell_state,
            environment=environment,
            write_output=self._write_output,
            stop=self._stop,
        )
        self._progress.record_process(self._process.identity)

    def _write_output(self, output: bytes) -> None:
        if self._log_stream is not None:
            self._log_stream.write(output)

    # INSTALL, PRE_BUILD, BUILD, POST_BUILD

    def _command_phase(self, name: str, phase: Phase) -> bool:
        self._stop.check()
        self._progress.begin(name)
        self._log_line(f"Entering phase {name}")
        failure = self._run_commands(phase.commands)
        late_failure = self._run_commands(phase.finally_commands)
        failure = failure or late_failure
        if failure is None:
            self._end_phase(name, "SUCCEEDED")
            return True
        if self._succeeding:
            self._succeeding = False
            self._shell("export CODEBUILD_BUILD_SUCCEEDING=0")
        if phase.on_failure is not None:
            self._ask_for_retries(phase.on_failure, failure.message)
        aborted = phase.on_failure is not None and phase.on_failure.action == "ABORT"
        state = "FAILED_WITH_ABORT" if aborted else "FAILED"
        self._end_phase(name, "FAILED", failure.code, failure.message, state=state)
        return False

    def _ask_for_retries(self, wish: OnFailure, message: str) -> None:
        try:
            self._asked_retries = max(self._asked_retries, wish.retries(message))
        except ExpressionError as error:
            self._log_line(f"The build is not started again by on-failure: {error}")

    def _run_commands(self, commands: tuple[str, ...]) -> PhaseError | None:
        for command in commands:
            self._log_line(f"Running command {command}")
            # A subshell: what it exports and where it goes ends with it.
            status = self._shell(f"(\n{command}\n)" if self._buildspec.shell_per_command else command)
            if status != 0:
                self._log_line(f"Command did not exit successfully {command} exit status {status}")
                if self._image_line:
                    self._log_line(self._image_line)  # who reads the end of the log may find the reason in it
                message = f"Error while executing command: {command}. Reason: exit status {status}"
                return PhaseError("COMMAND_EXECUTION_ERROR", message)
        return None

    def _shell(self, commands: str) -> int:
        if self._process is None:
            raise RuntimeError("a command before DOWNLOAD_SOURCE has ended")
        return self._process.run(commands)

    def _in_shell(self, text: str) -> str:
        if self._process is None:
            raise RuntimeError("a command before DOWNLOAD_SOURCE has ended")
        return self._process.expand(text)

    # UPLOAD_ARTIFACTS

    def _upload(self) -> None:
        if self._process is None or self._sources is None:
            raise RuntimeError("an upload before DOWNLOAD_SOURCE has ended")
        environment = self._process.environment()
        exported = [
            {"name": name, "value": environment[name]}
            for name in self._buildspec.exported_variables
            if name in environment and self._may_be_exported(name)
        ]
        self._progress.set(exportedEnvironmentVariables=exported)
        problem = self._upload_artifacts(environment, self._sources)
        arns, problems = self._report_upload().upload(self._buildspec.reports, sources=self._sources)
        if arns:
            self._progress.set(reportArns=arns)
        if problem is None and problems:
            problem = f"Error in UPLOAD_ARTIFACTS phase: {', '.join(problems)}"
        if problem is not None:
            raise PhaseError("CLIENT_ERROR", problem)

    def _may_be_exported(self, name: str) -> bool:
        """Others than the build see exported variables, so neither a secret nor a credential is one.

        Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, env/exported-variables
        """
        return name not in self._secret_names and not name.startswith("AWS_")

    def _upload_artifacts(self, environment: dict[str, str], sources: Sources) -> str | None:
        upload = ArtifactUpload(record=self._record, role=self._role, log_line=self._log_line, in_shell=self._in_shell)
        try:
            first, others = upload.upload(
                self._buildspec,
                sources=sources,
                environment=environment,
                scratch=self._workspace.temporary,
            )
        except UploadError as error:
            return str(error)
        self._progress.set(artifacts=first, **({"secondaryArtifacts": others} if others else {}))
        return None

    def _report_upload(self) -> ReportUpload:
        return ReportUpload(
            build=self._build,
            scope=self._scope,
            groups=self._host.groups,
            reports=self._host.reports,
            role=self._role,
            log_line=self._log_line,
        )

    # FINALIZING

    def _release(self) -> None:
        if self._process is not None:
            self._process.end()
        self._host.credentials.close(self._uuid)

    def _finish(self, status: str, message: str) -> None:
        lost = None
        if self._log_stream is not None:
            self._log_stream.close()
            lost = self._log_stream.failure
        if lost is not None:
            _log.warning("build %s: its log was not delivered: %s", self._build["id"], lost)
        if status in ("SUCCEEDED", "FAILED"):
            code, text = ("LOGS_NOT_DELIVERED", f"The build's log was not delivered: {lost}") if lost else ("", "")
            self._progress.complete("SUCCEEDED", code=code, message=text)
        self._progress.finish(status, code="INTERNAL_SERVICE_ERROR" if status == "FAULT" else "", message=message)
