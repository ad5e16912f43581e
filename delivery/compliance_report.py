"""The compliance reports among an execution's evidence: the page for a person, the verdict and counts for a script."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = "compliance-report.html"
MATRIX = "compliance-matrix.json"
LISTING = "assembly.sha256"
# The step before Dev judges by every pack; Build leaves reports when it stopped.
_STEPS = ("compliance", "synth")
_FOLDER = "compliance"
_COUNTED = ("Error", "Non-Compliant", "Acknowledged", "Compliant")


@dataclass(frozen=True, kw_only=True)
class PackCounts:
    """How many results of one rule pack have which status, such as `Compliant`, over all environments."""

    title: str
    counts: Mapping[str, int]

    @property
    def line(self) -> str:
        """For a person; what does not apply and statuses without a result are left out."""
        counted = ", ".join(f"{self.counts[status]} {status}" for status in _COUNTED if self.counts.get(status))
        return f"{self.title}: {counted or 'nothing judged'}"


@dataclass(frozen=True, kw_only=True)
class ComplianceReport:
    """What one step of an execution reported.

    Attributes:
        step: the evidence's step, `compliance` or `synth`.
        page: the self-contained HTML page; None where the step wrote none.
        verdict: `passed` or `stopped`; empty where the step did not get that far.
    """

    step: str
    page: Path | None
    verdict: str
    packs: tuple[PackCounts, ...]


def find_compliance_report(evidence: Path) -> ComplianceReport | None:
    """The report of the latest step that made one, from a folder of evidence as `fetch_evidence` fills it."""
    for step in _STEPS:
        folder = evidence / step / _FOLDER
        page, matrix = folder / PAGE, folder / MATRIX
        if page.is_file() or matrix.is_file():
            verdict, packs = _read(matrix)
            return ComplianceReport(step=step, page=page if page.is_file() else None, verdict=verdict, packs=packs)
    return None


def recorded_digest(evidence: Path) -> str:
    """The assembly's SHA-256 that Build recorded: that of the listing it left. Empty where it left none."""
    listing = evidence / "synth" / _FOLDER / LISTING
    return hashlib.sha256(listing.read_bytes()).hexdigest() if listing.is_file() else ""


def _read(matrix: Path) -> tuple[str, tuple[PackCounts, ...]]:
    try:
        document: dict[str, Any] = json.loads(matrix.read_text(encoding="utf-8"))
        packs = tuple(PackCounts(title=pack["title"], counts=pack["total"]) for pack in document["packs"])
        return str(document["verdict"]), packs
    except (OSError, ValueError, KeyError, TypeError):
        # An older execution's document may have another form; its page can still be read.
        return "", ()
