"""What `up` looks at before it changes anything: each check is one line that says what is there or what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from localcloud.cli.cloud.server_process import is_healthy, port_is_free, port_taken
from localcloud.cli.cloud.server_record import ServerRecord, read_record
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.source.source_commit import SourceCommit, file_at, read_head
from localcloud.cli.terminal.exit_codes import DeliveryError, ExitCode
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.pins import ToolchainError, read_pins
from localcloud.toolchain.preparation import is_prepared
from stages.settings import Settings, SettingsError

SETTINGS_FILE = "cdk.json"
SETTINGS_KEY = "careervp"
_TOOLS = (".venv/bin/uv", "node_modules/.bin/cdk")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the report: what was looked at, and what was found or is wrong."""

    subject: str
    ok: bool
    text: str


@dataclass(kw_only=True)
class Preflight:
    """What the checks found; `settings` and `commit` are there when `checks` are all ok.

    Attributes:
        settings: of the commit, because the commit is what is deployed.
        running: the healthy server of this state folder, which is used again.
        toolchain_ready: False where it must be prepared first.
    """

    checks: list[Check] = field(default_factory=list)
    exit_code: ExitCode = ExitCode.OK
    settings: Settings | None = None
    commit: SourceCommit | None = None
    running: ServerRecord | None = None
    toolchain_ready: bool = False

    def failure(self) -> DeliveryError | None:
        """The error that ends the command; None where every check passed."""
        wrong = [check for check in self.checks if not check.ok]
        if not wrong:
            return None
        count = "one check" if len(wrong) == 1 else f"{len(wrong)} checks"
        return DeliveryError(f"{count} failed; nothing was changed: {wrong[0].text}", exit_code=self.exit_code)


def inspect(workspace: Workspace, *, announce: Callable[[Check], None]) -> Preflight:
    """Runs every check, also after one failed, so that a person fixes all of it at once."""
    found = Preflight()
    steps: tuple[tuple[str, Callable[[Workspace, Preflight], str]], ...] = (
        ("python", _python),
        ("set-up", _tools),
        ("commit", _commit),
        ("settings", _settings),
        ("port", _port),
        ("toolchain", _toolchain),
    )
    for subject, step in steps:
        try:
            check = Check(subject=subject, ok=True, text=step(workspace, found))
        except DeliveryError as error:
            remedy = f"; {error.remedy}" if error.remedy else ""
            check = Check(subject=subject, ok=False, text=f"{error.message}{remedy}")
            # The first failure decides: later ones may follow from it.
            found.exit_code = found.exit_code or error.exit_code
        found.checks.append(check)
        announce(check)
    return found


def _python(_workspace: Workspace, _found: Preflight) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != (3, 11):
        raise DeliveryError(
            f"Python 3.11 is needed, this is {version}",
            exit_code=ExitCode.USAGE,
            remedy="install Python 3.11, then `make clean setup`",
        )
    return f"Python {version}"


def _tools(workspace: Workspace, _found: Preflight) -> str:
    missing = [tool for tool in _TOOLS if not (workspace.checkout / tool).exists()]
    if missing:
        raise DeliveryError(
            f"{', '.join(missing)} not found", exit_code=ExitCode.USAGE, remedy="`make setup` installs it"
        )
    return "packages and CDK tools are installed"


def _commit(workspace: Workspace, found: Preflight) -> str:
    found.commit = read_head(workspace.checkout)
    return f'{found.commit.short} "{found.commit.subject}"'


def _settings(workspace: Workspace, found: Preflight) -> str:
    path = workspace.checkout / SETTINGS_FILE
    settings = read_settings(path.read_text(encoding="utf-8") if path.exists() else None, where=SETTINGS_FILE)
    note = ""
    if found.commit is not None:
        committed = file_at(workspace.checkout, sha=found.commit.sha, path=SETTINGS_FILE)
        settings_of_commit = read_settings(committed, where=f"{SETTINGS_FILE} of commit {found.commit.short}")
        note = "" if settings_of_commit == settings else " (as committed; cdk.json has uncommitted changes)"
        settings = settings_of_commit
    found.settings = settings
    accounts = ", ".join(f"{name} {account}" for name, account in settings.accounts.items())
    return f"{accounts}, {settings.region}, {settings.repository}@{settings.branch}{note}"


def read_settings(text: str | None, *, where: str) -> Settings:
    """The settings of a cdk.json.

    Raises:
        DeliveryError: there is none, it is not JSON, or a value is missing or malformed.
    """
    if text is None:
        raise DeliveryError(f"{where} is missing", exit_code=ExitCode.USAGE, remedy="is this the root of the checkout?")
    try:
        document: Any = json.loads(text)
    except ValueError as error:
        raise DeliveryError(f"{where} is not JSON: {error}", exit_code=ExitCode.USAGE) from None
    context = document.get("context") if isinstance(document, dict) else None
    try:
        return Settings.from_context(context.get(SETTINGS_KEY) if isinstance(context, dict) else None)
    except SettingsError as error:
        raise DeliveryError(f"{where}: {error}", exit_code=ExitCode.USAGE) from None


def _port(workspace: Workspace, found: Preflight) -> str:
    record = read_record(workspace)
    if record is not None and is_healthy(record):
        _same_settings(record, found)
        found.running = record
        return f"the local cloud runs already on port {record.port} (process {record.pid})"
    if workspace.port and not port_is_free(workspace.port):
        # Ours, but not answering: `up` ends it and starts it again.
        if record is not None and record.is_alive() and record.port == workspace.port:
            return f"port {workspace.port} is held by this folder's local cloud, which does not answer: it starts again"
        raise port_taken(workspace.port)
    return f"port {workspace.port} is free" if workspace.port else "any free port"


def _same_settings(record: ServerRecord, found: Preflight) -> None:
    """A cloud that runs with other accounts would be bootstrapped by halves."""
    settings = found.settings
    if settings is None:
        return
    now = (dict(settings.accounts), settings.region, settings.repository, settings.branch)
    then = (record.accounts, record.region, record.repository, record.branch)
    if now != then:
        raise DeliveryError(
            "the local cloud runs with other accounts, region, repository or branch than the commit's cdk.json has",
            exit_code=ExitCode.USAGE,
            remedy="`bin/delivery down --purge`, then again",
        )


def _toolchain(workspace: Workspace, found: Preflight) -> str:
    try:
        read_pins(workspace.checkout)  # what preparing would need, before anything is changed
        found.toolchain_ready = is_prepared(toolchain=Toolchain(root=workspace.toolchain), project=workspace.checkout)
    except ToolchainError as error:
        raise DeliveryError(str(error), exit_code=ExitCode.USAGE) from None
    return (
        "build tools are prepared"
        if found.toolchain_ready
        else "build tools will be prepared (once; this needs the network)"
    )
