"""`localcloud`: the same commands for any CDK Pipelines checkout, which needs to know nothing of the local cloud."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from localcloud.cli.cloud.project import Project
from localcloud.cli.commands.application import COMMANDS, Application
from localcloud.cli.provisioning.assembly_settings import read_assembly_settings

DESCRIPTION = """Run a CDK pipeline on this machine: AWS's own APIs on a loopback port, no account, no container, no
    network.

    \b
    localcloud run        everything: start, push, watch, approve
    localcloud up         start the local cloud and deploy the pipeline of the checkout's commit into it
    localcloud push       deliver the current commit
    localcloud watch      follow it; approve or reject where it waits for a person
    localcloud rollback   deploy to a stage what was there before; also: retry, stop, hold, release
    localcloud down       stop the local cloud; its state stays
    localcloud serve      only serve AWS, without a pipeline (localcloud serve --help)

    Call it in a checkout with a cdk.json. State lies in .localcloud/ there (--state, LOCALCLOUD_STATE).
    """


def find_checkout(folder: Path) -> Path:
    """The nearest folder upwards that has a cdk.json; the folder itself where none has."""
    return next((each for each in (folder, *folder.parents) if (each / "cdk.json").is_file()), folder)


def standalone(folder: Path) -> Application:
    """The command line for the checkout around a folder."""
    checkout = find_checkout(folder)
    cdk = "node_modules/.bin/cdk"
    return Application(
        project=Project(
            program="localcloud",
            command="localcloud",
            variables="LOCALCLOUD",
            state_folder=".localcloud",
            checkout=checkout,
            python=(sys.executable, "-P"),  # installed, and nothing in the checkout may stand in for it
            tools=(cdk,),
            shared=tuple(name for name in (".venv", "node_modules") if (checkout / name).exists()),
            setup_command="npm ci",
            reinstall_command="npm ci",
            synth_command=f"{cdk} synth",
        ),
        description=DESCRIPTION,
        read_settings=read_assembly_settings,
        commands=COMMANDS,
    )


def main(arguments: Sequence[str]) -> int:
    """Runs one command for the checkout around the current folder; returns its exit code."""
    return standalone(Path.cwd()).main(arguments)
