"""What a command line says of the project that it serves: how it is called, where its state lies, what set it up.

The same commands are the whole of `localcloud` and a part of a product's own command line; only this differs.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Project:
    """A command line and the checkout it belongs to; the same for every commit.

    Attributes:
        program: its name, which starts every error line.
        command: what a person types for it, such as `bin/delivery`.
        variables: what its environment variables start with: `X` reads `X_STATE`, `X_CHECKOUT` and `X_PORT`.
        state_folder: the folder in a checkout that holds its state.
        checkout: whose commits are delivered where no other is named.
        python: how to start Python so that it finds `localcloud`, from within a checkout.
        tools: files of a checkout that its set-up makes, without which nothing can be synthesized.
        shared: what set-up makes and git ignores; a clean copy of a commit links to it.
        setup_command, reinstall_command, synth_command: what a person types for these.
        report_command: the word of its command that fetches an execution's reports; empty where it has none.
        console_command: the word of its command that shows the pipeline in a browser; empty where it has none.
        installs_packages: whether a checkout is anybody's: the packages that its app needs are then installed from its
            own lock files, into a copy, and nothing is prepared beforehand.
        states: the folder that holds a folder of state for each checkout; None where a checkout holds its own.
    """

    program: str
    command: str
    variables: str
    state_folder: str
    checkout: Path
    python: tuple[str, ...]
    tools: tuple[str, ...]
    shared: tuple[str, ...]
    setup_command: str
    reinstall_command: str
    synth_command: str
    report_command: str = ""
    console_command: str = ""
    installs_packages: bool = False
    states: Path | None = None

    def state_of(self, checkout: Path) -> Path:
        """The state folder that belongs to a checkout, by its absolute path."""
        if self.states is None:
            return checkout / self.state_folder
        return self.states / f"{checkout.name}-{hashlib.sha256(os.fsencode(checkout)).hexdigest()[:8]}"

    def variable(self, name: str) -> str:
        """The environment variable for an option, such as `DELIVERY_STATE`."""
        return f"{self.variables}_{name}"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where a commit's pipeline lives and what it watches.

    Attributes:
        accounts: 12-digit ids by the name a person uses, the pipeline's own first.
        pipeline_account: the id of the account that the pipeline lives in.
        region: the pipeline's, and that of every name that `regions` leaves out.
        regions: by such a name, the region where that is another.
        repository: `owner/name`, as the pipeline's source names it.
        branch: the branch that the pipeline watches.
        pipeline_stack: the CloudFormation stack that holds the pipeline.
        pipeline_construct: what `cdk deploy` calls that stack, where that is another name.
        qualifier: what the app calls its bootstrap by; empty for the CDK's own word.
        has_own_code: whether the pipeline's stack makes the repository with a first commit of its own.
    """

    accounts: Mapping[str, str]
    pipeline_account: str
    region: str
    repository: str
    branch: str
    pipeline_stack: str
    regions: Mapping[str, str] = field(default_factory=dict)
    pipeline_construct: str = ""
    qualifier: str = ""
    has_own_code: bool = False

    def region_of(self, account: str) -> str:
        """The region that goes with a name of an account; the pipeline's for anything else."""
        return self.regions.get(account, self.region)
