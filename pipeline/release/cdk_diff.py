"""``cdk diff`` of the pinned command line, for people to read, and as a second opinion of what is replaced.

It compares templates with the lookup role (``--method template``): its other method makes change sets with the deploy
role, and who may make one could carry it out. Its output has no form for programs, so only its verdict on a resource is
read, the last words of a line.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Final

from pipeline.gate.assembly import AssemblyError

_STACK: Final = re.compile(r"Stack .*?\(?([\w-]+)\)? \(aws://")
_RESOURCE: Final = re.compile(r"\[[~+-]\] \w+::\S+ .*?(\S+) (replace|may be replaced)")
_OPTIONS: Final = ("--method", "template", "--ci", "--no-color", "--no-notices", "--no-version-reporting")
_LIMIT_SECONDS: Final = 300


class CdkDiff:
    """One run, which begins at once and goes on beside what else the step does.

    Args:
        stacks: patterns of the stacks' paths in the app, such as ``careervp-pipeline/Prod/*``.
        directory: where it runs. Not the assembly's: the command line would read a configuration there, plug-ins
            included, and that is the commit's.
    """

    def __init__(self, assembly: Path, stacks: list[str], *, directory: Path) -> None:
        self._process = subprocess.Popen(
            ["cdk", "diff", "--app", str(assembly.resolve()), *stacks, *_OPTIONS],
            cwd=directory,
            env={**os.environ, "CDK_DISABLE_CLI_TELEMETRY": "true", "CDK_DISABLE_VERSION_CHECK": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @cached_property
    def text(self) -> str:
        """Its output, once it has ended.

        Raises:
            AssemblyError: it failed.
        """
        try:
            text, _ = self._process.communicate(timeout=_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise AssemblyError(f"cdk diff did not end in {_LIMIT_SECONDS} s") from None
        if self._process.returncode:
            raise AssemblyError(f"cdk diff failed: {text.strip()}")
        return text


def replaced(text: str) -> dict[str, str]:
    """What it says of the replaced, by ``{stack}/{logical id}``."""
    found: dict[str, str] = {}
    stack = ""
    for line in text.splitlines():
        if header := _STACK.match(line):
            stack = header[1]
        elif resource := _RESOURCE.fullmatch(line.strip()):
            found[f"{stack}/{resource[1]}"] = resource[2]
    return found
