"""The mutations of `test_synthetic_check.py`."""

from __future__ import annotations

from tests.assertions.mutations import Mutation, redirect
from tests.assertions.synthesized_environment import SynthesizedEnvironment
from tests.assertions.test_synthetic_check import ROLE, SYNTHETIC, check, failures, outage, schedule


def too_early(env: SynthesizedEnvironment) -> None:
    stage = env.logical_id("AWS::ApiGateway::Stage", "Api/RestApi")
    env.resource("AWS::Events::Rule", f"{SYNTHETIC}/Schedule")["DependsOn"].remove(stage)


MUTATIONS = (
    Mutation(
        "test_the_check_runs_every_five_minutes_at_least",
        "once a day",
        lambda env: schedule(env).update(ScheduleExpression="rate(1 day)"),
    ),
    Mutation(
        "test_the_check_runs_every_five_minutes_at_least",
        "not at all",
        lambda env: schedule(env).update(State="DISABLED"),
    ),
    Mutation(
        "test_only_this_schedule_may_start_the_check",
        "any rule",
        lambda env: env.properties("AWS::Lambda::Permission", f"{SYNTHETIC}/Schedule").pop("SourceArn"),
    ),
    Mutation("test_the_check_begins_when_there_is_something_to_ask", "before", too_early),
    Mutation(
        "test_the_check_asks_the_endpoint_and_measures_in_the_environments_name",
        "another environment's name",
        lambda env: check(env)["Environment"]["Variables"].update(ENVIRONMENT="another"),
    ),
    Mutation(
        "test_the_check_may_call_the_endpoint_and_reach_synthetic_records",
        "every API",
        redirect(ROLE, "execute-api:Invoke", to="*"),
    ),
    Mutation(
        "test_a_failed_check_is_an_alarm_at_once_and_silence_after_three_at_most",
        "silence is fine",
        lambda env: outage(env).update(EvaluationPeriods=300),
    ),
    Mutation(
        "test_a_failed_check_is_an_alarm_at_once_and_silence_after_three_at_most",
        "seen an hour later",
        lambda env: failures(env).update(Period=3_600),
    ),
    Mutation(
        "test_a_failed_check_is_an_alarm_at_once_and_silence_after_three_at_most",
        "many failures",
        lambda env: failures(env).update(Threshold=10),
    ),
)
