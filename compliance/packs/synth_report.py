"""What constructs themselves warn about while the app is synthesized, from the CDK's ``validation-report.json``.

Of all that the CDK records there, only this is not to be had from the templates: annotations of constructs, such as a
deprecated feature. What cdk-nag says in a synth is an early word about the app; the judgement is on the templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from compliance.assembly import ConstructLines, read_lines
from compliance.packs.findings import Finding
from compliance.packs.rule_packs import PACKS

SYNTH_REPORT_FILE: Final = "validation-report.json"


class SynthReportMissingError(Exception):
    """Synth left no validation report: it stopped before the packs ran, or they were never registered."""


def read_annotations(assembly: Path) -> tuple[Finding, ...]:
    """The findings of synth that are no pack's, acknowledged or not.

    Raises:
        SynthReportMissingError: there is no report, or it cannot be read.
    """
    path = assembly / SYNTH_REPORT_FILE
    packs = {pack.name for pack in PACKS}
    try:
        plugins = json.loads(path.read_text(encoding="utf-8"))["pluginReports"]
        lines = read_lines(assembly)
        return tuple(
            finding for plugin in plugins if plugin["pluginName"] not in packs for finding in _findings(plugin, lines)
        )
    except FileNotFoundError:
        raise SynthReportMissingError(
            f"{path} does not exist: synth ended before its rules ran (see its own error above)"
        ) from None
    except (KeyError, TypeError, ValueError) as error:
        raise SynthReportMissingError(f"{path} is not a CDK validation report: {error!r}") from error


def _findings(plugin: Mapping[str, Any], lines: ConstructLines) -> Iterator[Finding]:
    for violation in (*plugin.get("violations", ()), *plugin.get("suppressedViolations", ())):
        for construct in violation["violatingConstructs"]:
            yield Finding(
                pack=plugin["pluginName"],
                rule=violation["ruleName"],
                severity=violation.get("severity", "error"),
                description=violation["description"],
                construct_path=construct.get("constructPath", ""),
                construct_type=construct.get("constructFqn", ""),
                reason=violation.get("reason"),
                made_in=lines.line_of(construct.get("constructPath", "")),
            )
