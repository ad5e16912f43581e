"""The mutations of `test_dashboard.py`."""

from __future__ import annotations

from feature_stacks.naming import PRODUCT
from tests.assertions.mutations import Mutation
from tests.assertions.synthesized_environment import SynthesizedEnvironment
from tests.assertions.test_dashboard import body, dashboard


def renamed(env: SynthesizedEnvironment) -> None:
    dashboard(env)["DashboardName"] = f"{PRODUCT}-cv-tailoring-dashboard-another"


def without_an_alarm(env: SynthesizedEnvironment) -> None:
    pieces = body(env)
    alarm = next(number for number, piece in enumerate(pieces) if isinstance(piece, dict) and "Fn::GetAtt" in piece)
    pieces[alarm] = "nowhere"


def without_cost(env: SynthesizedEnvironment) -> None:
    pieces = body(env)
    pieces[:] = [one.replace("ModelCostUsd", "ModelCost") if isinstance(one, str) else one for one in pieces]


MUTATIONS = (
    Mutation("test_the_dashboard_is_named_after_the_environment", "another name", renamed),
    Mutation("test_the_dashboard_shows_every_alarm_of_the_stack", "one is left out", without_an_alarm),
    Mutation("test_the_dashboard_shows_what_callers_get_and_what_it_costs", "no cost of the model", without_cost),
)
