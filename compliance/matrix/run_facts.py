"""What a report says of the run it is about: the commit, the assembly's digest, the versions of what judged."""

from __future__ import annotations

import datetime
import os
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from compliance.assembly.assembly_digest import digest
from compliance.matrix.guard_probes import guard_version
from compliance.matrix.model import Run

UNKNOWN: Final = "unknown"
_JUDGES: Final = ("cdk-nag", "aws-cdk-lib", "constructs")
_GIT_SECONDS: Final = 20


def run_facts(assembly: Path, *, now: datetime.datetime | None = None) -> Run:
    """The facts about the run that judges this assembly now.

    A build of a pipeline has no repository: CodeBuild names the commit in ``CODEBUILD_RESOLVED_SOURCE_VERSION``
    (docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html), the step its execution in
    ``PIPELINE_EXECUTION_ID``.

    Raises:
        NoAssemblyError, UnlistableFileError: the digest cannot be taken.
    """
    commit = os.environ.get("CODEBUILD_RESOLVED_SOURCE_VERSION", "")
    changed = False
    if not commit:
        commit = _git("rev-parse", "HEAD") or UNKNOWN
        changed = bool(_git("status", "--porcelain"))
    return Run(
        commit=commit,
        changed=changed,
        execution_id=os.environ.get("PIPELINE_EXECUTION_ID", ""),
        assembly_digest=digest(assembly),
        time=now or datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        versions={**{name: _version(name) for name in _JUDGES}, "project rules": guard_version()},
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return UNKNOWN


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
