"""What Build judged, kept in the assembly as ``judgement.json``: which packs ran and what they found.

Everything that decides later reads this and not the rules' answers again, and the assembly's digest covers it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from compliance.packs.findings import Finding, ValidationReport
from compliance.packs.pack_runs import PackRun

JUDGEMENT_FILE: Final = "judgement.json"


class JudgementMissingError(Exception):
    """The assembly holds no judgement: nothing judged it, or the record cannot be read."""


def write_judgement(assembly: Path, *, runs: Iterable[PackRun], findings: Iterable[Finding]) -> None:
    """Writes the record into an assembly, the same bytes for the same judgement; a line each, so that two compare."""
    packs = [asdict(run) for run in sorted(runs, key=lambda run: run.pack)]
    found = [asdict(finding) for finding in findings]
    found.sort(key=lambda finding: (finding["pack"], finding["rule"], finding["construct_path"]))
    text = f'{{"packs": {_lines(packs)}, "findings": {_lines(found)}}}\n'
    (assembly / JUDGEMENT_FILE).write_text(text, encoding="utf-8")


def read_report(assembly: Path) -> ValidationReport:
    """The findings recorded in an assembly.

    Raises:
        JudgementMissingError: there is no record, or it cannot be read.
    """
    findings = tuple(Finding(**entry) for entry in _record(assembly)["findings"])
    return ValidationReport(packs=tuple(run.pack for run in read_runs(assembly)), findings=findings)


def read_runs(assembly: Path) -> tuple[PackRun, ...]:
    """The packs that ran.

    Raises:
        JudgementMissingError: as for `read_report`.
    """
    return tuple(PackRun(**entry) for entry in _record(assembly)["packs"])


def _record(assembly: Path) -> dict[str, list[dict[str, Any]]]:
    path = assembly / JUDGEMENT_FILE
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {"packs": list(record["packs"]), "findings": list(record["findings"])}
    except FileNotFoundError:
        raise JudgementMissingError(
            f"{path} does not exist: nothing judged this assembly; run `python -m compliance.matrix {assembly}`"
        ) from None
    except (KeyError, TypeError, ValueError) as error:
        raise JudgementMissingError(f"{path} is not a judgement: {error!r}") from error


def _lines(entries: list[dict[str, Any]]) -> str:
    return "[" + ",".join(f"\n{json.dumps(entry)}" for entry in entries) + "\n]"
