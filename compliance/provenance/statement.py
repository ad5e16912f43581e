"""The attestation itself: an in-toto Statement v1 whose predicate is SLSA's Provenance v1.

https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md, https://slsa.dev/spec/v1.0/provenance
What its parameters mean, and what they do not prove: docs/supply-chain.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE: Final = "https://slsa.dev/provenance/v1"
BUILD_TYPE: Final = "tag:careervp.example,2026:delivery/build/v1"
"""Names what the parameters mean (docs/supply-chain.md); a tag URI, because a repository has no address of its own."""

LISTING: Final = "assembly.sha256"
GATE_RECORD: Final = "gate.json"
SUBJECTS: Final = (LISTING, GATE_RECORD, "asset.*.zip", "sbom/*.cdx.json")
_LOCK_FILES: Final = ("requirements/*.txt", "package-lock.json")


@dataclass(frozen=True, kw_only=True)
class BuildRun:
    """One run of Build.

    Attributes:
        builder: the pipeline's ARN.
        project: the ARN of the project that signs.
        execution: the pipeline execution's id.
        started_on, finished_on: RFC 3339, in UTC.
        connection: the ARN of the connection that the commit came through.
        repository: ``owner/name`` behind it.
    """

    builder: str
    project: str
    execution: str
    started_on: str
    finished_on: str
    connection: str
    repository: str
    branch: str
    commit: str


def subject_names(assembly: Path) -> tuple[str, ...]:
    """What provenance is about, by its path in the assembly: the listing of all files and, by name of their own, the
    gate's record, every Lambda package and every SBOM."""
    found = {path.relative_to(assembly).as_posix() for pattern in SUBJECTS for path in assembly.glob(pattern)}
    return tuple(sorted({LISTING, GATE_RECORD} | found))


def statement(run: BuildRun, *, assembly: Path, sources: Path) -> dict[str, Any]:
    """The statement about an assembly that was built from some sources.

    Raises:
        FileNotFoundError: the assembly has no listing or no record of the gate.
    """
    return {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": name, "digest": _sha256(assembly / name)} for name in subject_names(assembly)],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {"repository": run.repository, "branch": run.branch, "commit": run.commit},
                "internalParameters": {"connection": run.connection, "project": run.project},
                "resolvedDependencies": [
                    {
                        "name": "source",
                        "uri": f"{run.connection}/{run.repository}@refs/heads/{run.branch}",
                        "digest": {"gitCommit": run.commit},
                    },
                    *_lock_files(sources),
                ],
            },
            "runDetails": {
                "builder": {"id": run.builder},
                "metadata": {
                    "invocationId": run.execution,
                    "startedOn": run.started_on,
                    "finishedOn": run.finished_on,
                },
            },
        },
    }


def _lock_files(sources: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(path for pattern in _LOCK_FILES for path in sources.glob(pattern)):
        yield {"name": path.relative_to(sources).as_posix(), "digest": _sha256(path)}


def _sha256(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}
