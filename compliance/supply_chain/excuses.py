"""Findings that stand, each with its reason, its owner and the day it must be looked at again.

The one place for vulnerabilities and code: ``# nosec`` is not honoured. Strings that look like secrets and are none
stand in detect-secrets' baseline instead, because an entry must hold the string's hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from compliance.supply_chain.check_result import Case, Outcome


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """One finding at one place.

    Attributes:
        finding: an advisory's id or one of its aliases (``CVE-2026-12345``), or a bandit rule (``B310``).
        where: the package, or the file's path in the repository.
        reason: for an auditor: what forces it, and what limits the risk.
        owner: who answers for it.
        expires: the last day on which it holds.
    """

    finding: str
    where: str
    reason: str
    owner: str
    expires: date


VULNERABILITIES: Final[tuple[Excuse, ...]] = ()
CODE: Final[tuple[Excuse, ...]] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A failed case, and the ids under which it may be excused (an advisory has several)."""

    case: Case
    ids: tuple[str, ...]


def judged(findings: Sequence[Finding], excuses: Sequence[Excuse], *, today: date, complete: bool = True) -> list[Case]:
    """The findings' cases, those excused that an entry excuses today, and a failed case for each entry that is wrong.

    Args:
        complete: whether the check saw everything; if it did not, an entry without a finding may still have one.
    """
    used: set[Excuse] = set()
    cases = []
    for finding in findings:
        excuse = next((entry for entry in excuses if _matches(entry, finding)), None)
        if excuse is None:
            cases.append(finding.case)
            continue
        used.add(excuse)
        cases.append(_excused(finding.case, excuse, today))
    return [*cases, *(_stale(entry) for entry in excuses if complete and entry not in used)]


def _matches(excuse: Excuse, finding: Finding) -> bool:
    return excuse.where == finding.case.where and excuse.finding in finding.ids


def _excused(case: Case, excuse: Excuse, today: date) -> Case:
    if excuse.expires < today:
        return replace(case, message=f"{case.message} (its excuse by {excuse.owner} expired on {excuse.expires})")
    return replace(
        case, outcome=Outcome.EXCUSED, message=f"{excuse.reason} (excused by {excuse.owner} until {excuse.expires})"
    )


def _stale(excuse: Excuse) -> Case:
    return Case(
        name=f"excuse of {excuse.finding}",
        where=excuse.where,
        outcome=Outcome.FAILED,
        rule="stale-excuse",
        message="nothing is found there any more; remove the entry from compliance/supply_chain/excuses.py",
    )


def invalid(excuses: Iterable[Excuse]) -> Iterator[str]:
    """What is wrong with entries, whatever is found."""
    for entry in excuses:
        for name in ("finding", "where", "reason", "owner"):
            if not getattr(entry, name).strip():
                yield f"{entry.finding or '(no finding)'} at {entry.where or '(nowhere)'}: {name} is empty"
