"""Finds the CDK app of a commit: the folder with its cdk.json, which need not be the repository's root."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.provisioning.undecided import UndecidedError
from localcloud.cli.source.source_commit import SourceCommit, files_at
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

APP_FILE = "cdk.json"


def app_folder(checkout: Path, commit: SourceCommit, choices: AppChoices) -> str:
    """The app's folder by its path in the checkout; empty for its root.

    The one that was chosen, or else the nearest around the current folder, the root's, or the only one.

    Raises:
        UndecidedError: several are there and none is nearest.
        CommandError: there is none.
    """
    found = sorted(
        str(PurePosixPath(path).parent).removeprefix(".")
        for path in files_at(checkout, sha=commit.sha)
        if PurePosixPath(path).name == APP_FILE and "node_modules" not in PurePosixPath(path).parts
    )
    if choices.app:
        chosen = str(PurePosixPath(choices.app)).removeprefix(".")
        if chosen in found:
            return chosen
        raise _without_app(f"{choices.app} has no {APP_FILE} in commit {commit.short}", found)
    near = _nearest(checkout, found)
    if near is not None:
        return near
    if not found:
        raise _without_app(f"{checkout} has no {APP_FILE} in commit {commit.short}", found)
    if len(found) > 1:
        raise UndecidedError(
            "the checkout has several CDK apps", option="app", values=tuple(folder or "." for folder in found)
        )
    return found[0]


def _nearest(checkout: Path, found: list[str]) -> str | None:
    """Of the folders around the current one, up to the checkout's root."""
    here = Path.cwd().resolve()
    inside = str(here.relative_to(checkout)) if here.is_relative_to(checkout) else "."
    around = PurePosixPath(inside)
    for folder in (around, *around.parents):
        name = str(folder).removeprefix(".")
        if name in found:
            return name
    return None


def _without_app(problem: str, found: list[str]) -> CommandError:
    folders = ", ".join(folder or "." for folder in found)
    there = f"there is one in {folders}: --app" if found else "call this in the checkout of a CDK app"
    without = "; a pipeline in a template of its own is deployed after `localcloud serve`" if not found else ""
    return CommandError(problem, exit_code=ExitCode.USAGE, remedy=f"{there}, or name one: --checkout{without}")
