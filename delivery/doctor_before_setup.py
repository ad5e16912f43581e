"""`doctor` in a checkout that is not set up: what the set-up needs of the machine, what is there, and how to get the
rest.

`bin/delivery` starts it with whatever Python from 3.11 on it finds, and nothing of the project is installed then; so
Python's own library is all that this and what it imports takes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from localcloud.toolchain import machine_needs
from localcloud.toolchain.machine_needs import Need

_NOT_READY = 12
"""As the other commands say it (localcloud/cli/terminal/exit_codes.py, which is not to be had yet)."""
_PYTHONS = ("python3.11", "python3", "python")
"""As scripts/setup looks for it, after what the variable PYTHON names."""
_HAS_WHAT_SETUP_USES = "import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))"
_IS_3_11 = "import sys; sys.exit(sys.version_info[:2] != (3, 11))"
_SECONDS = 20


def needs(checkout: Path, state: Path) -> Iterator[Need]:
    """Each thing that was looked at, in the order in which somebody would get it."""
    yield _python()
    yield _make()
    yield machine_needs.git()
    yield machine_needs.disk(state, remedy="make room, or clone onto another disk")
    yield machine_needs.memory()
    yield _setup(checkout)


def main(arguments: Sequence[str]) -> int:
    """Says what it found, a line each or one JSON document, and returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="delivery doctor",
        description="Before the set-up: what it needs of this machine, what is there, and how to get the rest. "
        "Nothing is changed. Afterwards it looks at what the local cloud needs, too. "
        f"Ends with exit code {_NOT_READY} where something must be done first.",
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="One JSON document on stdout.")
    parser.add_argument("--state", type=Path, help="The state folder that is meant.")
    given = parser.parse_args(arguments)
    checkout = Path(__file__).resolve().parents[1]
    state = given.state or Path(os.environ.get("DELIVERY_STATE") or checkout / ".delivery")
    checks = []
    for need in needs(checkout, state.absolute()):
        text = f"{need.text}; {need.remedy}" if need.remedy else need.text
        checks.append({"subject": need.subject, "ok": need.ok, "text": text})
        print(f"{'ok' if need.ok else '!!'} {need.subject:<9} {text}", file=sys.stderr if given.as_json else sys.stdout)
    if given.as_json:
        print(json.dumps({"ok": False, "exit_code": _NOT_READY, "checks": checks}, indent=2))
    else:
        print("not ready: see the lines that begin with !!")
    return _NOT_READY  # not set up, whatever else is there


def _python() -> Need:
    """The one that the set-up would take, and whether it can make a virtual environment."""
    named = os.environ.get("PYTHON", "")
    for candidate in filter(None, (named, *_PYTHONS)):
        if _runs(candidate, _IS_3_11):
            if _runs(candidate, _HAS_WHAT_SETUP_USES):
                return Need(subject="python", text=f"Python 3.11 is {shutil.which(candidate)}")
            return Need(
                subject="python",
                text=f"{shutil.which(candidate)} cannot make a virtual environment",
                remedy="on Debian and Ubuntu: apt install python3.11-venv",
            )
    this = ".".join(map(str, sys.version_info[:3]))
    return Need(
        subject="python",
        text=f"Python 3.11 was not found; this is {this}",
        remedy="install it beside (apt install python3.11 python3.11-venv, brew install python@3.11, or pyenv install "
        "3.11), or name it: PYTHON=/path/to/python3.11 make setup",
    )


def _make() -> Need:
    found = shutil.which("make")
    if found is None:
        remedy = "install it (apt install make; on macOS: xcode-select --install)"
        return Need(subject="make", text="make was not found", remedy=remedy)
    return Need(subject="make", text=f"make is {found}")


def _setup(checkout: Path) -> Need:
    begun = (checkout / ".venv").is_dir()
    text = "the set-up began and did not end" if begun else "nothing is installed in this checkout yet"
    return Need(subject="set-up", text=text, remedy=f"`make -C {checkout} setup` does it, once; it needs the network")


def _runs(python: str, program: str) -> bool:
    try:
        return subprocess.run([python, "-c", program], capture_output=True, timeout=_SECONDS).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
