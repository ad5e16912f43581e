"""Packs the CDK tools once, as the registry's own tarballs.

CDK Pipelines runs `npm install -g aws-cdk@VERSION` in a build. That command is not replaced here: it is given a
registry that holds exactly the pinned version, so it cannot resolve to anything else, with or without a network.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.guarded_process import run_guarded
from localcloud.toolchain.pins import NpmPin

_PACK_TIMEOUT_SECONDS = 300
_PATIENCE = {
    "fetch_retries": "1",
    "fetch_retry_mintimeout": "1000",
    "fetch_retry_maxtimeout": "2000",
    "fetch_timeout": "60000",
}
"""npm's settings in milliseconds. Its own let a request that nobody answers take minutes, each package anew
(docs.npmjs.com/cli/using-npm/config)."""


def pack(pins: tuple[NpmPin, ...], *, into: Path, npm: Path) -> None:
    """Make `into` hold the tarball of each pin, each with the integrity of package-lock.json.

    Raises:
        ToolchainError: npm could not fetch a package, or what it fetched is not what the lock promises.
    """
    into.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in pins if not _is_packed(pin, into)]
    if not missing:
        return
    with tempfile.TemporaryDirectory(dir=into, prefix=".pack-") as scratch:
        _run_npm_pack(missing, npm=npm, into=Path(scratch))
        for pin in missing:
            packed = Path(scratch) / pin.tarball_name
            if not packed.is_file() or not pin.matches(packed.read_bytes()):
                raise ToolchainError(
                    f"the tarball of {pin.name} {pin.version} is not what package-lock.json names ({pin.integrity}): "
                    "the registry that npm uses serves something else"
                )
            packed.replace(into / pin.tarball_name)


def _is_packed(pin: NpmPin, directory: Path) -> bool:
    tarball = directory / pin.tarball_name
    return tarball.is_file() and pin.matches(tarball.read_bytes())


def _run_npm_pack(pins: list[NpmPin], *, npm: Path, into: Path) -> None:
    specs = [f"{pin.name}@{pin.version}" for pin in pins]
    command = [str(npm), "pack", *specs, "--pack-destination", str(into), "--loglevel", "error"]
    patience = {f"npm_config_{name}": value for name, value in _PATIENCE.items()}
    environment = {**patience, **os.environ, "PATH": f"{npm.parent}:{os.environ.get('PATH', os.defpath)}"}
    try:
        done = run_guarded(command, cwd=into, environment=environment, timeout_seconds=_PACK_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ToolchainError(f"npm pack {' '.join(specs)} did not end in {_PACK_TIMEOUT_SECONDS} s") from error
    if done.returncode != 0:
        reason = _reason(done.stderr or done.stdout)
        raise ToolchainError(f"npm could not fetch {' '.join(specs)} ({reason}); set-up needs the network once")


def _reason(printed: str) -> str:
    """The sentence among npm's lines; the others are its codes, and where its own log lies."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    said = [line.removeprefix("npm error ") for line in lines if line.startswith("npm error ")]
    sentences = [line for line in said if not line.startswith(("code ", "syscall ", "errno ", "A complete log"))]
    return next(iter(sentences or lines[-1:]), "it says nothing")
