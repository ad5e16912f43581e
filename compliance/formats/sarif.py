"""SARIF 2.1.0, which GitHub's code scanning shows at a line of the repository.

Sources: docs.oasis-open.org/sarif/sarif/v2.1.0; docs.github.com, "SARIF support for code scanning" (20 runs a file,
25,000 results a run).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "SRCROOT"


@dataclass(frozen=True, kw_only=True)
class SarifRule:
    """A rule of a run's tool; what is empty is left out. ``level`` is ``error`` or ``warning``."""

    id: str
    description: str = ""
    explanation: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """That a result was accepted, outside the code, and why."""

    reason: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SarifResult:
    """One finding at one place.

    Attributes:
        level: ``error``, ``warning`` or ``note``.
        file: relative to the repository.
        line: from 1; None where the whole file is meant.
        resource: the construct's path; empty where it is none.
        fingerprints: what makes a finding the same one in the next run.
    """

    rule: str
    level: str
    message: str
    file: str
    line: int | None = None
    resource: str = ""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, object] = field(default_factory=dict)
    suppression: Suppression | None = None


@dataclass(frozen=True, kw_only=True)
class SarifRun:
    """What one tool found.

    Attributes:
        rules: every one that a result names.
        id: what GitHub tells the runs of one file apart by.
        ended: when it was done, in UTC; with ``successful`` left out where it is None.
    """

    tool: str
    version: str
    rules: Sequence[SarifRule]
    results: Sequence[SarifResult]
    id: str = ""
    ended: datetime | None = None
    successful: bool = True
    properties: Mapping[str, object] = field(default_factory=dict)


def write_sarif(path: Path, runs: Iterable[SarifRun]) -> None:
    """Writes the log."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run) for run in runs]}
    path.write_text(json.dumps(log, indent=1, ensure_ascii=False), encoding="utf-8")


def _run(run: SarifRun) -> dict[str, Any]:
    place = {rule.id: index for index, rule in enumerate(run.rules)}
    ended = run.ended and {
        "executionSuccessful": run.successful,
        "endTimeUtc": run.ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return _present(
        tool={"driver": {"name": run.tool, "version": run.version, "rules": [_rule(rule) for rule in run.rules]}},
        automationDetails=run.id and {"id": run.id},
        invocations=ended and [ended],
        originalUriBaseIds={_ROOT: {"description": {"text": "The root of the repository."}}},
        results=[_result(result, place[result.rule]) for result in run.results],
        properties=dict(run.properties),
    )


def _rule(rule: SarifRule) -> dict[str, Any]:
    return _present(
        id=rule.id,
        shortDescription=rule.description and {"text": rule.description},
        fullDescription=rule.explanation and {"text": rule.explanation},
        defaultConfiguration=rule.level and {"level": rule.level},
    )


def _result(result: SarifResult, rule_index: int) -> dict[str, Any]:
    accepted = result.suppression and _present(
        kind="external",
        status="accepted",
        justification=result.suppression.reason,
        properties=dict(result.suppression.properties),
    )
    return _present(
        ruleId=result.rule,
        ruleIndex=rule_index,
        kind="fail",
        level=result.level,
        message={"text": result.message},
        locations=[_location(result)],
        partialFingerprints=dict(result.fingerprints),
        properties=dict(result.properties),
        suppressions=accepted and [accepted],
    )


def _location(result: SarifResult) -> dict[str, Any]:
    physical = _present(
        artifactLocation={"uri": result.file, "uriBaseId": _ROOT},
        region=result.line and {"startLine": result.line},
    )
    logical = result.resource and [{"fullyQualifiedName": result.resource, "kind": "resource"}]
    return _present(physicalLocation=physical, logicalLocations=logical)


def _present(**members: Any) -> dict[str, Any]:
    """The members that say something: an empty list of results does, an empty text, object or None does not."""
    return {name: value for name, value in members.items() if value not in (None, "", {})}
