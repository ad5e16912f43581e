"""Reads what synth recorded: ``cdk.out/validation-report.json``, one finding for each rule and construct.

cdk-nag 3 writes no report of its own; the CDK's validation report is the record. A pack that has nothing to say is
absent from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.assembly import ConstructLines, environment_of, read_lines
from compliance.packs.rule_packs import pack_of

REPORT_FILE = "validation-report.json"


class ReportMissingError(Exception):
    """Synth left no validation report: it stopped before the rules ran, or they were never registered."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule that one construct does not satisfy.

    Attributes:
        rule: with the finding in brackets where the rule has several, ``AwsSolutions-IAM5[Resource::*]``.
        severity: ``error`` or ``warning``; both stop a release.
        reason: why it was acknowledged; None where it was not.
        made_in: the line of the project that made the construct, ``feature_stacks/cv_bucket.py:42``; empty where it
            is not known.
    """

    pack: str
    rule: str
    severity: str
    description: str
    construct_path: str
    construct_type: str
    reason: str | None
    made_in: str = ""

    @property
    def acknowledged(self) -> bool:
        return self.reason is not None

    @property
    def acknowledgement_id(self) -> str:
        """The id that an entry of the register must name to excuse exactly this finding."""
        return f"{self.pack.replace(' ', '-')}::{self.rule}"

    @property
    def environment(self) -> str:
        """``tools`` or an environment's name."""
        return environment_of(self.construct_path)


@dataclass(frozen=True, kw_only=True)
class ValidationReport:
    """All findings of one synth, and the plugins that had something to report."""

    packs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.acknowledged)


def read_report(assembly: Path) -> ValidationReport:
    """The findings recorded in an assembly directory.

    Raises:
        ReportMissingError: there is none, or it cannot be read.
    """
    path = assembly / REPORT_FILE
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        plugins = report["pluginReports"]
        lines = read_lines(assembly)
        findings = tuple(finding for plugin in plugins for finding in _findings(plugin, lines))
        packs = tuple(str(plugin["pluginName"]) for plugin in plugins)
    except FileNotFoundError:
        raise ReportMissingError(
            f"{path} does not exist: synth ended before its rules ran (see its own error above)"
        ) from None
    except (KeyError, TypeError, ValueError) as error:
        raise ReportMissingError(f"{path} is not a CDK validation report: {error!r}") from error
    return ValidationReport(packs=packs, findings=findings)


def _findings(plugin: Mapping[str, Any], lines: ConstructLines) -> Iterator[Finding]:
    """A rule with several clauses names a resource once for each that it breaks; that is one finding."""
    seen = set()
    for violation in (*plugin.get("violations", ()), *plugin.get("suppressedViolations", ())):
        for construct in violation["violatingConstructs"]:
            finding = Finding(
                pack=pack_of(plugin["pluginName"], violation["ruleName"]),
                rule=violation["ruleName"],
                severity=violation.get("severity", "error"),
                description=violation["description"],
                construct_path=construct.get("constructPath", ""),
                construct_type=construct.get("constructFqn", ""),
                reason=violation.get("reason"),
                made_in=lines.line_of(construct.get("constructPath", "")),
            )
            key = (finding.pack, finding.rule, finding.construct_path)
            if key not in seen:
                seen.add(key)
                yield finding
