"""Reads the counts of each report back from its file, each by the file's own means."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # written by the code under test

from feature_stacks.naming import PRODUCT

Counts = dict[str, Counter[str]]
"""By pack, how many results have each status."""


def csv_counts(path: Path) -> Counts:
    with path.open(encoding="utf-8", newline="") as file:
        pairs = Counter((line["pack"], line["status"]) for line in csv.DictReader(file))
    return _by_pack(pairs)


def json_counts(path: Path) -> Counts:
    """Counted from the results themselves, not from the document's own totals."""
    document = json.loads(path.read_text(encoding="utf-8"))
    columns = document["results"]["columns"]
    pairs: Counter[tuple[str, str]] = Counter()
    for row in document["results"]["rows"]:
        pairs[row[columns.index("pack")], row[columns.index("status")]] += 1
    for pack, rules in document["not_applicable"].items():
        pairs[pack, "Not applicable"] += sum(map(len, rules.values()))
    return _by_pack(pairs)


def json_totals(path: Path) -> Counts:
    document = json.loads(path.read_text(encoding="utf-8"))
    return {pack["name"]: +Counter(pack["total"]) for pack in document["packs"]}


def junit_counts(*paths: Path) -> Counts:
    """From the cases; what does not apply has none, so that comes from the suites' properties."""
    pairs: Counter[tuple[str, str]] = Counter()
    for path in paths:
        for suite in ET.parse(path).iter("testsuite"):  # noqa: S314
            pack = str(suite.get("name")).split(" on ")[0]
            if pack == "run":
                continue
            pairs[pack, "Not applicable"] += int(suite_properties(suite)["Not applicable"])
            for case in suite.iter("testcase"):
                pairs[pack, case_status(case)] += results_in(case)
    return _by_pack(pairs)


def results_in(case: ET.Element) -> int:
    """How many results a case stands for: in a large report, all resources that satisfy one rule."""
    merged = re.fullmatch(r"(\d+) resources", str(case.get("classname")))
    return int(merged[1]) if merged else 1


def suite_properties(suite: ET.Element) -> dict[str, str]:
    return {str(one.get("name")): str(one.get("value")) for one in suite.iter("property")}


def case_status(case: ET.Element) -> str:
    child = next(iter(case), None)
    if child is None:
        return "Compliant"
    if child.tag == "skipped":
        return str(child.get("message")).partition(":")[0].partition(",")[0]
    return {"failure": "Non-Compliant", "error": "Error"}[child.tag]


def sarif_counts(path: Path) -> Counts:
    """From the results; what nobody has to act on is not listed, so that comes from the run's properties."""
    counts = {}
    for run in json.loads(path.read_text(encoding="utf-8"))["runs"]:
        pack = run["automationDetails"]["id"].split("/")[1]
        listed = Counter(result["properties"]["status"] for result in run["results"])
        said: dict[str, Any] = run["properties"]["counts"]
        unlisted = ("Acknowledged", "Compliant", "Not applicable")
        counts[pack] = +Counter({**listed, **{status: said[status] for status in unlisted}})
        assert listed == +Counter({status: said[status] for status in ("Error", "Non-Compliant")})
    return counts


def oscal_counts(path: Path) -> Counts:
    """From the observations; what does not apply is none, so that comes from the result's properties."""
    counts = {}
    for result in json.loads(path.read_text(encoding="utf-8"))["assessment-results"]["results"]:
        said = _properties(result)
        found = Counter(_properties(one)["status"] for one in result["observations"])
        assert all(found[status] == int(said[f"count-{status.lower()}"]) for status in found)
        counts[said["pack"]] = +Counter({**found, "Not applicable": int(said["count-not-applicable"])})
    return counts


def _properties(described: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in described["props"]}


def asff_counts(path: Path) -> Counts:
    """From what Security Hub itself shows; it knows nothing of what does not apply."""
    findings = json.loads(path.read_text(encoding="utf-8"))
    return _by_pack(Counter((one["ProductFields"][f"{PRODUCT}/pack"], _asff_status(one)) for one in findings))


def _asff_status(finding: dict[str, Any]) -> str:
    if finding["Workflow"]["Status"] == "SUPPRESSED":
        return "Acknowledged"
    return {"PASSED": "Compliant", "FAILED": "Non-Compliant", "NOT_AVAILABLE": "Error"}[finding["Compliance"]["Status"]]


def _by_pack(pairs: Counter[tuple[str, str]]) -> Counts:
    found: Counts = {}
    for (pack, status), count in pairs.items():
        found.setdefault(pack, Counter())[status] = count
    return {pack: +counts for pack, counts in found.items()}
