"""The checkout's own toolchain, prepared where set-up has not done it yet (which needs the network once)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from localcloud.toolchain import Toolchain, prepare

REPOSITORY = Path(__file__).resolve().parents[3]
_UP = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
os.execvp(sys.argv[1], sys.argv[1:])
"""


def prepared_toolchain() -> Toolchain:
    """Return it, complete."""
    directory = REPOSITORY / ".delivery" / "toolchain"
    prepare(into=directory, project=REPOSITORY)
    return Toolchain(root=directory)


def without_network(*command: str) -> tuple[str, ...]:
    """`command` in a network namespace that has only a loopback device; skips where the machine does not allow one."""
    namespace = ("unshare", "--map-root-user", "--net", sys.executable, "-c", _UP)
    try:
        allowed = subprocess.run([*namespace, "true"], capture_output=True, timeout=30, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this machine allows no network namespaces to this user")
    return (*namespace, *command)


def build_environment(
    toolchain: Toolchain, directory: Path, *, npm_registry_url: str = "http://127.0.0.1:9/"
) -> dict[str, str]:
    """The environment of a build's programs, with its own directories below `directory`."""
    for name in ("home", "npm/bin", "tmp"):
        directory.joinpath(name).mkdir(parents=True, exist_ok=True)
    return {
        **toolchain.build_variables(npm_registry_url=npm_registry_url),
        "PATH": toolchain.search_path(first=(str(directory / "npm" / "bin"),)),
        "HOME": str(directory / "home"),
        "TMPDIR": str(directory / "tmp"),
        "CDK_HOME": str(directory / "home"),
        "npm_config_prefix": str(directory / "npm"),
        "LANG": "C.UTF-8",
    }


def run(command: tuple[str, ...], environment: dict[str, str], directory: Path) -> str:
    """Run a command in a build's environment; returns its standard output, fails with all of it."""
    done = subprocess.run(
        command, env=environment, cwd=directory, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


__all__ = ["REPOSITORY", "build_environment", "prepared_toolchain", "run", "without_network"]
