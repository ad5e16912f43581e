"""Where a commit's pipeline lives, from the settings block of its cdk.json: reading it needs no synthesis."""

from __future__ import annotations

import json
import re
from typing import Any

from feature_stacks.naming import BOUNDARY, PIPELINE_STACK, PRODUCT
from localcloud.cli import CommandError, CommitSettings, ExitCode, Settings, SourceCommit, Workspace, file_at
from stages.settings import Settings as StageSettings
from stages.settings import SettingsError

SETTINGS_FILE = "cdk.json"
SETTINGS_KEY = "careervp"
NAMING_FILE = "feature_stacks/naming.py"
POLICIES_FILE = "bootstrap/policies.template.json"
_PRODUCT = re.compile(r"^PRODUCT\b[^=\n]*=\s*[\"'](?P<product>[^\"'\n]*)[\"']", re.MULTILINE)


def read_commit_settings(workspace: Workspace, commit: SourceCommit | None) -> CommitSettings:
    """The settings of the commit; those of the working tree where there is no commit.

    Raises:
        CommandError: they are missing or wrong, in the commit or in the working tree; or the product has another name
            in the commit, or in its bootstrap policies.
    """
    path = workspace.checkout / SETTINGS_FILE
    settings = read_settings(path.read_text(encoding="utf-8") if path.exists() else None, where=SETTINGS_FILE)
    if commit is None:
        return CommitSettings(settings=settings)
    check_product(
        naming=file_at(workspace.checkout, sha=commit.sha, path=NAMING_FILE),
        policies=file_at(workspace.checkout, sha=commit.sha, path=POLICIES_FILE),
        where=f"commit {commit.short}",
    )
    committed = file_at(workspace.checkout, sha=commit.sha, path=SETTINGS_FILE)
    try:
        of_commit = read_settings(committed, where=f"{SETTINGS_FILE} of commit {commit.short}")
    except CommandError as error:
        # The names of the environments are the working tree's, which may have one more than the commit.
        raise CommandError(
            error.message,
            exit_code=error.exit_code,
            remedy=f"{SETTINGS_FILE} of the working tree is fine: `git commit` it, a commit is what is delivered",
        ) from None
    note = "" if of_commit == settings else f"as committed; {SETTINGS_FILE} has uncommitted changes"
    return CommitSettings(settings=of_commit, note=note)


def check_product(*, naming: str | None, policies: str | None, where: str) -> None:
    """Holds a commit to the name that the product has here: the stacks are looked for by it, and its roles are made
    within the boundary of the commit's bootstrap policies.

    Args:
        naming, policies: texts of the commit's files; None where it has none, about which others complain.

    Raises:
        CommandError: one of them is of another name.
    """
    said = _PRODUCT.search(naming or "")
    if said and said["product"] != PRODUCT:
        raise CommandError(
            f"{NAMING_FILE} calls the product {PRODUCT!r}, and in {where} {said['product']!r}",
            exit_code=ExitCode.USAGE,
            remedy="commit it first, with `make bootstrap-policies`",
        )
    if policies is not None and f'"{BOUNDARY}"' not in policies:
        raise CommandError(
            f"{POLICIES_FILE} of {where} does not make {BOUNDARY}, without which no role of {PRODUCT} can be made",
            exit_code=ExitCode.USAGE,
            remedy="run `make bootstrap-policies`, and commit the file",
        )


def read_settings(text: str | None, *, where: str) -> Settings:
    """The settings of a cdk.json, as the local cloud knows them; raises as `read_stage_settings` does."""
    block = read_stage_settings(text, where=where)
    return Settings(
        accounts=dict(block.accounts),
        pipeline_account=block.tools_account,
        region=block.region,
        repository=block.repository,
        branch=block.branch,
        pipeline_stack=PIPELINE_STACK,
        regions={name: place.region for name, place in block.places.items() if place.region != block.region},
    )


def read_stage_settings(text: str | None, *, where: str) -> StageSettings:
    """The settings of a cdk.json.

    Raises:
        CommandError: there is none, it is not JSON, or a value is missing or malformed.
    """
    if text is None:
        raise CommandError(f"{where} is missing", exit_code=ExitCode.USAGE, remedy="is this the root of the checkout?")
    try:
        document: Any = json.loads(text)
    except ValueError as error:
        raise CommandError(f"{where} is not JSON: {error}", exit_code=ExitCode.USAGE) from None
    context = document.get("context") if isinstance(document, dict) else None
    try:
        return StageSettings.from_context(context.get(SETTINGS_KEY) if isinstance(context, dict) else None)
    except SettingsError as error:
        raise CommandError(f"{where}: {error}", exit_code=ExitCode.USAGE) from None
