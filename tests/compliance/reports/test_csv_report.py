"""The CSV form: one line a result, safe to open in a spreadsheet."""

from __future__ import annotations

import csv

import pytest

from compliance.matrix import Matrix
from compliance.reports.csv_report import write_csv
from tests.compliance.reports.conftest import ENTRY

Line = dict[str, str]


@pytest.fixture(scope="module")
def lines(every_status: Matrix, tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    path = tmp_path_factory.mktemp("csv") / "matrix.csv"
    write_csv(every_status, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_acknowledged_line_says_why_who_where_decided_and_until_when(lines: list[Line]) -> None:
    line = next(line for line in lines if line["status"] == "Acknowledged")
    assert (line["reason"], line["owner"], line["record"], line["expires"]) == (
        ENTRY.reason,
        ENTRY.owner,
        ENTRY.record,
        "2027-05-31",
    )


def test_open_findings_stop_where_the_pack_gates_and_nowhere_else(lines: list[Line]) -> None:
    assert {(line["pack"], line["status"]) for line in lines if line["stops"]} == {
        ("Gating", "Error"),
        ("Gating", "Non-Compliant"),
    }


def test_no_cell_is_a_formula(lines: list[Line]) -> None:
    assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]
    assert any(line["reason"].startswith("'=1+1") for line in lines)


def test_every_line_names_the_run(lines: list[Line]) -> None:
    facts = {(line["time"], line["commit"], line["assembly_sha256"], line["cdk_nag"]) for line in lines}
    assert facts == {("2026-11-24T12:30:00Z", "0123456789ab", "ab" * 6, "3.0.2")}
