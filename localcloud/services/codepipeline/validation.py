"""What a declaration must satisfy beyond the API's shapes, with AWS's error codes.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html, pipeline-requirements.html,
pipelines-filter.html and, for one trigger a source action, .../latest/APIReference/API_GitConfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from localcloud.aws.globs import GlobError, check_pattern
from localcloud.aws.identity.clients import service_regions
from localcloud.aws.limits.pipeline_types import ACTIONS_NOT_OFFERED, RULES_NOT_OFFERED
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import (
    ActionDeclaration,
    Condition,
    PipelineDeclaration,
    RuleDeclaration,
    StageDeclaration,
)
from localcloud.services.codepipeline.records import Json
from localcloud.services.codepipeline.registry import action_type, rule_type
from localcloud.services.codepipeline.statuses import BEFORE_ENTRY, ON_FAILURE, ON_SUCCESS, ExecutionMode
from localcloud.services.codepipeline.variables import RESERVED, references

_MAX_STAGES = 50
_MAX_ACTIONS_PER_STAGE = 100
_MAX_CONFIGURATION = 50_000  # characters of one value
_CONDITION_RESULTS = {
    BEFORE_ENTRY: ("FAIL", "SKIP"),
    ON_SUCCESS: ("FAIL", "ROLLBACK"),
    ON_FAILURE: ("FAIL", "ROLLBACK", "RETRY", "SKIP"),
}
_FILTER_COMBINATIONS = (["tags"], ["branches"], ["branches", "filePaths"])


def validate(declaration: PipelineDeclaration, document: Json, *, region: str) -> None:
    """Refuse a declaration that AWS would refuse, or that has what is not offered here.

    Args:
        region: the pipeline's own.

    Raises:
        ServiceError: ``InvalidStructureException``, ``InvalidStageDeclarationException`` or
            ``InvalidActionDeclarationException``; the message names the stage and action.
    """
    _check_stores(document, region)
    _check_stages(declaration)
    _check_source_stage(declaration)
    _check_v2_features(declaration, document)
    _check_variables(document)
    _check_failure_results(declaration)
    _check_triggers(declaration)
    produced: set[str] = set()
    namespaces: set[str] = set(RESERVED)
    for stage in declaration.stages:
        _check_conditions(stage, {BEFORE_ENTRY}, produced, namespaces)
        for group in stage.run_orders:
            for action in group:
                _check_action(stage, action, produced, namespaces)
                _check_region(stage, action, declaration, region)
            produced |= _unique((name for action in group for name in action.outputs), "output artifact", produced)
            groups_namespaces = (action.namespace for action in group if action.namespace)
            namespaces |= _unique(groups_namespaces, "namespace", namespaces)
        _check_conditions(stage, {ON_SUCCESS, ON_FAILURE}, produced, namespaces)
        _check_rule_regions(stage, declaration, region)


def _structure(message: str) -> ServiceError:
    return ServiceError("InvalidStructureException", message)


def _stage_error(message: str) -> ServiceError:
    return ServiceError("InvalidStageDeclarationException", message)


def _action_error(stage: StageDeclaration, action: ActionDeclaration, message: str) -> ServiceError:
    return ServiceError(
        "InvalidActionDeclarationException", f"Action '{action.name}' in stage '{stage.name}': {message}"
    )


def _check_stores(document: Json, region: str) -> None:
    if ("artifactStore" in document) == ("artifactStores" in document):
        raise _structure("Pipeline must have exactly one of artifactStore and artifactStores")
    stores = document.get("artifactStores")
    if stores is None:
        return
    for name in stores:
        if name not in service_regions("codepipeline"):
            message = f"The region {name} specified in 'pipeline.artifactStores' is not a valid AWS Region."
            raise ServiceError("ValidationException", message)
    if region not in stores:
        raise _structure(f"Pipeline artifactStores must have an artifact store for the pipeline's region {region}")


def _check_stages(declaration: PipelineDeclaration) -> None:
    if not 2 <= len(declaration.stages) <= _MAX_STAGES:
        raise _structure(f"Pipeline has {len(declaration.stages)} stages; it must have between 2 and {_MAX_STAGES}")
    repeated = _repeated(stage.name for stage in declaration.stages)
    if repeated is not None:
        raise _stage_error(f"Stage name '{repeated}' is used more than once")
    for stage in declaration.stages:
        if not 1 <= len(stage.actions) <= _MAX_ACTIONS_PER_STAGE:
            message = f"Stage '{stage.name}' must have between 1 and {_MAX_ACTIONS_PER_STAGE} actions"
            raise _stage_error(message)
        _unique((action.name for action in stage.actions), f"action name in stage '{stage.name}'", set())


def _repeated(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _unique(names: Iterable[str], what: str, known: set[str]) -> set[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen or name in known:
            raise _structure(f"Pipeline has a duplicate {what}: {name}")
        seen.add(name)
    return seen


def _check_source_stage(declaration: PipelineDeclaration) -> None:
    first, *others = declaration.stages
    if any(action.category != "Source" for action in first.actions):
        raise _structure(f"Pipeline should start with a stage that only contains source actions: '{first.name}'")
    for stage in others:
        if any(action.category == "Source" for action in stage.actions):
            raise _structure(
                f"Source actions can only be included in the first stage of the pipeline, not in '{stage.name}'"
            )


def _check_v2_features(declaration: PipelineDeclaration, document: Json) -> None:
    if declaration.pipeline_type == "V2":
        return
    if document.get("executionMode", "SUPERSEDED") != "SUPERSEDED":
        raise _structure("QUEUED or PARALLEL mode can only be used with V2 pipelines")
    for feature, present in (("Triggers", declaration.triggers), ("Pipeline variables", declaration.variables)):
        if present:
            raise _structure(f"{feature} can only be used with V2 pipelines; set pipelineType to V2")
    if any(stage.conditions or stage.on_failure_result is not None for stage in declaration.stages):
        raise _stage_error("Stage level conditions can only be used with V2 pipelines.")


def _check_variables(document: Json) -> None:
    repeated = _repeated(item["name"] for item in document.get("variables", []))
    if repeated is not None:
        raise _structure(f"Variable names must be unique. The following variable name is already in use: {repeated}")


def _check_failure_results(declaration: PipelineDeclaration) -> None:
    """Source: docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html, and for PARALLEL mode its
    concepts-how-it-works.html."""
    for stage in declaration.stages:
        condition = stage.conditions.get(ON_FAILURE)
        if condition is not None and stage.on_failure_result is not None:
            raise _stage_error(
                "The following stage cannot have a failure exit gate configured with both top level result and "
                f"conditions: '{stage.name}'"
            )
        results = (stage.on_failure_result, condition.result if condition else None)
        if declaration.mode is ExecutionMode.PARALLEL and "ROLLBACK" in results:
            raise _stage_error(
                "Failure conditions with rollback result type cannot be added to a PARALLEL pipeline. "
                f"Stage: '{stage.name}'"
            )


def _check_triggers(declaration: PipelineDeclaration) -> None:
    connections = [
        action.name for action in declaration.source_actions if action.provider == "CodeStarSourceConnection"
    ]
    for trigger in declaration.triggers:
        name = trigger["gitConfiguration"]["sourceActionName"]
        if name not in connections:
            raise _structure(f"A trigger names the source action '{name}', which is no CodeStarSourceConnection action")
        for event in ("push", "pullRequest"):
            for item in trigger["gitConfiguration"].get(event, []):
                _check_filter(name, item)
    _unique((trigger["gitConfiguration"]["sourceActionName"] for trigger in declaration.triggers), "trigger for", set())


def _check_filter(action: str, item: Mapping[str, Any]) -> None:
    kinds = [kind for kind in ("tags", "branches", "filePaths") if kind in item]
    if kinds and kinds not in _FILTER_COMBINATIONS:
        allowed = "tags, or branches, or branches and filePaths"
        raise _structure(f"The trigger of '{action}' filters on {' and '.join(kinds)}; a filter has {allowed}")
    for kind in kinds:
        for pattern in (*item[kind].get("includes", []), *item[kind].get("excludes", [])):
            try:
                check_pattern(pattern)
            except GlobError as error:
                raise _structure(f"The trigger of '{action}': {error}") from error


def _check_conditions(stage: StageDeclaration, kinds: set[str], produced: set[str], namespaces: set[str]) -> None:
    for kind in sorted(kinds & stage.conditions.keys()):
        condition, allowed = stage.conditions[kind], _CONDITION_RESULTS[kind]
        if condition.result not in allowed:
            message = (
                f"Stage '{stage.name}': a {kind} condition results in {' or '.join(allowed)}, not {condition.result}"
            )
            raise _stage_error(message)
        _unique((rule.name for rule in condition.rules), f"rule name in stage '{stage.name}'", set())
        for rule in condition.rules:
            refused = _rule_refusal(rule, kind, condition) or _unknown_inputs(rule, produced, namespaces)
            if refused:
                message = f"Stage '{stage.name}': rule '{rule.name}': {refused}"
                raise _stage_error(message)


def _rule_refusal(rule: RuleDeclaration, kind: str, condition: Condition) -> str:
    found = rule_type(rule.provider)
    if found is None or rule.version != "1":
        if rule.provider in RULES_NOT_OFFERED:
            return f"the rule type {rule.provider} is not offered by the local cloud"
        return f"unknown rule type {rule.provider}, version {rule.version}"
    if kind == BEFORE_ENTRY and condition.result == "SKIP" and not found.may_skip:
        return f"AWS does not admit {rule.provider} in an entry condition that skips the stage"
    return found.refusal(rule.configuration, rule.inputs)


def _check_action(stage: StageDeclaration, action: ActionDeclaration, produced: set[str], namespaces: set[str]) -> None:
    kind = action_type(action.category, action.provider)
    if kind is None or action.owner != kind.owner or action.version != "1":
        raise _action_error(stage, action, _unknown_type(action))
    refused = kind.refusal(action.configuration, action.inputs, action.outputs)
    if not refused and action.namespace in RESERVED:
        refused = f"the namespace {action.namespace!r} is reserved"
    refused = refused or _unknown_inputs(action, produced, namespaces)
    if refused:
        raise _action_error(stage, action, refused)


def _check_region(
    stage: StageDeclaration, action: ActionDeclaration, declaration: PipelineDeclaration, region: str
) -> None:
    """What docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html asks of an action that
    acts elsewhere than its pipeline."""
    if action.region is None or action.region == region:
        return
    if action.category == "Source":
        raise _action_error(stage, action, f"a source action cannot be in another region than the pipeline's {region}")
    if action.region not in declaration.artifact_stores:
        message = f"it is in region {action.region}, for which artifactStores has no artifact store"
        raise _action_error(stage, action, message)


def _check_rule_regions(stage: StageDeclaration, declaration: PipelineDeclaration, region: str) -> None:
    for rule in (rule for condition in stage.conditions.values() for rule in condition.rules):
        elsewhere = rule.region not in (None, region, *declaration.artifact_stores)
        if elsewhere and rule.inputs:
            message = (
                f"Stage '{stage.name}': rule '{rule.name}': it takes artifacts in region {rule.region}, for which "
                "artifactStores has no artifact store"
            )
            raise _stage_error(message)


def _unknown_type(action: ActionDeclaration) -> str:
    shown = f"{action.category}/{action.owner}/{action.provider}/{action.version}"
    if action.owner == "AWS" and action.provider in ACTIONS_NOT_OFFERED:
        return f"the action type {shown} is not offered by the local cloud"
    return f"the action type {shown} does not exist"


def _unknown_inputs(declared: ActionDeclaration | RuleDeclaration, produced: set[str], namespaces: set[str]) -> str:
    """What an action or rule needs that no earlier action brings."""
    missing = [name for name in declared.inputs if name not in produced]
    if missing:
        return f"no earlier action produces the input artifact {', '.join(missing)}"
    for value in declared.configuration.values():
        if len(value) > _MAX_CONFIGURATION:
            return "a configuration value is longer than 50,000 characters"
        for namespace, name in references(value):
            if namespace not in namespaces:
                return f"#{{{namespace}.{name}}} refers to a namespace that no earlier action has"
    return ""
