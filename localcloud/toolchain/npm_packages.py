"""Packs the CDK tools once, as the registry's own tarballs.

CDK Pipelines runs `npm install -g aws-cdk@VERSION` in a build. That command is not replaced here: it is given a
registry that holds exactly the pinned version, so it cannot resolve to anything else, with or without a network.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.pins import NpmPin

_PACK_TIMEOUT_SECONDS = 300


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
    command = [str(npm), "pack", *specs, "--pack-destination", str(into), "--silent"]
    environment = {**os.environ, "PATH": f"{npm.parent}:{os.environ.get('PATH', os.defpath)}"}
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=_PACK_TIMEOUT_SECONDS,
            cwd=into,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ToolchainError(f"npm pack {' '.join(specs)} did not end in {_PACK_TIMEOUT_SECONDS} s") from error
    if done.returncode != 0:
        reason = (done.stderr or done.stdout).strip().splitlines()[-8:]
        raise ToolchainError(
            f"npm could not fetch {' '.join(specs)}; set-up needs the network once. npm says:\n" + "\n".join(reason)
        )
