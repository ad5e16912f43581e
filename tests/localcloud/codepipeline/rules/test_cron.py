"""Which minutes a deployment window's cron expression names."""

from __future__ import annotations

from datetime import datetime

import pytest

from localcloud.services.codepipeline.rules.cron import CronError, Window

# 2027-02-01 is a Monday, so that February has exactly four weeks.


@pytest.mark.parametrize(
    ("expression", "inside", "outside"),
    [
        ("* * 9-17 ? * MON-FRI", "2027-02-01 17:59", "2027-02-01 18:00"),
        ("* * 9-17 ? * MON-FRI", "2027-02-05 09:00", "2027-02-06 09:00"),
        ("* * 9-17 ? * 2-6 *", "2027-02-05 09:00", "2027-02-07 09:00"),
        ("* 0/15 * * * ?", "2027-02-01 10:45", "2027-02-01 10:46"),
        ("* */20 * * * ?", "2027-02-01 10:40", "2027-02-01 10:50"),
        ("* 5,10 * * * ?", "2027-02-01 10:10", "2027-02-01 10:11"),
        ("* * * 1-7/3 * ?", "2027-02-04 00:00", "2027-02-05 00:00"),
        ("* * * * JAN,MAR ?", "2027-03-01 00:00", "2027-02-01 00:00"),
        ("* * * * * ? 2027", "2027-12-31 23:59", "2028-01-01 00:00"),
        ("* * * L * ?", "2027-02-28 12:00", "2028-02-28 12:00"),
        ("* * * L-3 * ?", "2027-02-25 12:00", "2027-02-28 12:00"),
        ("* * * LW * ?", "2027-02-26 12:00", "2027-02-28 12:00"),
        ("* * * 6W * ?", "2027-02-05 12:00", "2027-02-06 12:00"),
        ("* * * 7W * ?", "2027-02-08 12:00", "2027-02-07 12:00"),
        ("* * * 1W * ?", "2027-05-03 12:00", "2027-05-01 12:00"),
        ("* * * ? * L", "2027-02-06 12:00", "2027-02-07 12:00"),
        ("* * * ? * 6L", "2027-02-26 12:00", "2027-02-19 12:00"),
        ("* * * ? * FRI#2", "2027-02-12 12:00", "2027-02-19 12:00"),
    ],
)
def test_a_minute_is_inside_or_outside(expression: str, inside: str, outside: str) -> None:
    window = Window.parse(expression)
    assert window.holds(datetime.fromisoformat(inside))
    assert not window.holds(datetime.fromisoformat(outside))


@pytest.mark.parametrize(
    ("expression", "opens"),
    [
        ("* * 9-17 ? * MON-FRI", "2027-02-08 09:00"),
        ("* 0/15 * * * ?", "2027-02-06 10:45"),
        ("* 30 10 * * ?", "2027-02-07 10:30"),
        ("* 41 10 * * ?", "2027-02-06 10:41"),
        ("* * * 29 FEB ?", "2028-02-29 00:00"),
        ("* 0 8 29 FEB SUN", "2032-02-29 08:00"),
        ("* * * * * ? 2100", "2100-01-01 00:00"),
        ("* * * * * ? 2026", None),
        ("* * * 30 FEB ?", None),
    ],
)
def test_it_says_when_it_opens(expression: str, opens: str | None) -> None:
    found = Window.parse(expression).next_minute(datetime.fromisoformat("2027-02-06 10:41:30"))
    assert found == (datetime.fromisoformat(opens) if opens else None)


@pytest.mark.enforces(
    "CodePipeline: a deployment window's cron expression is validated",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html",
)
@pytest.mark.parametrize(
    "expression",
    [
        "",
        "* * * * *",
        "* 60 * * * ?",
        "* 5-1 * * * ?",
        "* x * * * ?",
        "* 0/0 * * * ?",
        "* * * 32W * ?",
        "* * * ? * 9#1",
        "0 * * * * ?",
        "* * * ? * MON-SUN",
        "* * 22-2 * * ?",
        "* * * ? * mon-fri",
        "* * * L-31 * ?",
    ],
)
def test_a_wrong_expression_is_refused(expression: str) -> None:
    with pytest.raises(CronError):
        Window.parse(expression)
