"""The command line, and all that a project's own command line is made of: it fills in `Project`, says by a
`SettingsReader` where a commit's pipeline lives, and adds commands of its own to `COMMANDS`.

What is named here is what others may use; the rooms below are this package's own.
"""

from __future__ import annotations

from localcloud.aws.storage.published_messages import PublishedMessage
from localcloud.cli.cloud.local_cloud import LocalCloud, connect
from localcloud.cli.cloud.project import Project, Settings
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.commands.application import COMMANDS, Application
from localcloud.cli.commands.invocation import Invocation, invocation
from localcloud.cli.commands.operation.stage_argument import stage_named
from localcloud.cli.commands.pipeline_command import PipelineCommand, on_pipeline
from localcloud.cli.executions.approval import APPROVED, REJECTED, put_answer
from localcloud.cli.executions.build_failure import describe_build
from localcloud.cli.executions.execution import ActionRun, Execution, ExecutionReader, StageRun, execution_reader
from localcloud.cli.executions.execution_summary import ExecutionSummary
from localcloud.cli.executions.failure_reasons import FailureReason, failure_reasons
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState, WaitingApproval, read_queue
from localcloud.cli.executions.rollback_target import rollback_target
from localcloud.cli.executions.stage_operations import (
    HOLD_REASON,
    check_hold,
    check_release,
    check_rollback,
    hold_stage,
    release_stage,
    roll_back,
)
from localcloud.cli.provisioning.preflight import CommitSettings, SettingsReader
from localcloud.cli.source.source_commit import SourceCommit, file_at
from localcloud.cli.terminal.durations import duration
from localcloud.cli.terminal.execution_argument import execution_argument
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.cli.terminal.output import Output
from localcloud.cli.terminal.safe_text import one_line, printable, says_nothing

__all__ = [
    "APPROVED",
    "COMMANDS",
    "HOLD_REASON",
    "REJECTED",
    "ActionRun",
    "Application",
    "CommandError",
    "CommitSettings",
    "Execution",
    "ExecutionReader",
    "ExecutionSummary",
    "ExitCode",
    "FailureReason",
    "Invocation",
    "LocalCloud",
    "Output",
    "PipelineCommand",
    "PipelineOwner",
    "PipelineQueue",
    "Project",
    "PublishedMessage",
    "Settings",
    "SettingsReader",
    "SourceCommit",
    "StageRun",
    "StageState",
    "WaitingApproval",
    "Workspace",
    "check_hold",
    "check_release",
    "check_rollback",
    "connect",
    "describe_build",
    "duration",
    "execution_argument",
    "execution_reader",
    "failure_reasons",
    "file_at",
    "hold_stage",
    "invocation",
    "on_pipeline",
    "one_line",
    "printable",
    "put_answer",
    "read_queue",
    "release_stage",
    "roll_back",
    "rollback_target",
    "says_nothing",
    "stage_named",
]
