"""The verdicts of all checks, for a person (a few lines, a Markdown page) and for a program (JSON)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from compliance.formats.markdown import plain, table
from compliance.supply_chain.check_result import Case, CheckResult, Outcome


def verdict_line(result: CheckResult) -> str:
    """One line: the check, its verdict, what it looked at, and what else is to be known."""
    return f"{result.check:<16}{result.verdict:<13}{'; '.join((result.scope, *_remarks(result)))}"


def _remarks(result: CheckResult) -> Iterator[str]:
    counts = Counter(case.outcome for case in result.cases)
    for outcome in (Outcome.FAILED, Outcome.EXCUSED, Outcome.BELOW_THRESHOLD):
        if counts[outcome]:
            yield f"{counts[outcome]} {outcome}"
    yield from sorted({f"not checked: {case.message}" for case in result.having(Outcome.NOT_CHECKED)})


def write_summary(results: Sequence[CheckResult], folder: Path, *, title: str, digests: Mapping[str, str]) -> None:
    """Writes ``summary.md`` and ``summary.json``.

    Args:
        title: the heading of the page.
        digests: SHA-256 of each file that the run published, the function's package included.
    """
    (folder / "summary.md").write_text(_markdown(results, title, digests), encoding="utf-8")
    document = {
        "stops": any(result.stops for result in results),
        "checks": [
            {
                "check": result.check,
                "verdict": result.verdict,
                "stops": result.stops,
                "scope": result.scope,
                "counts": {outcome: len(result.having(outcome)) for outcome in Outcome},
                "findings": [_described(case) for case in result.cases if case.outcome is not Outcome.PASSED],
            }
            for result in results
        ],
        "sha256": dict(digests),
    }
    (folder / "summary.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _described(case: Case) -> dict[str, str | int | None]:
    return {
        "name": case.name,
        "where": case.where,
        "line": case.line,
        "outcome": case.outcome,
        "message": case.message,
    }


def _markdown(results: Sequence[CheckResult], title: str, digests: Mapping[str, str]) -> str:
    rows = [
        (result.check, f"**{result.verdict}**", plain("; ".join((result.scope, *_remarks(result)))))
        for result in results
    ]
    lines = [f"# {title}", "", *table(("check", "verdict", "looked at"), rows)]
    findings = [case for result in results for case in result.having(Outcome.FAILED)]
    if findings:
        lines += ["", "## What stops the release", "", *(f"- {plain(str(case))}" for case in findings)]
    if digests:
        lines += ["", "## SHA-256", "", *(f"- `{name}` `{digest}`" for name, digest in digests.items())]
    return "\n".join(lines) + "\n"
