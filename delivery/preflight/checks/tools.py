"""What a deployment is made with: Python, Node, git, and the CDK's own command line in the version that is pinned."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.situation import Situation

_PYTHON: Final = (3, 11)
_OLDEST_NODE: Final = 20
"""What the pinned CDK asks for (engines in its package.json)."""
_SECONDS: Final = 30
_SET_UP: Final = "make setup"
_VERSION: Final = re.compile(r"\d+(?:\.\d+)+")


def look(situation: Situation) -> Iterator[Answer]:
    """A line for each."""
    yield _python()
    yield _node(situation.checkout)
    yield _cdk(situation.checkout)
    yield _git(situation.checkout)


def _python() -> Answer:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != _PYTHON:
        return to_do(f"this is Python {version}", "install Python 3.11, then `make clean setup`")
    return fine(f"Python {version}")


def _node(checkout: Path) -> Answer:
    version = _version(checkout, "node", "--version")
    if not version:
        return to_do("Node is not found, and `cdk` is a program of Node's", f"`{_SET_UP}` installs it into .venv/bin")
    if int(version.split(".")[0]) < _OLDEST_NODE:
        return to_do(f"Node {version} is too old for the CDK", f"`{_SET_UP}` installs a newer one into .venv/bin")
    return fine(f"Node {version}")


def _cdk(checkout: Path) -> Answer:
    try:
        pinned = json.loads((checkout / "package.json").read_text(encoding="utf-8"))["devDependencies"]["aws-cdk"]
    except (OSError, ValueError, KeyError):
        return to_do("package.json pins no aws-cdk", "is this the root of the checkout?")
    version = _version(checkout, str(checkout / "node_modules" / ".bin" / "cdk"), "--version")
    if not version:
        return to_do("the pinned cdk does not run", f"`{_SET_UP}` installs {pinned}")
    if version != pinned:
        return to_do(f"cdk is {version}, pinned is {pinned}", f"`{_SET_UP}` installs it")
    return fine(f"cdk {version}, as pinned")


def _git(checkout: Path) -> Answer:
    version = _version(checkout, "git", "--version")
    return fine(f"git {version}") if version else to_do("git is not found", "install git")


def _version(checkout: Path, *command: str) -> str:
    """What a program says of its version; empty where it does not run."""
    path = os.pathsep.join((str(checkout / ".venv" / "bin"), os.environ.get("PATH", os.defpath)))
    try:
        done = subprocess.run(
            command, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    found = _VERSION.search(done.stdout)
    return found.group() if found else ""
