"""The command line, and all that a project's own command line is made of: it fills in `Project`, says by a
`SettingsReader` where a commit's pipeline lives, and adds commands of its own to `COMMANDS`.

What is named here is what others may use; the rooms below are this package's own.
"""

from __future__ import annotations

from localcloud.cli.cloud.local_cloud import LocalCloud, connect
from localcloud.cli.cloud.project import Project, Settings
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.commands.application import COMMANDS, Application
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.executions.build_failure import describe_build
from localcloud.cli.executions.execution import Execution, ExecutionReader, execution_reader
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import read_queue
from localcloud.cli.provisioning.preflight import CommitSettings, SettingsReader
from localcloud.cli.source.source_commit import SourceCommit, file_at
from localcloud.cli.terminal.durations import duration
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output

__all__ = [
    "COMMANDS",
    "Application",
    "CommandError",
    "CommitSettings",
    "Execution",
    "ExecutionReader",
    "ExitCode",
    "Invocation",
    "LocalCloud",
    "Output",
    "PipelineCommand",
    "PipelineOwner",
    "Project",
    "Settings",
    "SettingsReader",
    "SourceCommit",
    "Workspace",
    "connect",
    "describe_build",
    "duration",
    "execution_reader",
    "file_at",
    "invocation",
    "on_pipeline",
    "read_queue",
    "stage_named",
]
