"""The rule VariableCheck's expressions: found, wrong, or ended when they would go on for ever."""

from __future__ import annotations

import time
from typing import Any, cast

import pytest

from localcloud.services.codepipeline.ports import ActionFailedError, RuleJob
from localcloud.services.codepipeline.rules.variable_check import compare


class _Job:
    def __init__(self, value: str, expression: str) -> None:
        self.configuration = {"Variable": value, "Operator": "MATCHES", "Value": expression}


def _compare(value: str, expression: str) -> str:
    return compare(cast(RuleJob, _Job(value, expression)), cast(Any, None)).summary


def test_an_expression_is_searched_for() -> None:
    assert "MATCHES" in _compare("release/1.2", r"^release/\d")
    with pytest.raises(ActionFailedError, match="is not MATCHES"):
        _compare("feature", r"^release/\d")


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(ActionFailedError, match="is no regular expression"):
        _compare("x", "(")


def test_an_expression_that_goes_back_and_forth_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(ActionFailedError, match="took longer than 5 seconds"):
        _compare("a" * 40 + "!", "^(a+)+$")
    assert time.monotonic() - began < 30
