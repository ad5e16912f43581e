"""Declaration, validation and runner of every action type and rule type come from the one registry."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from localcloud.aws.limits import pipeline_types
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline import actions, registry, rules
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.declarable import Declarable
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.rules.rule_type import RuleType
from localcloud.services.codepipeline.validation import validate
from tests.localcloud.codepipeline.scripted_engine import action, pipeline, source, stage

_VALUES = {"Extract": "true", "Operator": "EQ", "Cron": "* * * * * ?"}


def _declared_in(package: ModuleType) -> Iterator[Declarable]:
    """Every type that a module of the package declares."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        yield from (value for value in vars(module).values() if isinstance(value, Declarable))


def _configuration(kind: Declarable) -> dict[str, str]:
    return {name: _VALUES.get(name, "x") for name in kind.required}


def _inputs(kind: Declarable) -> tuple[str, ...]:
    return ("Source",) * kind.inputs[0]


def _with_action(kind: ActionType) -> dict[str, Any]:
    declared = action(
        "Tried",
        kind.category,
        kind.provider,
        owner=kind.owner,
        inputs=_inputs(kind),
        outputs=("Tried",) * kind.outputs[0],
        configuration=_configuration(kind),
    )
    if kind.category == "Source":
        return pipeline(stage("Source", declared), stage("Build", action("Build", inputs=("Tried",))))
    return pipeline(stage("Source", source()), stage("Tried", declared))


def _with_rule(provider: str, configuration: dict[str, str], inputs: tuple[str, ...] = ()) -> dict[str, Any]:
    rule = {
        "name": "Tried",
        "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": provider, "version": "1"},
        "configuration": configuration,
        "inputArtifacts": [{"name": name} for name in inputs],
    }
    condition = {"conditions": [{"result": "FAIL", "rules": [rule]}]}
    return pipeline(stage("Source", source()), stage("Build", action("Build"), beforeEntry=condition))


def _validate(document: dict[str, Any]) -> None:
    validate(read_declaration(document), document, region="us-east-1")


def test_every_type_that_a_module_declares_is_registered_and_no_other() -> None:
    registered = [*registry.ACTION_TYPES, *registry.RULE_TYPES]
    declared = [*_declared_in(actions), *_declared_in(rules)]
    assert sorted(map(repr, declared)) == sorted(map(repr, registered))


@pytest.mark.parametrize("kind", registry.ACTION_TYPES, ids=lambda kind: f"{kind.category}-{kind.provider}")
def test_what_is_validated_of_an_action_type_is_what_runs(kind: ActionType) -> None:
    _validate(_with_action(kind))
    found = registry.action_type(kind.category, kind.provider)
    assert found is kind
    assert callable(found.run)


@pytest.mark.parametrize("kind", registry.RULE_TYPES, ids=lambda kind: kind.provider)
def test_what_is_validated_of_a_rule_type_is_what_runs(kind: RuleType) -> None:
    _validate(_with_rule(kind.provider, _configuration(kind), _inputs(kind)))
    found = registry.rule_type(kind.provider)
    assert found is kind
    assert callable(found.run)


def test_types_are_registered_once() -> None:
    actions_registered = [(kind.category, kind.provider) for kind in registry.ACTION_TYPES]
    rules_registered = [kind.provider for kind in registry.RULE_TYPES]
    assert len(set(actions_registered)) == len(actions_registered)
    assert len(set(rules_registered)) == len(rules_registered)


@pytest.mark.parametrize("provider", sorted(pipeline_types.RULES_NOT_OFFERED))
def test_a_rule_that_does_not_run_here_is_refused_when_it_is_declared(provider: str) -> None:
    with pytest.raises(ServiceError, match=f"'Build': rule 'Tried': the rule type {provider} is not offered"):
        _validate(_with_rule(provider, {}))


def test_what_is_not_offered_is_not_registered() -> None:
    assert not pipeline_types.ACTIONS_NOT_OFFERED & {kind.provider for kind in registry.ACTION_TYPES}
    assert not pipeline_types.RULES_NOT_OFFERED & {kind.provider for kind in registry.RULE_TYPES}


@pytest.mark.enforces(
    "CodePipeline: a condition's rule is validated when it is declared",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html",
)
@pytest.mark.parametrize(
    ("provider", "configuration", "inputs", "words"),
    [
        ("VariableCheck", {"Variable": "x", "Value": "x"}, (), "lacks Operator"),
        ("VariableCheck", {"Variable": "x", "Value": "x", "Operator": "GT"}, (), "'GT' is not one of EQ"),
        ("VariableCheck", {"Variable": "#{Later.X}", "Value": "x", "Operator": "EQ"}, (), "#{Later.X}"),
        ("CloudWatchAlarm", {"AlarmName": "x", "WaitTime": "soon"}, (), "'soon' is no number of minutes"),
        ("CloudWatchAlarm", {"AlarmName": "x", "Alarm": "x"}, (), "unknown Alarm"),
        ("DeploymentWindow", {"Cron": "* * *"}, (), "6 or 7 fields, not 3"),
        ("DeploymentWindow", {"Cron": "* 99 * * ? *"}, (), "'99' is not within 0 to 59"),
        ("DeploymentWindow", {"Cron": "* * * * * ?", "TimeZone": "Mars/Olympus"}, (), "'Mars/Olympus' does not exist"),
        ("LambdaInvoke", {"FunctionName": "x"}, ("Nope",), "no earlier action produces the input artifact Nope"),
        ("CodeBuild", {"ProjectName": "x"}, (), "it has 0 input artifacts"),
    ],
)
def test_a_wrong_rule_is_refused_when_it_is_declared(
    provider: str, configuration: dict[str, str], inputs: tuple[str, ...], words: str
) -> None:
    with pytest.raises(ServiceError) as refused:
        _validate(_with_rule(provider, configuration, inputs))
    assert words in refused.value.message


@pytest.mark.enforces(
    "CodePipeline: an action or rule in another region needs an artifact store there",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html",
)
def test_a_rule_that_takes_artifacts_elsewhere_needs_an_artifact_store_there() -> None:
    document = _with_rule("LambdaInvoke", {"FunctionName": "x"}, ("Source",))
    document["stages"][1]["beforeEntry"]["conditions"][0]["rules"][0]["region"] = "eu-west-1"
    with pytest.raises(ServiceError, match="in region eu-west-1, for which artifactStores has no artifact store"):
        _validate(document)


@pytest.mark.enforces(
    "CodePipeline: only some rules may skip a stage",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html",
)
def test_only_rules_that_aws_admits_may_skip_a_stage() -> None:
    document = _with_rule("CloudWatchAlarm", {"AlarmName": "x"})
    document["stages"][1]["beforeEntry"]["conditions"][0]["result"] = "SKIP"
    with pytest.raises(ServiceError, match="AWS does not admit CloudWatchAlarm"):
        _validate(document)


@pytest.mark.parametrize(
    ("configuration", "words"),
    [
        ({"BucketName": "b"}, "lacks Extract"),
        ({"BucketName": "b", "Extract": "yes"}, "Extract must be true or false, not 'yes'"),
        ({"BucketName": "b", "Extract": "false"}, "lacks ObjectKey"),
    ],
)
def test_a_wrong_s3_deployment_is_refused_when_it_is_declared(configuration: dict[str, str], words: str) -> None:
    declared = action("Tried", "Deploy", "S3", configuration=configuration)
    with pytest.raises(ServiceError) as refused:
        _validate(pipeline(stage("Source", source()), stage("Tried", declared)))
    assert words in refused.value.message
