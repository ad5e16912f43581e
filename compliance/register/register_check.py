"""Holds the register to its rules, as pure functions of entries, findings and today's date: one line a problem.

Today's date is an input. It decides whether an entry still holds, and nothing that is synthesized.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from compliance.packs import Finding, ValidationReport
from compliance.register.acknowledgement import Acknowledgement

WARN_DAYS_AHEAD: Final = 30
JUDGED_BY_THE_PIPELINE: Final = ("Weakening::", "Release::")
"""How findings begin that are none of the packs': the gate's, and those of the step before an approval."""
ROOT: Final = Path(__file__).resolve().parents[2]
_FINDING: Final = re.compile(r"[^:\s]+::\S.*", re.DOTALL)
_TICKET: Final = re.compile(r"[A-Z][A-Z0-9]+-\d+")
_ADR: Final = re.compile(r"docs/adr/\d{4}-[a-z0-9-]+\.md")


def incomplete_entries(register: Sequence[Acknowledgement], *, root: Path = ROOT) -> list[str]:
    """Entries that leave something out or name what does not exist, and entries that stand twice."""
    lines = [line for entry in register for line in _incomplete(entry, root)]
    twice = Counter((entry.finding, entry.path) for entry in register)
    lines += [f"{finding} at {path} is in the register {n} times" for (finding, path), n in twice.items() if n > 1]
    return lines


def _incomplete(entry: Acknowledgement, root: Path) -> Iterator[str]:
    where = f"{entry.finding or '(no finding)'} at {entry.path or '(no path)'}"
    for field, is_right, remedy in _FIELDS:
        if not is_right(getattr(entry, field)):
            yield f"{where}: {field} {remedy}"
    if _ADR.fullmatch(str(entry.record)) and not (root / entry.record).is_file():
        yield f"{where}: record {entry.record} does not exist"


def _has_text(value: Any) -> bool:
    """With a letter or digit that is drawn: fillers of scripts count among the letters, and nobody sees them."""
    return isinstance(value, str) and any(
        letter.isalnum() and "FILLER" not in unicodedata.name(letter, "") for letter in value
    )


_FIELDS: Final[tuple[tuple[str, Callable[[Any], bool], str], ...]] = (
    ("finding", lambda value: _has_text(value) and bool(_FINDING.fullmatch(value)), "must be {pack}::{rule}"),
    ("path", _has_text, "is missing: the construct that has the finding"),
    ("reason", _has_text, "is missing: what forces the finding, and what limits its risk"),
    ("owner", _has_text, "is missing: the role or team that answers for it"),
    (
        "record",
        lambda value: _has_text(value) and bool(_TICKET.fullmatch(value) or _ADR.fullmatch(value)),
        "must be a ticket's id such as SEC-123, or docs/adr/NNNN-title.md",
    ),
    ("expires", lambda value: type(value) is datetime.date, "must be a date, the last day on which it holds"),
)


def excuses_of_findings(register: Sequence[Acknowledgement]) -> list[Acknowledgement]:
    """The entries for findings. A reviewed weakening of the gate, or a reviewed change of what is deployed, is none of
    the packs' findings: the pipeline's steps say when its entry counts, and one that is spent or expired stops nothing
    (docs/adr/0011)."""
    return [entry for entry in register if not entry.finding.startswith(JUDGED_BY_THE_PIPELINE)]


def expired_entries(register: Sequence[Acknowledgement], *, today: datetime.date) -> list[str]:
    """Entries for findings whose last day lies before today."""
    return [
        f"{entry.finding} at {entry.path}: expired on {entry.expires}; fix the finding, or look again whether it "
        f"stands ({entry.owner}, {entry.record}) and set a new date"
        for entry in excuses_of_findings(register)
        if entry.expires < today
    ]


def expiring_entries(register: Sequence[Acknowledgement], *, today: datetime.date) -> list[str]:
    """A line for each date and owner of entries for findings that expire within `WARN_DAYS_AHEAD` days: they stop
    nothing yet."""
    soon = Counter(
        (entry.expires, entry.owner, entry.record)
        for entry in excuses_of_findings(register)
        if today <= entry.expires <= today + datetime.timedelta(days=WARN_DAYS_AHEAD)
    )
    return [
        f"{count} {'entry' if count == 1 else 'entries'} of the register will expire on {expires} "
        f"({owner}, {record}): look again in time"
        for (expires, owner, record), count in sorted(soon.items())
    ]


def stale_entries(register: Sequence[Acknowledgement], report: ValidationReport) -> list[str]:
    """Entries that match no finding: it was fixed, or its construct moved.

    Of a rule that finds each wildcard by itself, such as ``AwsSolutions-IAM5[Resource::*]``, a finding without one says
    that the rule could not judge the construct; what it would have found there nobody knows.
    """
    found = {_key(finding) for finding in report.findings}
    return [
        f"{entry.finding} at {entry.path}: matches no finding any more; remove the entry"
        for entry in excuses_of_findings(register)
        if not found & {(entry.finding, entry.path), (entry.finding.partition("[")[0], entry.path)}
    ]


def held_to_register(report: ValidationReport, register: Sequence[Acknowledgement]) -> ValidationReport:
    """The report in which only the register excuses: what was acknowledged without an entry for exactly that finding
    at exactly that construct is open."""
    entries = {(entry.finding, entry.path) for entry in register}
    findings = tuple(
        finding if _key(finding) in entries or not finding.acknowledged else replace(finding, reason=None)
        for finding in report.findings
    )
    return replace(report, findings=findings)


def _key(finding: Finding) -> tuple[str, str]:
    return (finding.acknowledgement_id, finding.construct_path)
