"""`localcloud`: the same commands for any CDK Pipelines checkout, which needs to know nothing of the local cloud."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
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

    Call it in a checkout of a CDK app; nothing is written there. State lies in {states} (--state, LOCALCLOUD_STATE).
    """


def find_checkout(folder: Path) -> Path:
    """The root of the repository around a folder; the folder itself where there is none."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def states_folder(environment: Mapping[str, str]) -> Path:
    """Where the states of all checkouts lie: outside of them, because a checkout is somebody's own."""
    home = Path(environment.get("HOME", "~")).expanduser()
    return Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state") / "localcloud"


def standalone(folder: Path) -> Application:
    """The command line for the checkout around a folder."""
    return Application(
        project=Project(
            program="localcloud",
            command="localcloud",
            variables="LOCALCLOUD",
            state_folder="localcloud",
            checkout=find_checkout(folder),
            python=(sys.executable, "-P"),  # installed, and nothing in the checkout may stand in for it
            tools=(),
            shared=(),
            setup_command="pip install localcloud-pipelines",
            reinstall_command="pip install localcloud-pipelines",
            synth_command="cdk synth",
            installs_packages=True,
            states=states_folder(os.environ),
        ),
        description=DESCRIPTION.replace("{states}", str(states_folder(os.environ))),
        read_settings=read_assembly_settings,
        commands=COMMANDS,
    )


def main(arguments: Sequence[str]) -> int:
    """Runs one command for the checkout around the current folder; returns its exit code."""
    return standalone(Path.cwd()).main(arguments)
