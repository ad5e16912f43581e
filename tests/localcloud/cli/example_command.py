"""A project's own command line, as small as one can be: its words, and settings from a block of its cdk.json."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from localcloud.cli import (
    COMMANDS,
    Application,
    CommandError,
    CommitSettings,
    ExitCode,
    Project,
    Settings,
    SourceCommit,
    Workspace,
)

PROJECT = Project(
    program="example",
    command="bin/example",
    variables="EXAMPLE",
    state_folder=".example",
    checkout=Path.cwd(),
    python=(sys.executable,),  # from within the checkout, where a stand-in serves
    tools=("node_modules/.bin/cdk",),
    shared=(".venv", "node_modules"),
    setup_command="make setup",
    reinstall_command="make clean setup",
    synth_command="make synth",
    report_command="report",
)


def read_settings(workspace: Workspace, _commit: SourceCommit | None) -> CommitSettings:
    """The settings in the working tree's cdk.json.

    Raises:
        CommandError: one is missing, or an account has no id.
    """
    block = json.loads((workspace.checkout / "cdk.json").read_text(encoding="utf-8"))["context"]["example"]
    for name in ("accounts", "region", "repository", "branch"):
        if name not in block:
            raise CommandError(f"cdk.json: example.{name} is missing", exit_code=ExitCode.USAGE)
    for name, account in block["accounts"].items():
        if not re.fullmatch(r"\d{12}", account):
            raise CommandError(f"cdk.json: example.accounts.{name} is no id: {account}", exit_code=ExitCode.USAGE)
    settings = Settings(
        accounts=block["accounts"],
        pipeline_account=next(iter(block["accounts"].values())),
        region=block["region"],
        repository=block["repository"],
        branch=block["branch"],
        pipeline_stack="greeting-pipeline",
    )
    return CommitSettings(settings=settings)


APPLICATION = Application(project=PROJECT, description="An example.", read_settings=read_settings, commands=COMMANDS)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    return APPLICATION.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
