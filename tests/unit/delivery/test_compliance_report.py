from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from delivery.compliance_report import find_compliance_report, recorded_digest

TOTAL = {"Error": 0, "Non-Compliant": 2, "Acknowledged": 7, "Compliant": 11, "Not applicable": 900}


def keep(folder: Path, step: str, **files: Any) -> None:
    """Puts files of a step's compliance folder where `fetch_evidence` would; objects become JSON."""
    names = {"page": "compliance-report.html", "matrix": "compliance-matrix.json", "listing": "assembly.sha256"}
    for name, content in files.items():
        path = folder / step / "compliance" / names[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def matrix(verdict: str) -> dict[str, Any]:
    return {"verdict": verdict, "packs": [{"title": "AWS Solutions", "total": TOTAL}]}


def test_the_page_verdict_and_counts_are_found(tmp_path: Path) -> None:
    keep(tmp_path, "synth", page="<html>", matrix=matrix("stopped"))
    found = find_compliance_report(tmp_path)
    assert found is not None
    assert (found.step, found.verdict) == ("synth", "stopped")
    assert found.page == tmp_path / "synth" / "compliance" / "compliance-report.html"
    assert [pack.line for pack in found.packs] == ["AWS Solutions: 2 Non-Compliant, 7 Acknowledged, 11 Compliant"]


def test_the_step_that_judged_last_is_the_one_that_counts(tmp_path: Path) -> None:
    keep(tmp_path, "synth", page="<html>", matrix=matrix("stopped"))
    keep(tmp_path, "compliance", page="<html>", matrix=matrix("passed"))
    found = find_compliance_report(tmp_path)
    assert found is not None
    assert (found.step, found.verdict) == ("compliance", "passed")


def test_without_reports_there_is_none(tmp_path: Path) -> None:
    keep(tmp_path, "synth", listing="")
    assert find_compliance_report(tmp_path) is None


@pytest.mark.parametrize("document", ["not JSON", {"packs": []}, {"verdict": "passed", "packs": [{}]}, []])
def test_a_matrix_of_another_form_leaves_the_page(tmp_path: Path, document: Any) -> None:
    keep(tmp_path, "compliance", page="<html>", matrix=document)
    found = find_compliance_report(tmp_path)
    assert found is not None
    assert (found.verdict, found.packs) == ("", ())
    assert found.page is not None


def test_the_recorded_digest_is_that_of_the_listing(tmp_path: Path) -> None:
    keep(tmp_path, "synth", listing="0123  manifest.json\n")
    assert recorded_digest(tmp_path) == hashlib.sha256(b"0123  manifest.json\n").hexdigest()


def test_without_a_listing_no_digest_was_recorded(tmp_path: Path) -> None:
    assert recorded_digest(tmp_path) == ""
