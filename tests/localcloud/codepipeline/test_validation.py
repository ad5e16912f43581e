"""Declarations that AWS refuses are refused with its codes, and the message names the culprit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.validation import validate
from tests.localcloud.codepipeline.scripted_engine import KEY, action, approval, pipeline, rule, source, stage

_STRUCTURE, _STAGE = "InvalidStructureException", "InvalidStageDeclarationException"
_ACTION = "InvalidActionDeclarationException"


def _valid() -> dict[str, Any]:
    return pipeline(
        stage("Source", source(namespace="Src")),
        stage("Build", action("Synth", outputs=("Assembly",))),
        stage("Prod", approval(), action("Deploy", inputs=("Assembly",), order=2)),
    )


def _conditions(result: str, provider: str = "VariableCheck") -> dict[str, Any]:
    return {"conditions": [{"result": result, "rules": [rule("Rule", provider)]}]}


def _check(document: dict[str, Any]) -> None:
    validate(read_declaration(document), document, region=KEY.region)


def test_a_valid_declaration_passes() -> None:
    _check(_valid())


def _second_action(document: dict[str, Any]) -> Any:
    return document["stages"][1]["actions"][0]


def _source_action(document: dict[str, Any]) -> Any:
    return document["stages"][0]["actions"][0]


def _fail_by_result(document: dict[str, Any], *, pipelineType: str = "V2", **more: Any) -> None:  # noqa: N803 - AWS's
    document["pipelineType"] = pipelineType
    document["stages"][2]["onFailure"] = {"result": "ROLLBACK", **more}


def _set_stores(document: dict[str, Any], *regions: str) -> None:
    del document["artifactStore"]
    document["artifactStores"] = {name: {"type": "S3", "location": f"store-{name}"} for name in regions}


def _with_two_stores(document: dict[str, Any]) -> dict[str, Any]:
    _set_stores(document, KEY.region, "eu-west-1")
    return document


def _set_type(document: dict[str, Any], category: str, provider: str, owner: str = "AWS") -> None:
    _second_action(document)["actionTypeId"] = {
        "category": category,
        "owner": owner,
        "provider": provider,
        "version": "1",
    }


@pytest.mark.enforces(
    "CodePipeline: a pipeline's structure is validated",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-requirements.html",
)
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda d: d.update(stages=d["stages"][:1]), _STRUCTURE, "1 stages"),
        (lambda d: d["stages"].append(d["stages"][1]), _STAGE, "Stage name 'Build' is used more than once"),
        (lambda d: d["stages"].reverse(), _STRUCTURE, "only contains source actions: 'Prod'"),
        (lambda d: d["stages"][2]["actions"].append(source()), _STRUCTURE, "Source actions can only be"),
        (lambda d: d.pop("artifactStore"), _STRUCTURE, "exactly one of artifactStore"),
        (lambda d: _set_stores(d, "eu-west-1"), _STRUCTURE, "the pipeline's region us-east-1"),
        (
            lambda d: _set_stores(d, KEY.region, "us-est-1"),
            "ValidationException",
            "The region us-est-1 specified in 'pipeline.artifactStores' is not a valid AWS Region.",
        ),
        (lambda d: _second_action(d).update(region="eu-west-1"), _ACTION, "region eu-west-1, for which artifactStores"),
        (
            lambda d: _second_action(_with_two_stores(d)).update(region="eu-central-1"),
            _ACTION,
            "region eu-central-1, for which artifactStores has no artifact store",
        ),
        (
            lambda d: _source_action(_with_two_stores(d)).update(region="eu-west-1"),
            _ACTION,
            "a source action cannot be in another region than the pipeline's us-east-1",
        ),
        (lambda d: d["stages"][1].update(actions=[]), _STAGE, "'Build' must have between 1"),
        (lambda d: d["stages"][1]["actions"].append(action("Synth")), _STRUCTURE, "duplicate action name"),
        (lambda d: _second_action(d).update(inputArtifacts=[{"name": "Nope"}]), _ACTION, "artifact Nope"),
        (lambda d: _second_action(d).update(inputArtifacts=[]), _ACTION, "0 input artifacts"),
        (lambda d: _second_action(d).update(configuration={}), _ACTION, "lacks ProjectName"),
        (lambda d: _second_action(d)["configuration"].update(Projekt="x"), _ACTION, "unknown Projekt"),
        (lambda d: _second_action(d)["configuration"].update(BatchEnabled="true"), _ACTION, "BatchEnabled"),
        (lambda d: _second_action(d)["configuration"].update(ProjectName="#{Later.X}"), _ACTION, "#{Later.X}"),
        (lambda d: _second_action(d).update(namespace="Src"), _STRUCTURE, "duplicate namespace: Src"),
        (lambda d: _second_action(d).update(namespace="codepipeline"), _ACTION, "reserved"),
        (lambda d: _second_action(d).update(outputArtifacts=[{"name": "Source"}]), _STRUCTURE, "artifact: Source"),
        (lambda d: _set_type(d, "Deploy", "CodeDeploy"), _ACTION, "Deploy/AWS/CodeDeploy/1 is not offered"),
        (lambda d: _set_type(d, "Build", "Nonsense"), _ACTION, "Build/AWS/Nonsense/1 does not exist"),
        (lambda d: _set_type(d, "Build", "CodeBuild", "Custom"), _ACTION, "does not exist"),
        (
            lambda d: d.update(pipelineType="V1", executionMode="QUEUED"),
            _STRUCTURE,
            "QUEUED or PARALLEL mode can only be used with V2",
        ),
        (
            lambda d: d.update(pipelineType="V1", variables=[{"name": "x"}]),
            _STRUCTURE,
            "Pipeline variables can only be used with V2 pipelines",
        ),
        (
            lambda d: d.update(pipelineType="V1", triggers=[_trigger("Source")]),
            _STRUCTURE,
            "Triggers can only be used with V2 pipelines",
        ),
        (lambda d: _fail_by_result(d, pipelineType="V1"), _STAGE, "Stage level conditions can only be used with V2"),
        (lambda d: _fail_by_result(d, **_conditions("FAIL")), _STAGE, "top level result and conditions: 'Prod'"),
        (
            lambda d: d.update(variables=[{"name": "x"}, {"name": "x"}]),
            _STRUCTURE,
            "The following variable name is already in use: x",
        ),
        (lambda d: d.update(triggers=[_trigger("Synth")]), _STRUCTURE, "'Synth', which is no CodeStar"),
        (lambda d: d.update(triggers=[_trigger("Source"), _trigger("Source")]), _STRUCTURE, "duplicate trigger"),
        (lambda d: d.update(triggers=[_filtered("filePaths")]), _STRUCTURE, "filters on filePaths"),
        (lambda d: d.update(triggers=[_filtered("tags", "branches")]), _STRUCTURE, "filters on tags and branches"),
        (lambda d: d.update(triggers=[_filtered("branches", pattern="{a,b}" * 20)]), _STRUCTURE, "alternatives"),
        (lambda d: d["stages"][2].update(beforeEntry=_conditions("ROLLBACK")), _STAGE, "FAIL or SKIP"),
        (lambda d: d["stages"][2].update(onSuccess=_conditions("FAIL", "Oracle")), _STAGE, "unknown rule type Oracle"),
    ],
)
def test_an_invalid_declaration_is_refused(change: Callable[[dict[str, Any]], Any], code: str, words: str) -> None:
    document = _valid()
    change(document)
    with pytest.raises(ServiceError) as refused:
        _check(document)
    assert refused.value.code == code
    assert words in refused.value.message


@pytest.mark.parametrize("block", [{"result": "ROLLBACK"}, _conditions("ROLLBACK")])
def test_no_stage_of_a_pipeline_in_parallel_mode_rolls_back_on_failure(block: dict[str, Any]) -> None:
    """Source: docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html, PARALLEL mode."""
    document = _valid()
    document["stages"][2]["onFailure"] = block
    for mode in ("SUPERSEDED", "QUEUED"):
        _check({**document, "executionMode": mode})
    document["executionMode"] = "PARALLEL"
    with pytest.raises(ServiceError, match=r"cannot be added to a PARALLEL pipeline\. Stage: 'Prod'") as refused:
        _check(document)
    assert refused.value.code == _STAGE


@pytest.mark.enforces(
    "CodePipeline: an approval's CustomData has at most 1,000 characters as it is declared",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html",
)
def test_an_approvals_text_of_over_a_thousand_characters_is_refused() -> None:
    document = _valid()
    asked = document["stages"][2]["actions"][0]
    asked["configuration"] = {"CustomData": "x" * 1_000}
    _check(document)
    asked["configuration"] = {"CustomData": "x" * 1_001}
    with pytest.raises(ServiceError, match="CustomData has 1001 characters") as refused:
        _check(document)
    assert refused.value.code == _ACTION


def test_actions_may_be_in_every_region_that_has_a_store() -> None:
    document = _valid()
    _second_action(document)["region"] = KEY.region
    _check(document)
    _set_stores(document, KEY.region, "eu-west-1")
    document["stages"][2]["actions"][1]["region"] = "eu-west-1"
    _check(document)


def test_several_inputs_need_a_primary_source() -> None:
    document = _valid()
    deploy = document["stages"][2]["actions"][1]
    deploy["inputArtifacts"] = [{"name": "Source"}, {"name": "Assembly"}]
    with pytest.raises(ServiceError, match="PrimarySource"):
        _check(document)
    deploy["configuration"]["PrimarySource"] = "Assembly"
    _check(document)


def _filtered(*kinds: str, pattern: str = "main") -> dict[str, Any]:
    trigger = _trigger("Source")
    trigger["gitConfiguration"]["push"] = [{kind: {"includes": [pattern]} for kind in kinds}]
    return trigger


@pytest.mark.parametrize("kinds", [("tags",), ("branches",), ("branches", "filePaths")])
def test_a_filter_of_aws_own_combinations_passes(kinds: tuple[str, ...]) -> None:
    _check({**_valid(), "triggers": [_filtered(*kinds)]})


def _trigger(name: str) -> dict[str, Any]:
    return {"providerType": "CodeStarSourceConnection", "gitConfiguration": {"sourceActionName": name}}
