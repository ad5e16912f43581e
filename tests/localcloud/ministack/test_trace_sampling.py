"""X-Ray's default rule: the first invocation of a function each second is traced, and five percent of the others."""

from __future__ import annotations

import pytest
from ministack.services import lambda_svc

from localcloud.ministack.fixes.functions import trace_sampling
from localcloud.ministack.fixes.functions.trace_sampling import Sampling

FUNCTION = "arn:aws:lambda:us-east-1:222222222222:function:tailor"
OTHER = "arn:aws:lambda:us-east-1:222222222222:function:check"
ACTIVE = {"FunctionArn": FUNCTION, "TracingConfig": {"Mode": "Active"}}
ALWAYS, NEVER = 0.0, 1.0


def sampled(functions: list[str], *, times: list[float], chances: list[float]) -> list[bool]:
    clock, chance = iter(times), iter(chances)
    sampling = Sampling(clock=lambda: next(clock), chance=lambda: next(chance))
    return [sampling.is_sampled(function) for function in functions]


def test_the_first_of_each_second_is_traced() -> None:
    found = sampled([FUNCTION] * 4, times=[7.0, 7.4, 7.9, 8.0], chances=[NEVER] * 4)
    assert found == [True, False, False, True]


def test_versions_count_with_their_function_and_functions_apart() -> None:
    found = sampled([FUNCTION, f"{FUNCTION}:4", OTHER], times=[7.0, 7.1, 7.2], chances=[NEVER] * 3)
    assert found == [True, False, True]


def test_of_the_others_five_percent_are_traced() -> None:
    shares = [number / 100 for number in range(100)]
    found = sampled([FUNCTION] * 101, times=[7.0] * 101, chances=shares)
    assert found.count(True) == 1 + 5


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fix in place for one test, in which OTHER is sampled and nothing else is."""
    monkeypatch.setattr(lambda_svc, "_xray_trace_id_for_invocation", lambda_svc._xray_trace_id_for_invocation)
    monkeypatch.setattr(Sampling, "is_sampled", lambda self, function: function == OTHER)
    trace_sampling.apply()


@pytest.mark.usefixtures("applied")
def test_the_trace_header_says_it() -> None:
    header_of = lambda_svc._xray_trace_id_for_invocation
    assert header_of({**ACTIVE, "FunctionArn": OTHER}).endswith(";Sampled=1")
    assert header_of(ACTIVE).endswith(";Sampled=0")
    assert header_of(ACTIVE).startswith("Root=1-")


@pytest.mark.usefixtures("applied")
def test_a_callers_decision_stays_and_a_function_without_tracing_has_none() -> None:
    header_of = lambda_svc._xray_trace_id_for_invocation
    assert header_of(ACTIVE, "Root=1-0-0;Sampled=1") == "Root=1-0-0;Sampled=1"
    assert header_of({"FunctionArn": FUNCTION}) is None
