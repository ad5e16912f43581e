"""A deployment window that an environment may have is one that CodePipeline's rule takes, and the other way round: what
is refused before synth is what would stop the pipeline that changes itself."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localcloud.services.codepipeline.rules.cron import CronError, Window
from stages.deployment_window import wrong_window

_NUMBERS = st.integers(min_value=0, max_value=61).map(str)
_DAYS = st.sampled_from(("SUN", "MON", "WED", "SAT", "mon", "L"))
_MONTHS = st.sampled_from(("JAN", "JUN", "DEC", "Jan", "SUN"))


def _field(values: st.SearchStrategy[str], *special: str) -> st.SearchStrategy[str]:
    """A field's text, right or wrong: lists of values, ranges, steps and what else stands in it."""
    ranges = st.builds("{}-{}".format, values, values)
    steps = st.builds("{}/{}".format, values | ranges | st.just("*"), _NUMBERS)
    others = [values.map(shape.format) for shape in special]
    return st.lists(st.one_of(values, ranges, steps, st.just("*"), *others), min_size=1, max_size=3).map(",".join)


_FIELDS = (
    st.sampled_from(("*", "0", "?", "*/5")),
    _field(_NUMBERS),
    _field(_NUMBERS),
    _field(_NUMBERS, "?", "L", "LW", "{}W", "L-{}", "W{}"),
    _field(_NUMBERS | _MONTHS),
    _field(_NUMBERS | _DAYS, "?", "L", "{}L", "{}#3", "3#{}"),
    st.sampled_from(("*", "2026", "2026-2027", "2027-2026", "1969", "2199/2", "2200")),
)


@st.composite
def _expressions(draw: st.DrawFn) -> str:
    """An expression of which any one field may be wrong, so that about half of all are right."""
    place = draw(st.integers(min_value=0, max_value=len(_FIELDS) - 1))
    return " ".join(draw(field) if at == place else "*" for at, field in enumerate(_FIELDS))


def taken_by_the_rule(window: str) -> bool:
    with suppress(CronError):
        Window.parse(window)
        return True
    return False


@given(window=_expressions())
@settings(derandomize=True, database=None, max_examples=2000, deadline=None)
def test_an_environment_takes_what_the_rule_takes(window: str) -> None:
    wrong = wrong_window(window)
    assert taken_by_the_rule(window) == (not wrong), wrong


@pytest.mark.parametrize(
    "window",
    ["* * 8-16 ? * MON-THU", "* 0/15 8,10 L-3 JAN 6#3 2026-2027", "* * 22-23,0-5 LW,15W * MON-SAT,SUN 1970/2"],
)
def test_both_take_every_kind_of_item(window: str) -> None:
    assert taken_by_the_rule(window)
    assert not wrong_window(window)


@pytest.mark.parametrize("window", ["", "* * * ? * MON-SUN", "* * 22-5 * * ?", "0 * * * * ?", "* * * ? * mon"])
def test_both_refuse_what_the_page_of_the_rule_does_not_name(window: str) -> None:
    assert not taken_by_the_rule(window)
    assert wrong_window(window)
