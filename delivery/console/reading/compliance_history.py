"""Findings and excuses over time: of each execution what its gate counted, or Build's own report where it stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from delivery.console.reading.evidence_bucket import EvidenceBucket
from delivery.console.reading.execution_reports import GATE, PackFindings, kept_matrix, pack_findings
from delivery.console.reading.json_fields import count, items, mapping, mappings, text
from delivery.console.reading.pipeline_reading import ExecutionLine

MOST_EXECUTIONS: Final = 25


@dataclass(frozen=True, kw_only=True)
class ExecutionFindings:
    """What one execution counted.

    Attributes:
        weakened: what it loosened of what guards it, a line each, as the gate said.
    """

    line: ExecutionLine
    packs: Mapping[str, PackFindings]
    weakened: Sequence[str] = field(default=())

    @property
    def open(self) -> int:
        return sum(pack.open for pack in self.packs.values())

    @property
    def excused(self) -> int:
        return sum(pack.excused for pack in self.packs.values())


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """A finding that is acknowledged, until `expires`."""

    finding: str
    resource: str
    environment: str
    owner: str
    reason: str
    expires: date


def findings_of(bucket: EvidenceBucket, line: ExecutionLine) -> ExecutionFindings | None:
    """None where no step counted anything."""
    gate = bucket.document(line.id, GATE)
    if gate is not None:
        counted = {name: mapping(mapping(each).get("now")) for name, each in mapping(gate.get("findings")).items()}
        packs = {
            name: PackFindings(name=name, open=count(now.get("open")), excused=count(now.get("acknowledged")))
            for name, now in counted.items()
            if now
        }
        return ExecutionFindings(line=line, packs=packs, weakened=tuple(map(_weakening, items(gate.get("weakenings")))))
    if (kept := kept_matrix(bucket, line.id)) is None:
        return None
    return ExecutionFindings(line=line, packs={pack.name: pack for pack in pack_findings(kept[1])})


def _weakening(found: object) -> str:
    """A line for one of the gate's facts: what weakens, and the entry that reviewed it or nothing."""
    weakening, review = (*items(found), None, None)[:2]
    said = mapping(weakening)
    line = f"{text(said.get('finding'))} at {text(said.get('path'))}: {text(said.get('text'))}"
    return f"{line}; reviewed: {text(mapping(review).get('reason'))}" if review else line


def excuses_of(bucket: EvidenceBucket, execution_id: str) -> list[Excuse]:
    """Those of an execution, the next to expire first; empty where it kept no matrix."""
    _, matrix = kept_matrix(bucket, execution_id) or ("", {})
    found = [
        Excuse(
            finding=text(each.get("finding")),
            resource=text(each.get("path")),
            environment=text(each.get("environment")),
            owner=text(each.get("owner")),
            reason=text(each.get("reason")),
            expires=expires,
        )
        for each in mappings(matrix.get("acknowledgements"))
        if (expires := _day(each.get("expires"))) is not None
    ]
    return sorted(found, key=lambda excuse: (excuse.expires, excuse.finding, excuse.resource))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
