"""docs/enforcement.md is what the marks of the tests say, and a mark that says too little is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.enforcement.page import ENFORCES, LETS_THROUGH, PAGE, MarkError, page, rows

SOURCE = "https://docs.aws.amazon.com/x.html"


@pytest.fixture
def tests_with(tmp_path: Path) -> Path:
    folder = tmp_path / "tests"
    folder.mkdir()
    return folder


def write(folder: Path, decorator: str) -> None:
    (folder / "test_rule.py").write_text(f"import pytest\n\n\n{decorator}\ndef test_a_rule() -> None: ...\n")


def test_the_page_is_what_the_marks_say() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "docs/enforcement.md is stale: make docs"


def test_no_rule_is_both_enforced_and_let_through() -> None:
    enforced, through = ({(row.service, row.rule) for row in rows(mark)} for mark in (ENFORCES, LETS_THROUGH))
    assert enforced
    assert through
    assert not enforced & through


def test_a_mark_is_read_from_a_test_and_from_one_of_its_cases(tests_with: Path) -> None:
    write(tests_with, f'@pytest.mark.enforces("IAM: a thing", source="{SOURCE}")')
    (row,) = rows(ENFORCES, tests_with)
    assert (row.service, row.rule, row.source, row.file, row.test) == (
        *("IAM", "a thing", SOURCE),
        *("tests/test_rule.py", "test_a_rule"),
    )
    case = f'pytest.param(1, marks=pytest.mark.enforces("S3: another", source="{SOURCE}"))'
    write(tests_with, f'@pytest.mark.parametrize("x", [{case}])')
    assert [row.service for row in rows(ENFORCES, tests_with)] == ["S3"]
    assert rows(LETS_THROUGH, tests_with) == []


def test_a_page_that_the_module_names_is_read(tests_with: Path) -> None:
    write(tests_with, f'CITED = "{SOURCE}"\n\n\n@pytest.mark.enforces("IAM: a thing", source=CITED)')
    (row,) = rows(ENFORCES, tests_with)
    assert row.source == SOURCE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (f'"IAM, a thing", source="{SOURCE}"', "names no service"),
        ('"IAM: a thing", source="https://example.com"', "no page of AWS"),
        ('"IAM: a thing"', "write both out"),
        ('RULE, source="https://docs.aws.amazon.com/x.html"', "write both out"),
    ],
)
def test_a_mark_that_says_too_little_is_named(tests_with: Path, arguments: str, message: str) -> None:
    write(tests_with, f"@pytest.mark.enforces({arguments})")
    with pytest.raises(MarkError, match=rf"tests/test_rule.py:4: test_a_rule: .*{message}"):
        rows(ENFORCES, tests_with)
