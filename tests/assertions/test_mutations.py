"""Proof that the assertion tests assert: each mutation fails exactly the test it is made for,
and every test has one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stages.environments import ENVIRONMENTS
from tests.assertions import (
    test_api_gateway,
    test_cv_tailoring_stack,
    test_dashboard,
    test_release,
    test_shared_stack,
    test_smoke_access,
    test_synthetic_check,
)
from tests.assertions.mutations import Mutation
from tests.assertions.mutations_of_cv_tailoring import MUTATIONS as OF_CV_TAILORING
from tests.assertions.mutations_of_dashboard import MUTATIONS as OF_DASHBOARD
from tests.assertions.mutations_of_release import MUTATIONS as OF_RELEASE
from tests.assertions.mutations_of_surroundings import MUTATIONS as OF_SURROUNDINGS
from tests.assertions.mutations_of_synthetic_check import MUTATIONS as OF_SYNTHETIC_CHECK
from tests.assertions.synthesized_environment import SynthesizedEnvironment, read_environment

MUTATIONS = (*OF_CV_TAILORING, *OF_DASHBOARD, *OF_RELEASE, *OF_SURROUNDINGS, *OF_SYNTHETIC_CHECK)
ASSERTIONS: dict[str, Callable[[SynthesizedEnvironment], None]] = {
    name: function
    for module in (
        test_cv_tailoring_stack,
        test_api_gateway,
        test_smoke_access,
        test_shared_stack,
        test_release,
        test_synthetic_check,
        test_dashboard,
    )
    for name, function in vars(module).items()
    if name.startswith("test_")
}


@pytest.fixture(scope="module")
def untouched(assembly: Path) -> dict[str, SynthesizedEnvironment]:
    return {environment.name: read_environment(assembly, environment.name) for environment in ENVIRONMENTS}


@pytest.fixture(scope="module")
def failing_anyway(untouched: dict[str, SynthesizedEnvironment]) -> dict[str, list[str]]:
    """What fails as it is says so itself: here it would hide its own lines among those of all mutations."""
    return {name: _failing(environment) for name, environment in untouched.items()}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: f"{mutation.test}: {mutation.what}")
def test_mutation_fails_exactly_its_test(
    mutation: Mutation, untouched: dict[str, SynthesizedEnvironment], failing_anyway: dict[str, list[str]]
) -> None:
    name = next((environment.name for environment in ENVIRONMENTS if mutation.where(environment)), None)
    if name is None:
        pytest.skip("there is no environment in which this is wrong")
    if mutation.test in failing_anyway[name]:
        pytest.skip("it fails without this mutation")
    mutated = untouched[name].copy()
    mutation.change(mutated)
    assert [test for test in _failing(mutated) if test not in failing_anyway[name]] == [mutation.test]


@pytest.mark.parametrize("assertion", ASSERTIONS)
def test_assertion_has_a_mutation(assertion: str) -> None:
    assert assertion in {mutation.test for mutation in MUTATIONS}


def _failing(env: SynthesizedEnvironment) -> list[str]:
    """The names of the assertion tests that this environment does not pass."""
    return [name for name, assertion in ASSERTIONS.items() if not _passes(assertion, env)]


def _passes(assertion: Callable[[SynthesizedEnvironment], None], env: SynthesizedEnvironment) -> bool:
    try:
        assertion(env)
    except (AssertionError, LookupError, TypeError, ValueError):
        return False
    return True
