"""What `up` looks at before it changes anything: each check is one line that says what is there or what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from localcloud.cli.cloud import disk_space
from localcloud.cli.cloud.port_holder import port_taken
from localcloud.cli.cloud.project import Settings
from localcloud.cli.cloud.server_process import is_healthy, port_is_free
from localcloud.cli.cloud.server_record import ServerRecord, read_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.checkout_sources import CheckoutSources
from localcloud.cli.source.source_commit import SourceCommit, read_head
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode
from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.pins import read_pins
from localcloud.toolchain.preparation import is_prepared


@dataclass(frozen=True, kw_only=True)
class CommitSettings:
    """The settings of a commit.

    Attributes:
        note: what a person should know of them, such as that the working tree has others; or empty.
        assembly: the synthesized commit, where reading its settings took that.
        source: what the pipeline's sources need, where they were read from the assembly.
    """

    settings: Settings
    note: str = ""
    assembly: Path | None = None
    source: CheckoutSources | None = None


SettingsReader = Callable[[Workspace, SourceCommit | None], CommitSettings]
"""Reads the settings of a commit, or, where there is none yet, what can be said of the working tree.

It raises `CommandError` where they are missing or wrong.
"""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the report: what was looked at, and what was found or is wrong; one by one in `further`, where an app
    lacks several things."""

    subject: str
    ok: bool
    text: str
    further: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Preflight:
    """What the checks found; `source` and `commit` are there when `checks` are all ok.

    Attributes:
        source: the settings of the commit, because the commit is what is deployed.
        running: the healthy server of this state folder, which is used again.
        toolchain_ready: False where it must be prepared first.
    """

    checks: list[Check] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.OK
    source: CommitSettings | None = None
    commit: SourceCommit | None = None
    running: ServerRecord | None = None
    toolchain_ready: bool = False

    def failure(self) -> CommandError | None:
        """The error that ends the command, whose reasons were announced; None where every check passed."""
        wrong = [check for check in self.checks if not check.ok]
        if not wrong:
            return None
        count = "one check" if len(wrong) == 1 else f"{len(wrong)} checks"
        return CommandError(
            f"{count} failed; nothing was changed",
            exit_code=self.exit_code,
            shown="; ".join(text for check in wrong for text in (check.text, *check.further)),
        )


Step = Callable[[Workspace, Preflight], str]
"""Looks at one thing and says in a line what is there, or nothing where it need not be said; raises `CommandError`
where it does not do.
"""


def inspect(workspace: Workspace, *, read_settings: SettingsReader, announce: Callable[[Check], None]) -> Preflight:
    """Runs every check of an `up`."""
    commit = (("commit", _commit), ("settings", partial(_settings, read_settings=read_settings)))
    return look((*machine_steps(), *commit, *place_steps()), workspace, announce=announce)


def machine_steps() -> tuple[tuple[str, Step], ...]:
    """What the machine, the checkout's set-up and the state folder must be, by subject; before anything is written."""
    return (("python", _python), ("set-up", _tools), ("folder", _folder))


def place_steps() -> tuple[tuple[str, Step], ...]:
    """Where the local cloud is to run and what its builds are made of, by subject."""
    return (("port", _port), ("toolchain", _toolchain))


def look(steps: Iterable[tuple[str, Step]], workspace: Workspace, *, announce: Callable[[Check], None]) -> Preflight:
    """Runs every step, also after one failed, so that a person mends all of it at once."""
    found = Preflight()
    for subject, step in steps:
        try:
            check = Check(subject=subject, ok=True, text=step(workspace, found))
        except CommandError as error:
            remedy = f"; {error.remedy}" if error.remedy else ""
            # Of a tool that failed they are its last lines, which its log has.
            further = error.details if error.exit_code is ExitCode.USAGE else ()
            check = Check(subject=subject, ok=False, text=f"{error.message}{remedy}", further=further)
            # The first failure decides: later ones may follow from it.
            found.exit_code = found.exit_code or error.exit_code
        if check.text:
            found.checks.append(check)
            announce(check)
    return found


def _python(workspace: Workspace, _found: Preflight) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != (3, 11):
        raise CommandError(
            f"Python 3.11 is needed, this is {version}",
            exit_code=ExitCode.USAGE,
            remedy=f"install Python 3.11, then `{workspace.project.reinstall_command}`",
        )
    return f"Python {version}"


def _tools(workspace: Workspace, _found: Preflight) -> str:
    if workspace.project.installs_packages:
        return "the app's own lock files say what is installed for it"
    missing = [tool for tool in workspace.project.tools if not (workspace.checkout / tool).exists()]
    if missing:
        raise CommandError(
            f"{', '.join(missing)} not found",
            exit_code=ExitCode.USAGE,
            remedy=f"`{workspace.project.setup_command}` installs it",
        )
    return "packages and CDK tools are installed"


def _folder(workspace: Workspace, _found: Preflight) -> str:
    """Not to be said of a folder that can be written: nobody doubts it."""
    refusal = disk_space.refusal(workspace.state)
    if refusal:
        raise CommandError(
            f"the state folder {workspace.state} cannot be used: {refusal}",
            exit_code=ExitCode.USAGE,
            remedy=f"make room or let it be written, or name another folder with --state or "
            f"{workspace.project.variable('STATE')}",
        )
    return ""


def _commit(workspace: Workspace, found: Preflight) -> str:
    found.commit = read_head(workspace.checkout)
    return f'{found.commit.short} "{found.commit.subject}"'


def _settings(workspace: Workspace, found: Preflight, *, read_settings: SettingsReader) -> str:
    found.source = read_settings(workspace, found.commit)
    settings, note = found.source.settings, found.source.note
    accounts = ", ".join(
        " in ".join(filter(None, (f"{name} {account}", settings.regions.get(name))))
        for name, account in settings.accounts.items()
    )
    return f"{accounts}, {settings.region}, {settings.repository}@{settings.branch}{note and f' ({note})'}"


def _port(workspace: Workspace, found: Preflight) -> str:
    record = read_record(workspace)
    if record is not None and is_healthy(record):
        _same_settings(workspace, record, found)
        found.running = record
        return f"the local cloud runs already on port {record.port} (process {record.pid})"
    if workspace.port and not port_is_free(workspace.port):
        # Ours, but not answering: `up` ends it and starts it again.
        if record is not None and record.is_alive() and record.port == workspace.port:
            return f"port {workspace.port} is held by this folder's local cloud, which does not answer: it starts again"
        raise port_taken(workspace)
    return f"port {workspace.port} is free" if workspace.port else "any free port"


def _same_settings(workspace: Workspace, record: ServerRecord, found: Preflight) -> None:
    """A cloud that runs with other accounts would be bootstrapped by halves. Started again it has them; only where the
    pipeline itself is elsewhere, or watches something else, what is in the cloud is of no use."""
    if found.source is None or found.source.settings == record.settings:
        return
    wanted, running = found.source.settings, record.settings
    same_pipeline = replace(wanted, accounts=running.accounts, regions=running.regions) == running
    raise CommandError(
        "the local cloud runs with other accounts, region, repository or branch than the commit has",
        exit_code=ExitCode.USAGE,
        remedy=f"`{workspace.command('down' if same_pipeline else 'down --purge')}`, then again",
    )


def _toolchain(workspace: Workspace, found: Preflight) -> str:
    if workspace.project.installs_packages:
        found.toolchain_ready = True
        return "builds install from this machine's package registries; what they fetched once is kept"
    try:
        read_pins(workspace.checkout)  # what preparing would need, before anything is changed
        found.toolchain_ready = is_prepared(toolchain=Toolchain(root=workspace.toolchain), project=workspace.checkout)
    except ToolchainError as error:
        raise CommandError(str(error), exit_code=ExitCode.USAGE) from None
    return (
        "build tools are prepared"
        if found.toolchain_ready
        else "build tools will be prepared (once; this needs the network)"
    )
