"""A check's cases as JUnit XML, for CodeBuild's report groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # written here, never parsed

from compliance.supply_chain.check_result import Case, CheckResult, Outcome

_SKIPPED: Final = (Outcome.EXCUSED, Outcome.BELOW_THRESHOLD, Outcome.NOT_CHECKED)


def write_junit(result: CheckResult, path: Path) -> None:
    """One test case a case: passed, failed, or skipped with its reason (excused, below the threshold, not checked).

    What is below the threshold is one case a rule, with its count, or it would hide what was not checked.
    """
    cases = [*(case for case in result.cases if case.outcome is not Outcome.BELOW_THRESHOLD), *_counted(result)]
    suite = ET.Element(
        "testsuite",
        name=f"supply chain: {result.check}",
        tests=str(len(cases)),
        failures=str(len(result.having(Outcome.FAILED))),
        skipped=str(sum(case.outcome in _SKIPPED for case in cases)),
    )
    for case in cases:
        _add(suite, case)
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _counted(result: CheckResult) -> list[Case]:
    below = result.having(Outcome.BELOW_THRESHOLD)
    counts = Counter(case.name for case in below)
    first = {case.name: case for case in reversed(below)}
    return [
        replace(first[name], message=f"{count} times, first: {first[name].message}") if count > 1 else first[name]
        for name, count in sorted(counts.items())
    ]


def _add(suite: ET.Element, case: Case) -> None:
    place = case.where if case.line is None else f"{case.where}:{case.line}"
    element = ET.SubElement(suite, "testcase", classname=place, name=case.name)
    if case.outcome is Outcome.FAILED:
        ET.SubElement(element, "failure", message=case.message, type=case.rule)
    elif case.outcome in _SKIPPED:
        ET.SubElement(element, "skipped", message=f"{case.outcome}: {case.message}")
