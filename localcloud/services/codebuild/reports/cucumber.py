"""Reads Cucumber's JSON (CUCUMBERJSON): each scenario is a test case, of the feature that it is in.

Source: github.com/cucumber/cucumber-json-schema
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from localcloud.services.codebuild.reports.cases import ReportFormatError, TestCase, message_of, nanoseconds

_WORST_FIRST = (
    ("failed", "FAILED"),
    ("ambiguous", "ERROR"),
    ("undefined", "ERROR"),
    ("pending", "SKIPPED"),
    ("skipped", "SKIPPED"),
)


def parse_cucumber(content: bytes) -> list[TestCase]:
    """The scenarios of all features of a file, in its order.

    Raises:
        ReportFormatError: it is no JSON, or no list of features.
    """
    try:
        features = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ReportFormatError(f"not Cucumber JSON: {error}") from error
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise ReportFormatError("not Cucumber JSON: it is no list of features")
    return [
        _test_case(feature, element)
        for feature in features
        for element in _objects(feature.get("elements"))
        if element.get("type") != "background"
    ]


def _test_case(feature: Mapping[str, Any], scenario: Mapping[str, Any]) -> TestCase:
    results = list(_results(scenario))
    said = {str(result.get("status")).lower() for result in results}
    status = next((ours for theirs, ours in _WORST_FIRST if theirs in said), "")
    return TestCase(
        prefix=str(feature.get("uri") or feature.get("id") or ""),
        name=str(scenario.get("name", "")),
        suite=str(feature.get("name", "")),
        status=status or ("SUCCEEDED" if said <= {"passed"} else "UNKNOWN"),
        duration_ns=sum(nanoseconds(str(result.get("duration", 0)), in_a_unit=1) for result in results),
        message=message_of(*(str(result.get("error_message", "")) for result in results)),
    )


def _results(scenario: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for kind in ("before", "steps", "after"):
        for step in _objects(scenario.get(kind)):
            yield from _objects([step.get("result")])


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
