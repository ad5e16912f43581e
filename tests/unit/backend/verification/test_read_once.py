"""What the fact check of one request reads: each line once, and of it what the texts held against it ask for."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from logic.verification import flexible_text, line_facts
from logic.verification.flexible_text import FactCheck
from logic.writing.drafting import Drafting
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline

SOURCE = "Looked after the depot in Hull.\nServed 120 customers a day."


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Counter[str]:
    """How often a function of `module` is called for each line, from now on."""
    calls, original = Counter[str](), getattr(module, name)

    def count(first: Any, *others: Any, **named: Any) -> Any:
        calls[named.get("line", "") or getattr(first, "line", "")] += 1
        return original(first, *others, **named)

    monkeypatch.setattr(module, name, count)
    return calls


def test_a_request_reads_no_line_twice(
    assign: Callable[..., Assignment], deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    assignment = assign()
    read = counted(monkeypatch, flexible_text, "read_pieces")
    Drafting(engine=ExtractiveEngine()).draft(assignment, deadline=deadline)
    assert {position.job_title for position in assignment.cv.work_experience} <= set(read)
    assert set(read.values()) == {1}


def test_a_text_is_judged_once_and_its_violations_name_the_field_of_each_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check = FactCheck(tools=(), employers=())
    told = {"text": "Served 950 customers a day.", "source": SOURCE}
    (first,) = check.violations(**told, field="executive_summary")
    read = counted(monkeypatch, flexible_text, "read_pieces")
    (again,) = check.violations(**told, field="another_field")
    assert (first.field, again.field) == ("executive_summary", "another_field")
    assert first.actual_value == again.actual_value
    assert not read


@pytest.mark.parametrize(("text", "asks"), [("Took care of the depot.", False), ("Served 120 guests a day.", True)])
def test_lines_are_asked_for_their_numbers_by_a_text_with_one(
    text: str, asks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = counted(monkeypatch, line_facts, "borne_out_by")
    FactCheck(tools=(), employers=()).violations(text, source=SOURCE, field="")
    assert bool(asked) is asks
