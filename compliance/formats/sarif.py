"""SARIF 2.1.0, as GitHub's code scanning takes it: each result is an alert at a line of the repository.

GitHub asks more than the standard does (docs.github.com, "SARIF support for code scanning"): a rule must say what it
is and what to do, ``help`` included; a result must have a file and a region; runs of one upload must differ in tool
and category; a log has limits. It also reads less: ``suppressions`` is none of the properties that it supports, and
an upload with accepted results opens an alert for each of them (github/codeql-action issue 1230). So what somebody
answers for is no result here; the callers leave it out and count it in the run's properties.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RUNS: Final = 20
"""A log with more is refused, so it is an error here."""
MOST_RESULTS: Final = 5_000
"""Of a run: GitHub refuses it above 25,000 and shows the worst 5,000, so the others are left out and counted."""
MOST_CHARACTERS: Final = 1024
"""Of a rule's short and full description."""
_LEVELS: Final = ("error", "warning", "note")
_ROOT: Final = "SRCROOT"


@dataclass(frozen=True, kw_only=True)
class SarifRule:
    """A rule of a run's tool.

    Attributes:
        description: what is wrong where it is not satisfied.
        explanation: more about that; the description where it is empty.
        help: what to do, as text; GitHub shows it beside the alert.
        markdown: the same in Markdown, which GitHub shows instead; the text where it is empty.
        level: ``error`` or ``warning``; left out where it is empty.
    """

    id: str
    description: str
    help: str
    explanation: str = ""
    markdown: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class SarifResult:
    """One finding at one place.

    Attributes:
        level: ``error``, ``warning`` or ``note``.
        file: relative to the repository.
        line: from 1; None where the whole file is meant, which GitHub shows at the first line.
        fingerprint: what makes a finding the same one in the next run, and tells it from all others of the run. GitHub
            compares it together with rule and file, under the name ``primaryLocationLineHash``. A hash of the line
            itself, as CodeQL's, would make one alert of all findings that a rule has at one line.
        resource: the construct's path; empty where it is none.
    """

    rule: str
    level: str
    message: str
    file: str
    fingerprint: str
    line: int | None = None
    resource: str = ""
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SarifRun:
    """What one tool found.

    Attributes:
        rules: every one that a result names.
        id: GitHub's category is all before the last slash; an upload replaces the alerts of the same category.
        ended: when it was done, in UTC; with ``successful`` left out where it is None.
    """

    tool: str
    version: str
    id: str
    rules: Sequence[SarifRule]
    results: Sequence[SarifResult]
    ended: datetime | None = None
    successful: bool = True
    properties: Mapping[str, object] = field(default_factory=dict)


def write_sarif(path: Path, runs: Sequence[SarifRun]) -> None:
    """Writes the log.

    Raises:
        ValueError: GitHub would refuse it: too many runs, or two of one tool and category.
    """
    categories = {(run.tool, run.id.rpartition("/")[0]) for run in runs}
    if len(categories) < len(runs) or len(runs) > MOST_RUNS:
        raise ValueError(f"{len(runs)} runs of {len(categories)} categories: GitHub takes {MOST_RUNS}, one of each")
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(run) for run in runs]}
    path.write_text(json.dumps(log, indent=1, ensure_ascii=False), encoding="utf-8")


def _run(run: SarifRun) -> dict[str, Any]:
    place = {rule.id: index for index, rule in enumerate(run.rules)}
    ended = run.ended and {
        "executionSuccessful": run.successful,
        "endTimeUtc": run.ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    results = sorted(run.results, key=lambda result: _LEVELS.index(result.level))[:MOST_RESULTS]
    left_out = len(run.results) - len(results)
    return _present(
        tool={"driver": {"name": run.tool, "version": run.version, "rules": [_rule(rule) for rule in run.rules]}},
        automationDetails={"id": run.id},
        invocations=ended and [ended],
        originalUriBaseIds={_ROOT: {"description": {"text": "The root of the repository."}}},
        results=[_result(result, place[result.rule]) for result in results],
        properties={**run.properties, **({"resultsLeftOut": left_out} if left_out else {})},
    )


def _rule(rule: SarifRule) -> dict[str, Any]:
    return _present(
        id=rule.id,
        shortDescription={"text": _shortened(rule.description)},
        fullDescription={"text": _shortened(rule.explanation or rule.description)},
        help={"text": rule.help, "markdown": rule.markdown or rule.help},
        defaultConfiguration=rule.level and {"level": rule.level},
    )


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 3]}..."


def _result(result: SarifResult, rule_index: int) -> dict[str, Any]:
    return _present(
        ruleId=result.rule,
        ruleIndex=rule_index,
        kind="fail",
        level=result.level,
        message={"text": result.message},
        locations=[_location(result)],
        partialFingerprints={"primaryLocationLineHash": result.fingerprint},
        properties=dict(result.properties),
    )


def _location(result: SarifResult) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": quote(result.file), "uriBaseId": _ROOT},
        "region": {"startLine": result.line or 1},
    }
    logical = result.resource and [{"fullyQualifiedName": result.resource, "kind": "resource"}]
    return _present(physicalLocation=physical, logicalLocations=logical)


def _present(**members: Any) -> dict[str, Any]:
    """The members that say something: an empty list of results does, an empty text, object or None does not."""
    return {name: value for name, value in members.items() if value not in (None, "", {})}
