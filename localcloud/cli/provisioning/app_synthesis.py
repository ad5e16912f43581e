"""Synthesizes anybody's commit with its own toolchain, in a copy outside of the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from localcloud.cli.cloud.app_choices import AppChoices
from localcloud.cli.cloud.clean_environment import base_environment, setup_environment, synth_variables
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.provisioning.app_failure import explained, readable
from localcloud.cli.provisioning.app_folder import APP_FILE
from localcloud.cli.provisioning.app_packages import AppPackages, has_build_script
from localcloud.cli.provisioning.assets_tool import refuse_unreadable
from localcloud.cli.provisioning.pipeline_deployment import cdk_program
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.source.source_commit import SourceCommit, export
from localcloud.cli.terminal.child_process import Child, Children
from localcloud.cli.terminal.exit_codes import CommandError
from localcloud.cli.terminal.safe_text import printable
from localcloud.toolchain import NPM_REGISTRY_PATH, NpmRegistry, Toolchain
from localcloud.toolchain.bundling import bundling_variables
from localcloud.toolchain.package_variables import package_variables
from localcloud.toolchain.packages import (
    PYTHON_INDEX_PATH,
    IndexListener,
    NpmMirror,
    PackageSources,
    PackageStore,
    PythonIndex,
)

_SYNTH_SECONDS = 600.0
_MISSING_CONTEXT = re.compile(r"Missing context keys: (.+)")
_MISSING_ASSET = re.compile(r"Cannot find (?:asset|entry file) at (?P<path>\S+)")
_SYNTH_CHOICES = ("account", "region", "context", "variables")
"""Those that an app can see; which of its stacks has the pipeline, and what its sources are, it cannot."""
_OWN_SETTINGS = ("PIP_", "UV_", "NPM_CONFIG_")


def synthesize_app(workspace: Workspace, *, commit: SourceCommit, folder: str, choices: AppChoices) -> Path:
    """The assembly of a commit's app; made once for the same account, region and context.

    Args:
        folder: the app's, by its path in the checkout.

    Raises:
        CommandError: an installation or synth failed; says what it said, and carries its last lines.
    """
    source = workspace.sources / commit.sha
    app = source / folder
    assembly = app / _output_folder(app)
    made_for = source.with_suffix(".json")
    wanted = json.dumps({"app": folder, **{name: getattr(choices, name) for name in _SYNTH_CHOICES}}, sort_keys=True)
    if assembly.is_dir() and made_for.is_file() and made_for.read_text(encoding="utf-8") == wanted:
        return assembly
    made_for.unlink(missing_ok=True)
    shutil.rmtree(source, ignore_errors=True)
    export(workspace.checkout, sha=commit.sha, into=source)
    _refuse_malformed(app / APP_FILE, path=f"{folder}/{APP_FILE}".strip("/"))
    with Children(announce=_say) as children, _indexes(workspace) as variables:
        packages = _packages(workspace, children, variables)
        for place in reversed((app, *(parent for parent in app.parents if parent.is_relative_to(source)))):
            packages.install(place)
        if not cdk_program(workspace, app).exists() or workspace.cdk_tools.exists():
            packages.fetch_cdk(workspace.cdk_tools)
        synthesize = partial(
            _synthesize, workspace, children, commit=commit, app=app, choices=choices, variables=variables
        )
        _built_where_needed(synthesize, packages, within=source)
        refuse_unreadable(packages, app / _output_folder(app), tools=workspace.assets_tools)
    made_for.write_text(wanted, encoding="utf-8")
    return app / _output_folder(app)


def _built_where_needed(synthesize: Callable[[], None], packages: AppPackages, *, within: Path) -> None:
    """Synthesizes; where an asset is not there that a build script makes, as a person's own build has made it in their
    checkout, runs that first.

    Args:
        within: the copy of the commit.
    """
    built: set[Path] = set()
    while True:
        try:
            return synthesize()
        except _MissingAssetError as missing:
            around = [place for place in missing.asset.parents if place.is_relative_to(within)]
            folder = next((place for place in around if has_build_script(place)), None)
            if folder is None or folder in built:
                raise missing.failure from None
            packages.build(folder)
            built.add(folder)


def _refuse_malformed(app_file: Path, *, path: str) -> None:
    """Refuses what the CDK could not read either, before anything is installed for it."""
    try:
        json.loads(app_file.read_text(encoding="utf-8-sig"))  # the CDK takes a byte order mark as well
    except ValueError as error:
        raise unserved(f"{path} is not JSON: {error}", remedy="mend it there and commit it") from error


def _say(label: str) -> None:
    """Installing and synthesizing may take minutes: what is under way is said, on stderr, where a question goes too."""
    click.echo(printable(f"   {label} ..."), err=True)


def _output_folder(app: Path) -> str:
    try:
        return str(json.loads((app / "cdk.json").read_text(encoding="utf-8")).get("output") or "cdk.out")
    except (OSError, ValueError):
        return "cdk.out"


@contextmanager
def _indexes(workspace: Workspace) -> Iterator[dict[str, str]]:
    """The package indexes for as long as the commit is synthesized; gives the variables that lead there."""
    sources, store = PackageSources(dict(os.environ)), PackageStore.of(os.environ)
    with IndexListener() as listener:
        registry = NpmRegistry(
            toolchain=Toolchain(root=workspace.toolchain),
            endpoint_url=listener.endpoint_url,
            mirror=NpmMirror(sources=sources, store=store),
        )
        listener.serve(NPM_REGISTRY_PATH, registry.handle_request)
        listener.serve(PYTHON_INDEX_PATH, PythonIndex(sources=sources, store=store).handle_request)
        yield package_variables(listener.endpoint_url)


def _packages(workspace: Workspace, children: Children, variables: dict[str, str]) -> AppPackages:
    machine = setup_environment(workspace)
    own = {name: value for name, value in machine.items() if not name.upper().startswith(_OWN_SETTINGS)}
    return AppPackages(
        children=children,
        environment={**own, **variables},
        installed=PackageStore.of(os.environ).root.parent / "installed",
        logs=workspace.logs,
    )


def _synthesize(
    workspace: Workspace,
    children: Children,
    *,
    commit: SourceCommit,
    app: Path,
    choices: AppChoices,
    variables: dict[str, str],
) -> None:
    kept = {**base_environment(workspace), **dict(choices.variables)}
    environment = {**kept, **synth_variables(workspace.cdk_home), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE")  # it may be kept, out of the copy, whose folders become assets
    places = [place for place in (app, *app.parents) if place.is_relative_to(workspace.sources / commit.sha)]
    # What commits share by its own path: Python keeps byte code by the path of its environment.
    own = [str((place / name).resolve()) for place in places for name in (".venv/bin", "node_modules/.bin")]
    bytecode = PackageStore.of(os.environ).root.parent / "bytecode"
    environment |= {
        "PATH": os.pathsep.join((*own, environment["PATH"])),
        "PYTHONPYCACHEPREFIX": str(bytecode),
        **bundling_variables(os.environ, folder=workspace.state / "bundling"),
        "AWS_REGION": choices.region or "us-east-1",
        **({"CDK_DEFAULT_ACCOUNT": choices.account} if choices.account else {}),
    }
    context = [word for key, value in choices.context for word in ("--context", f"{key}={value}")]
    log = workspace.logs / "synth.log"
    try:
        children.run(
            Child(
                label=f"cdk synth of commit {commit.short}",
                command=[str(cdk_program(workspace, app)), "synth", "--quiet", "--no-lookups", *context],
                cwd=app,
                environment=environment,
                log=log,
                timeout_seconds=_SYNTH_SECONDS,
                remedy=f"`cdk synth` shows the same; the whole output: {log}",
            )
        )
    except CommandError as error:
        failure = _of_lookups(log) or explained(error, log, app=app)
        missing = _MISSING_ASSET.search(readable(log))
        if missing is not None:
            raise _MissingAssetError(Path(os.path.normpath(app / missing["path"])), failure) from None
        raise failure from None
    finally:
        # That of this commit's folder: the next commit has another one.
        shutil.rmtree(bytecode / workspace.sources.relative_to("/") / commit.sha, ignore_errors=True)


class _MissingAssetError(Exception):
    """Synth found no file or folder of an asset.

    Attributes:
        asset: where it was to be.
        failure: how synth failed.
    """

    def __init__(self, asset: Path, failure: CommandError) -> None:
        super().__init__(str(failure))
        self.asset = asset
        self.failure = failure


def _of_lookups(log: Path) -> CommandError | None:
    """What the app would look up in AWS; None where synth failed for another reason."""
    missing = _MISSING_CONTEXT.search(log.read_text(encoding="utf-8", errors="replace") if log.is_file() else "")
    if missing is None:
        return None
    return unserved(
        f"the app looks up in AWS what cdk.context.json does not hold: {missing[1]}",
        remedy="commit the cdk.context.json that `cdk synth` writes with your account: the pipeline's synth needs it",
    )
