"""What the register excuses of a check's findings, and which of its entries are wrong today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from compliance.register import Acknowledgement
from compliance.supply_chain.check_result import Case, Outcome


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A failed case, and the ids under which it may be excused (an advisory has several)."""

    case: Case
    ids: tuple[str, ...]


def held_to_register(
    findings: Sequence[Finding],
    register: Sequence[Acknowledgement],
    *,
    tool: str,
    today: date,
    complete: bool = True,
) -> list[Case]:
    """The findings' cases, those excused that an entry excuses today, and a failed case for each entry that matches
    nothing.

    Args:
        register: entries of this and of other tools.
        tool: what found them; the part before ``::`` in an entry's finding.
        complete: whether the check saw everything; if it did not, an entry without a finding may still have one.
    """
    entries = {
        (entry.path, entry.finding.removeprefix(f"{tool}::")): entry
        for entry in register
        if entry.finding.startswith(f"{tool}::")
    }
    used: set[Acknowledgement] = set()
    cases = []
    for finding in findings:
        places = [(finding.case.where, name) for name in finding.ids]
        entry = next((entries[place] for place in places if place in entries), None)
        if entry is None:
            cases.append(finding.case)
            continue
        used.add(entry)
        cases.append(_excused(finding.case, entry, today))
    return [*cases, *(_stale(entry) for entry in entries.values() if complete and entry not in used)]


def _excused(case: Case, entry: Acknowledgement, today: date) -> Case:
    if entry.expires < today:
        return replace(case, message=f"{case.message} (its excuse by {entry.owner} expired on {entry.expires})")
    return replace(
        case, outcome=Outcome.EXCUSED, message=f"{entry.reason} (excused by {entry.owner} until {entry.expires})"
    )


def _stale(entry: Acknowledgement) -> Case:
    return Case(
        name=f"excuse of {entry.finding}",
        where=entry.path,
        outcome=Outcome.FAILED,
        rule="stale-excuse",
        message="nothing is found there any more; remove the entry from "
        "compliance/register/supply_chain_acknowledgements.py",
    )
