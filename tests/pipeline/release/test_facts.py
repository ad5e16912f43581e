"""What a person is shown before an approval, and what a reviewed entry lets pass."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from pipeline.release.cdk_diff import replaced
from pipeline.release.changes import Change
from pipeline.release.context import Context
from pipeline.release.facts import LONGEST_LINE, Facts, as_data, as_line
from pipeline.release.page import as_html, as_markdown
from pipeline.release.pushes import Push, pushes, since
from pipeline.release.review import reviewed

NOW = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
TABLE = Change(
    stack="careervp-shared-prod",
    logical_id="Table",
    type="AWS::DynamoDB::Table",
    how="changed",
    stateful=True,
    reasons={"replacing": ["for TableName was a, is b"]},
    properties=["TableName"],
)
FUNCTION = replace(TABLE, logical_id="Function", type="AWS::Lambda::Function", stateful=False)
ENTRY = {
    "finding": "Release::replacing",
    "path": "careervp-shared-prod/Table",
    "reason": "exported before",
    "owner": "Delivery team",
    "record": "SEC-1",
    "expires": "2026-12-31",
}


def facts(*changes: Change, context: Context | None = None, register: tuple[Any, ...] = ()) -> Facts:
    return Facts(
        stage="Prod",
        stacks={"careervp-shared-prod": "aws://333333333333/us-east-1"},
        register=register,
        new_stacks=[],
        changes=changes,
        reviewed=reviewed(changes, register, released=(), today="2026-11-27"),
        context=context or Context(),
    )


def stopping(entry: dict[str, str], released: tuple[dict[str, str], ...] = ()) -> list[str]:
    found = reviewed([TABLE, FUNCTION], [entry], released=released, today="2026-11-27")
    return [change.logical_id for change, answer in found if answer is None]


def test_an_entry_for_exactly_the_change_lets_it_pass() -> None:
    assert stopping(ENTRY) == []


@pytest.mark.parametrize(
    "other",
    [
        {"path": "careervp-shared-prod/Table2"},
        {"path": "careervp-shared-dev/Table"},
        {"path": "careervp-shared-prod/*"},
        {"finding": "Release::destructive"},
        {"finding": "Weakening::replacing"},
        {"expires": "2026-11-26"},
    ],
    ids=str,
)
def test_no_other_entry_does(other: dict[str, str]) -> None:
    assert stopping({**ENTRY, **other}) == ["Table"]


def test_an_entry_is_spent_by_the_release_that_had_it() -> None:
    assert stopping(ENTRY, released=(ENTRY,)) == ["Table"]
    assert stopping(ENTRY, released=({**ENTRY, "reason": "another time"},)) == []


def test_a_change_of_what_keeps_no_data_needs_no_entry() -> None:
    assert facts(FUNCTION).stopping == []


def test_the_line_has_the_counts_then_the_weightiest_and_fits() -> None:
    many = [replace(FUNCTION, logical_id=f"Function{number:040}") for number in range(40)]
    context = Context(since="3 days", pushes=[PUSH], cost=Decimal("109.78"), cost_before=Decimal("99.58"))
    line = as_line(facts(*many, TABLE, context=context))
    assert line.startswith("41 resources change, 41 replacing; replacing Table (DynamoDB::Table); ")
    assert line.endswith("; 1 push, the last release 3 days ago; +10.20 USD a month")
    assert len(line) <= LONGEST_LINE


def test_a_first_deployment_is_called_one() -> None:
    first = replace(facts(replace(TABLE, how="added", reasons={})), new_stacks=["careervp-shared-prod"])
    assert as_line(first) == "a first deployment of 1 resources in 1 stacks; 0 pushes"


PUSH = Push(
    commit="abc", subject='<script>alert("1")</script>', url="https://x", pushed="2026-11-27", became="Succeeded"
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        del attrs
        self.names.add(tag)


def test_nothing_that_a_commit_says_becomes_markup() -> None:
    hostile = replace(TABLE, reasons={"replacing": ["<img src=x onerror=y> | `code`\nnext [a](b)"]})
    shown = facts(hostile, context=Context(pushes=[PUSH]))
    tags = _Tags()
    tags.feed(as_html(shown))
    assert tags.names <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td",
    }  # fmt: skip
    rows = [line for line in as_markdown(shown).splitlines() if "onerror" in line]
    assert rows
    assert all(r"\<img src=x onerror=y\> \| \`code\` next \[a\](b)" in line for line in rows)


def test_the_page_and_the_data_say_who_reviewed_what() -> None:
    shown = facts(TABLE, register=(ENTRY,))
    assert "exported before (Delivery team, SEC-1, until 2026-12-31)" in as_html(shown)
    assert as_data(shown)["reviewed"] == [{"path": "careervp-shared-prod/Table", "entry": ENTRY}]
    assert "NOT REVIEWED: Release::replacing" in as_markdown(facts(TABLE))


def execution(number: int, commit: str, status: str = "Superseded") -> dict[str, Any]:
    moment = NOW - datetime.timedelta(hours=number)
    return {
        "pipelineExecutionId": f"e{number}",
        "status": status,
        "startTime": moment,
        "lastUpdateTime": moment + datetime.timedelta(minutes=30),
        "sourceRevisions": [{"revisionId": commit, "revisionSummary": f"Says {commit}\n\nbody"}],
    }


HISTORY = [
    execution(0, "newer"),
    execution(1, "now", "InProgress"),
    execution(2, "now", "Cancelled"),
    execution(3, "between"),
    execution(4, "released", "Succeeded"),
    execution(5, "before", "Succeeded"),
]


def test_pushes_are_those_after_the_last_release_each_once_superseded_ones_included() -> None:
    found = list(pushes(HISTORY, current="e1", last="e4"))
    assert [(one.commit, one.subject, one.became) for one in found] == [
        ("now", "Says now", "InProgress"),
        ("between", "Says between", "Superseded"),
    ]


def test_before_a_first_release_every_push_counts_but_newer_ones() -> None:
    found = [one.commit for one in pushes(HISTORY, current="e1", last="none")]
    assert found == ["now", "between", "released", "before"]


def test_the_released_commit_again_is_no_push() -> None:
    again = [execution(0, "released", "InProgress"), *HISTORY[4:]]
    assert list(pushes(again, current="e0", last="e4")) == []


def test_how_long_ago_the_last_release_was_is_said_in_its_largest_unit() -> None:
    assert since(HISTORY, last="e4", now=NOW) == "3 hours"
    assert since(HISTORY, last="e4", now=NOW + datetime.timedelta(days=1)) == "1 day"
    assert since(HISTORY, last="none", now=NOW) == ""


def test_cdk_diffs_verdict_is_read_by_stack_and_logical_id() -> None:
    text = """
Stack app/Prod/Shared (careervp-shared-prod) (aws://333333333333/us-east-1)
Resources
[-] AWS::CloudWatch::Alarm Prod/Errors Errors7F5E destroy
[~] AWS::DynamoDB::Table Prod/Artifacts/Table Table695B replace
 └─ [~] TableName (requires replacement)
Stack app/Prod/Other (careervp-other-prod) (aws://333333333333/us-east-1)
[~] AWS::RDS::DBInstance Prod/Db Db1 may be replaced
[~] AWS::Lambda::Function Prod/F F1
"""
    assert replaced(text) == {"careervp-shared-prod/Table695B": "replace", "careervp-other-prod/Db1": "may be replaced"}
