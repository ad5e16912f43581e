"""For each assertion test, a change that it is there to refuse: made on a copy of a template, it must fail that test
and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from feature_stacks.environment_choices import Provisioned
from stages.environment import Environment
from tests.assertions.synthesized_environment import SynthesizedEnvironment, as_list

Change = Callable[[SynthesizedEnvironment], Any]

FUNCTION_ROLE = "CVTailoring/Tailoring/Role"
SMOKE_ROLE = "CVTailoring/SmokeAccess/Role"


@dataclass(frozen=True)
class Mutation:
    """One wrong template, and the one test that must notice.

    Attributes:
        where: environments in which it is wrong; the first of them is changed.
    """

    test: str
    what: str
    change: Change
    where: Callable[[Environment], bool] = lambda environment: bool(environment.name)


def is_provisioned(environment: Environment) -> bool:
    return isinstance(environment.billing, Provisioned)


def is_on_demand(environment: Environment) -> bool:
    return not is_provisioned(environment)


def is_reserved(environment: Environment) -> bool:
    return environment.reserved_concurrency is not None


def is_retained(environment: Environment) -> bool:
    return environment.data_protection.retain


def is_deletion_protected(environment: Environment) -> bool:
    return environment.data_protection.deletion_protection


def statement_for(env: SynthesizedEnvironment, role: str, action: str) -> dict[str, Any]:
    """The first statement of a role that names an action."""
    return next(s for s in env.statements(role) if action in as_list(s["Action"]))


def widen(role: str, action: str, *, to: str) -> Change:
    """Puts a further action into the statement that grants one."""

    def change(env: SynthesizedEnvironment) -> None:
        statement = statement_for(env, role, action)
        statement["Action"] = [*as_list(statement["Action"]), to]

    return change


def redirect(role: str, action: str, *, to: str) -> Change:
    """Grants the action on another resource."""
    return lambda env: statement_for(env, role, action).update(Resource=to)


def deny_statement(env: SynthesizedEnvironment) -> dict[str, Any]:
    """What the function's code may not do although its role may."""
    return next(s for s in env.statements(FUNCTION_ROLE) if s["Effect"] == "Deny")


def drop(resource_type: str, path: str, key: str) -> Change:
    """Leaves a property out."""
    return lambda env: env.properties(resource_type, path).pop(key)


def set_property(resource_type: str, path: str, key: str, value: Any) -> Change:
    return lambda env: env.properties(resource_type, path).update({key: value})


def set_alarm(subject: str, **values: Any) -> Change:
    return lambda env: env.alarm(subject).update(values)


def set_table(**values: Any) -> Change:
    return lambda env: env.artifacts_table.update(values)


def set_function(**values: Any) -> Change:
    return lambda env: env.function.update(values)


def set_variable(name: str, value: str) -> Change:
    return lambda env: env.function["Environment"]["Variables"].update({name: value})


def log_group_of_function(env: SynthesizedEnvironment) -> dict[str, Any]:
    properties: dict[str, Any] = env.template_of(env.function["LoggingConfig"]["LogGroup"]["Ref"])["Properties"]
    return properties


def gateway_response(env: SynthesizedEnvironment, response_type: str) -> dict[str, Any]:
    (found,) = (
        body["Properties"]
        for body in env.cv_tailoring.resources("AWS::ApiGateway::GatewayResponse").values()
        if body["Properties"]["ResponseType"] == response_type
    )
    result: dict[str, Any] = found
    return result


def only_scalable_target_of_index_reads(env: SynthesizedEnvironment) -> dict[str, Any]:
    return env.properties(
        "AWS::ApplicationAutoScaling::ScalableTarget", "CVTailoring/Artifacts/Table/user_id_created_at_gsiReadScaling"
    )


def allowed_plain_http(env: SynthesizedEnvironment) -> None:
    policy = env.properties("AWS::S3::BucketPolicy", "Cvs/Bucket/Policy")["PolicyDocument"]
    policy["Statement"] = [s for s in policy["Statement"] if s["Effect"] != "Deny"]


def untagged_function(env: SynthesizedEnvironment) -> None:
    env.function["Tags"] = [tag for tag in env.function["Tags"] if tag["Key"] != "feature"]


def function_tagged_by_a_map_without_its_feature(env: SynthesizedEnvironment) -> None:
    env.function["Tags"] = {tag["Key"]: tag["Value"] for tag in env.function["Tags"] if tag["Key"] != "feature"}


def version_of_another_function(env: SynthesizedEnvironment) -> None:
    (alias,) = (body["Properties"] for body in env.cv_tailoring.resources("AWS::Lambda::Alias").values())
    alias["FunctionVersion"] = "$LATEST"


def cv_bucket_rule(env: SynthesizedEnvironment) -> dict[str, Any]:
    rules: Sequence[dict[str, Any]] = env.properties("AWS::S3::Bucket", "Cvs/Bucket")["LifecycleConfiguration"]["Rules"]
    return next(rule for rule in rules if rule.get("Prefix") == "tailored-cvs/")


def topic_statement(env: SynthesizedEnvironment) -> dict[str, Any]:
    statements = env.properties("AWS::SNS::TopicPolicy", "Alarms/Topic")["PolicyDocument"]["Statement"]
    found: dict[str, Any] = next(s for s in statements if "Service" in s.get("Principal", {}))
    return found
