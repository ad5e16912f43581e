"""The command line's entry: the local cloud's commands, those of the product, and what both say of this project."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from delivery.aws_account import ACCOUNT_OPTIONS, pipeline_account
from delivery.commit_settings import read_commit_settings
from delivery.run_summary import approval_question, stage_of, summarize
from localcloud.cli import COMMANDS as CLOUD_COMMANDS
from localcloud.cli import Application, Project

COMMANDS = {
    **{
        name: CLOUD_COMMANDS[name]
        for name in ("up", "push", "status", "list", "watch", "logs", "messages", "approve", "reject")
    },
    **{name: CLOUD_COMMANDS[name] for name in ("retry", "stop", "rollback", "hold", "release")},
    "console": "delivery.commands.console",
    "open": "delivery.commands.console:open_",
    "tailor": "delivery.commands.tailor",
    "report": "delivery.commands.report",
    "verify": "delivery.commands.verify",
    "metrics": "delivery.commands.metrics",
    "preflight": "delivery.commands.preflight",
    "teardown": "delivery.commands.teardown",
    **{name: CLOUD_COMMANDS[name] for name in ("run", "env", "down", "doctor", "completion")},
}
DESCRIPTION = """Run the delivery pipeline on this machine: AWS's own APIs on a loopback port, no account, no
    container, no network.

    \b
    bin/delivery run                 everything: start, push, watch, approve (also: make run)
    bin/delivery up                  start the local cloud and deploy the pipeline into it
    bin/delivery push                deliver the current commit
    bin/delivery watch               follow it; approve or reject where it waits for a person
    bin/delivery down                stop the local cloud; its state stays

    State lies in .delivery/ of the checkout (--state, DELIVERY_STATE). --json prints one document for a script.
    """

PROJECT = Project(
    program="delivery",
    command="bin/delivery",
    variables="DELIVERY",
    state_folder=".delivery",
    checkout=Path(__file__).resolve().parents[1],
    python=(sys.executable,),  # from within the checkout, whose own localcloud then serves it
    tools=(".venv/bin/uv", "node_modules/.bin/cdk"),
    shared=(".venv", "node_modules"),
    setup_command="make setup",
    reinstall_command="make clean setup",
    synth_command="make synth",
    report_command="report",
    console_command="console",
)
APPLICATION = Application(
    project=PROJECT,
    description=DESCRIPTION,
    read_settings=read_commit_settings,
    commands=COMMANDS,
    account_options=ACCOUNT_OPTIONS,
    account=pipeline_account,
    stage_of=stage_of,
    question=approval_question,
    summary=summarize,
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code."""
    return APPLICATION.main(arguments)
