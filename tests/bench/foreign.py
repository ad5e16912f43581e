"""Pipelines of other people: how long one command takes from a checkout to what it deploys, and then a further push.

The six of `tests/localcloud/foreign`. Apps of the CDK are run by the wheel, installed into an environment of its own;
pipelines that are templates of CloudFormation are deployed into one local cloud, and pushed to.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from feature_stacks.naming import PRODUCT
from tests.bench.history import note
from tests.localcloud.alone.conftest import Checkout, Installation, commit_all, installed
from tests.localcloud.cloud_process import CloudProcess
from tests.localcloud.foreign.foreign_packages import prepared_packages
from tests.localcloud.foreign.foreign_repository import HERE, ForeignRepository

APPS: Final = ("typescript", "python", "python_function", "cdk_2_17")
_RUN: Final = ("run", "--approve", "yes", "--json")


def measure() -> None:
    """Prints and notes seconds by pipeline: the first command's, and a further push's."""
    prepared_packages()
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as scratch:
        folder = Path(scratch)
        installation = installed(_made(folder / "installation"))
        figures = {app: _printed(app, _app(app, installation, folder)) for app in APPS}
        with CloudProcess(state_dir=folder / "state", toolchain_dir=folder / "toolchain") as cloud:
            for name, measured in (("classic_github", _classic_github), ("codecommit_lambda", _codecommit_lambda)):
                figures[name] = _printed(name, measured(cloud, _made(folder / f"{name}-checkout")))
    note(
        "foreign",
        {
            f"{pipeline}: {what}": seconds
            for pipeline, took in figures.items()
            for what, seconds in zip(("first", "push"), took, strict=True)
        },
    )


def _printed(pipeline: str, took: tuple[float, float]) -> tuple[float, float]:
    first, further = took
    print(f"{pipeline:<18} from nothing to deployed {first:6.1f} s, by a further push {further:6.1f} s", flush=True)
    return took


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _seconds(deliver: Callable[[], str], what: str) -> float:
    """How long it takes.

    Raises:
        SystemExit: it did not end as a success.
    """
    started = time.monotonic()
    status = deliver()
    if status != "Succeeded":
        raise SystemExit(f"bench: {what} ended {status}")
    return time.monotonic() - started


def _app(name: str, installation: Installation, folder: Path) -> tuple[float, float]:
    path = folder / name
    shutil.copytree(HERE / name, path)
    commit_all(path)
    checkout = Checkout(path=path, installation=installation)

    def run() -> str:
        return str(json.loads(checkout.localcloud(*_RUN).stdout)["status"])

    try:
        first = _seconds(run, name)
        (path / "NOTES.md").write_text("A further commit.\n", encoding="utf-8")
        commit_all(path)
        return first, _seconds(run, name)
    finally:
        checkout.localcloud("down", "--purge", check=False)


def _classic_github(cloud: CloudProcess, folder: Path) -> tuple[float, float]:
    cloud.client("secretsmanager").create_secret(Name="opening-hours/github", SecretString='{"token": "none"}')
    repository = ForeignRepository(cloud, "classic_github", directory=folder)
    started = time.monotonic()
    pipeline = repository.deploy("opening-hours-pipeline")["PipelineName"]
    remote = (cloud.state_dir / "git" / "octo-example" / "opening-hours.git").as_uri()
    _push(repository, remote, pipeline)
    return time.monotonic() - started, _push(repository, remote, pipeline)


def _codecommit_lambda(cloud: CloudProcess, folder: Path) -> tuple[float, float]:
    repository = ForeignRepository(cloud, "codecommit_lambda", directory=folder)
    started = time.monotonic()
    remote = repository.deploy("tide-tables-pipeline")["CloneUrl"]
    _push(repository, remote, "tide-tables")
    return time.monotonic() - started, _push(repository, remote, "tide-tables")


def _push(repository: ForeignRepository, remote: str, pipeline: str) -> float:
    """Seconds from a push to the end of what it started."""
    with (repository.checkout / "notes.txt").open("a", encoding="utf-8") as notes:
        notes.write("A further commit.\n")
    commit = repository.commit("Note it")

    def deliver() -> str:
        repository.push(remote)
        return repository.execution_of(pipeline, commit)

    return _seconds(deliver, pipeline)
