"""A test's result as CodeBuild's report groups keep it, whichever format told it.

Source: docs.aws.amazon.com/codebuild/latest/APIReference/API_TestCase.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import defusedxml.ElementTree as ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

STATUSES = ("SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN")

_LONGEST_MESSAGE = 2_000
_NANOSECONDS = 1_000_000_000


class ReportFormatError(Exception):
    """The file is not of the format that the build spec says."""


@dataclass(frozen=True, kw_only=True)
class TestCase:
    """One test's result; `duration_ns` is in nanoseconds, as CodeBuild counts."""

    __test__ = False  # the name is CodeBuild's; pytest must not collect it

    prefix: str
    name: str
    suite: str
    status: str
    duration_ns: int
    message: str


def read_xml(content: bytes, *, format_name: str, roots: tuple[str, ...]) -> Any:
    """The root element of an XML report; names lose their namespace.

    Raises:
        ReportFormatError: it is not XML, or its root is another one.
    """
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ReportFormatError(f"not {format_name}: {error}") from error
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag not in roots:
        raise ReportFormatError(f"not {format_name}: the root element is {root.tag}")
    return root


def nanoseconds(number: str | None, *, in_a_unit: int = _NANOSECONDS) -> int:
    """A duration in nanoseconds; 0 where none can be read.

    Args:
        in_a_unit: how many are in the unit of the number, by default a second.
    """
    try:
        return max(0, round(float((number or "0").replace(",", "")) * in_a_unit))
    except (ValueError, OverflowError):
        return 0


def message_of(*parts: str | None) -> str:
    """A case's message from what a report says in several places, as long as CodeBuild keeps it."""
    return "\n".join(part.strip() for part in parts if part and part.strip())[:_LONGEST_MESSAGE]


def summary(cases: Iterable[TestCase]) -> dict[str, Any]:
    """The `testSummary` of a report."""
    cases = list(cases)
    counted = Counter(case.status for case in cases)
    return {
        "total": len(cases),
        "statusCounts": {status: counted[status] for status in STATUSES},
        "durationInNanoSeconds": sum(case.duration_ns for case in cases),
    }
