"""Holds an envelope to what it must say: who signed it, which execution built what from which commit, and each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.provenance.envelope import EnvelopeError, SignatureError, open_envelope
from compliance.provenance.statement import BUILD_TYPE, PREDICATE_TYPE, STATEMENT_TYPE


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was compared; `problem` is empty where it holds."""

    name: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the reader knows from elsewhere than the envelope; None where it knows nothing to compare with.

    Attributes:
        builder: the pipeline's ARN.
        execution: the id of the execution that built.
        subjects: names that must be among the subjects.
    """

    builder: str | None
    execution: str | None
    commit: str | None
    subjects: Iterable[str]


def verify(
    envelope: bytes,
    *,
    key: Callable[[bytes, bytes], bool],
    expected: Expected,
    digest_of: Callable[[str], str | None],
) -> Iterator[Check]:
    """Every check in turn. Where the envelope or its signature does not hold nothing else is looked at, because then
    nobody said it.

    Args:
        key: whether, for some bytes, a signature is the key's.
        digest_of: the SHA-256 of a subject's file, by the subject's name; None where there is no such file.
    """
    try:
        payload = open_envelope(envelope, verify=key)
    except EnvelopeError as error:
        yield Check(name="envelope", problem=str(error))
        return
    except SignatureError as error:
        yield Check(name="envelope")
        yield Check(name="signature", problem=str(error))
        return
    yield Check(name="envelope")
    yield Check(name="signature")
    try:
        yield from _statement_checks(json.loads(payload), expected, digest_of)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Check(name="statement", problem=f"it lacks what provenance has ({type(error).__name__}: {error})")


def _statement_checks(
    statement: dict[str, Any], expected: Expected, digest_of: Callable[[str], str | None]
) -> Iterator[Check]:
    definition, run = statement["predicate"]["buildDefinition"], statement["predicate"]["runDetails"]
    yield _compared("statement type", statement["_type"], STATEMENT_TYPE)
    yield _compared("predicate type", statement["predicateType"], PREDICATE_TYPE)
    yield _compared("build type", definition["buildType"], BUILD_TYPE)
    known = {
        "builder": (run["builder"]["id"], expected.builder),
        "execution": (run["metadata"]["invocationId"], expected.execution),
        "commit": (definition["externalParameters"]["commit"], expected.commit),
    }
    for name, (said, wanted) in known.items():
        if wanted is not None:
            yield _compared(name, said, wanted)
    commits = [one["digest"]["gitCommit"] for one in definition["resolvedDependencies"] if one["name"] == "source"]
    yield _compared("source", commits, [definition["externalParameters"]["commit"]])
    subjects = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    for name in sorted({*subjects, *expected.subjects}):
        yield _subject(name, subjects.get(name), digest_of(name))


def _compared(name: str, said: object, expected: object) -> Check:
    return Check(name=name, problem="" if said == expected else f"it says {said}, not {expected}")


def _subject(name: str, said: str | None, found: str | None) -> Check:
    problem = ""
    if said is None:
        problem = "the provenance does not name it"
    elif found is None:
        problem = "there is no such file"
    elif said != found:
        problem = f"its SHA-256 is {found}, not {said}"
    return Check(name=f"subject {name}", problem=problem)


def file_digest(folder: Path, name: str) -> str | None:
    """The SHA-256 of a file in a folder; None where it is not there."""
    try:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
