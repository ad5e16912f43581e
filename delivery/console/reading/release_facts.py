"""What the step before an approval found out about a release, from the evidence that it kept.

The pipeline's step `Facts` writes it (docs/adr/0017-the-facts-before-an-approval.md), the gate what it compared with; a
pipeline that keeps none has an approval's text alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from delivery.console.reading.cost_history import costs_in
from delivery.console.reading.evidence_bucket import EvidenceBucket, EvidenceOwner
from delivery.console.reading.json_fields import count, mapping, mappings, parsed, text, texts, texts_by_name

_DIFF_SHOWN: Final = 100_000
_OF_A_PUSH: Final = ("commit", "subject", "pushed", "became")
APPROVAL_PREFIX: Final = "Approve"
"""A wave's approval is a stage of its own, called like this and the wave's stage."""

GateSection = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ResourceChange:
    """One resource that a release changes, with the classes of the change and the reasons for each."""

    logical_id: str
    type: str
    classes: tuple[str, ...]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """Attributes:
    changes: the weightiest first.
    pushes: commit, subject, pushed, became; since the last release.
    costs: USD a month of what stands, used or not, by stack.
    gate: what the release changes of what guards it: titles, each with its lines.
    diff: `cdk diff`'s text, cut where it is long.
    """

    changes: Sequence[ResourceChange] = ()
    counts: Mapping[str, int]
    new_stacks: Sequence[str] = ()
    since: str = ""
    pushes: Sequence[Mapping[str, str]] = ()
    checks: Mapping[str, str]
    findings: Mapping[str, str]
    costs: Mapping[str, float]
    cost_change: str = ""
    gate: Sequence[GateSection] = ()
    diff: str = ""

    @property
    def monthly(self) -> float | None:
        """USD of all stacks; None where nothing is known."""
        return sum(self.costs.values()) if self.costs else None

    @property
    def weighty(self) -> list[ResourceChange]:
        """Those that destroy, replace or broaden."""
        return [change for change in self.changes if set(change.classes) - {"neither"}]


def release_facts(owner: EvidenceOwner, execution_id: str, stage: str) -> ReleaseFacts | None:
    """The facts that an approval's stage is about; None where none were kept, or where they may not be read."""
    bucket = EvidenceBucket(owner)
    try:
        kept = _kept(bucket, execution_id, f"facts/{stage.removeprefix(APPROVAL_PREFIX)}")
    except (ClientError, BotoCoreError, ValueError):
        return None
    if kept is None:
        return None
    found, diff = kept
    return ReleaseFacts(
        changes=[_change(each) for each in mappings(found.get("changes"))],
        counts={name: count(each) for name, each in mapping(found.get("counts")).items()},
        new_stacks=texts(found.get("newStacks")),
        since=text(found.get("since")),
        pushes=[{name: text(each.get(name)) for name in _OF_A_PUSH} for each in mappings(found.get("pushes"))],
        checks=texts_by_name(found.get("checks")),
        findings=texts_by_name(found.get("findings")),
        costs=costs_in(found),
        cost_change=text(found.get("costChange")),
        gate=_gate(bucket, execution_id),
        diff=diff[:_DIFF_SHOWN],
    )


def _change(found: Mapping[str, Any]) -> ResourceChange:
    return ResourceChange(
        logical_id=text(found.get("logicalId")),
        type=text(found.get("type")),
        classes=texts(found.get("classes")),
        reasons={name: texts(lines) for name, lines in mapping(found.get("reasons")).items()},
    )


def _kept(bucket: EvidenceBucket, execution_id: str, place: str) -> tuple[dict[str, Any], str] | None:
    if (document := bucket.text(execution_id, f"{place}.json")) is None:
        return None
    found = parsed(document)
    if not isinstance(found, dict):
        raise ValueError(f"{place}.json is no object")
    return found, bucket.text(execution_id, f"{place}.diff.txt") or ""


def _gate(bucket: EvidenceBucket, execution_id: str) -> tuple[GateSection, ...]:
    """The sections of the gate's page that say something."""
    try:
        page = bucket.text(execution_id, "gate/facts.md") or ""
    except (ClientError, BotoCoreError):
        return ()
    sections = [section.partition("\n") for section in page.split("\n## ")[1:]]
    found = [
        (title, tuple(line.strip("- ") for line in text.split("\n") if line.strip())) for title, _, text in sections
    ]
    return tuple((title, lines) for title, lines in found if lines not in {(), ("none",)})
