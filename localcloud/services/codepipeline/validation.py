"""What a declaration must satisfy beyond the API's shapes, with AWS's error codes.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html, pipeline-requirements.html,
pipelines-filter.html and, for one trigger a source action, .../latest/APIReference/API_GitConfiguration.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from localcloud.aws.clients import service_regions
from localcloud.aws.globs import GlobError, check_pattern
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.action_types import NOT_OFFERED, RULE_TYPES, ActionType, action_type
from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration, StageDeclaration
from localcloud.services.codepipeline.records import Json
from localcloud.services.codepipeline.statuses import BEFORE_ENTRY, ON_FAILURE, ON_SUCCESS
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
    _check_triggers(declaration)
    produced: set[str] = set()
    namespaces: set[str] = set(RESERVED)
    for stage in declaration.stages:
        _check_conditions(stage)
        for group in stage.run_orders:
            for action in group:
                _check_action(stage, action)
                _check_region(stage, action, declaration, region)
                _check_artifacts(stage, action, produced)
                _check_references(stage, action, namespaces)
            produced |= _unique((name for action in group for name in action.outputs), "output artifact", produced)
            groups_namespaces = (action.namespace for action in group if action.namespace)
            namespaces |= _unique(groups_namespaces, "namespace", namespaces)


def _structure(message: str) -> ServiceError:
    return ServiceError("InvalidStructureException", message)


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
    _unique((stage.name for stage in declaration.stages), "stage name", set())
    for stage in declaration.stages:
        if not 1 <= len(stage.actions) <= _MAX_ACTIONS_PER_STAGE:
            message = f"Stage '{stage.name}' must have between 1 and {_MAX_ACTIONS_PER_STAGE} actions"
            raise ServiceError("InvalidStageDeclarationException", message)
        _unique((action.name for action in stage.actions), f"action name in stage '{stage.name}'", set())


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
            raise _structure(f"Only the first stage may contain source actions: '{stage.name}'")


def _check_v2_features(declaration: PipelineDeclaration, document: Json) -> None:
    if declaration.pipeline_type == "V2":
        return
    conditional = [stage.name for stage in declaration.stages if stage.conditions or stage.on_failure_result != "FAIL"]
    used = {
        "triggers": bool(declaration.triggers),
        "variables": bool(declaration.variables),
        f"executionMode {declaration.mode}": document.get("executionMode", "SUPERSEDED") != "SUPERSEDED",
        "stage conditions": bool(conditional),
    }
    for feature, present in used.items():
        if present:
            raise _structure(f"Pipelines of type V1 do not support {feature}; set pipelineType to V2")


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


def _check_conditions(stage: StageDeclaration) -> None:
    for kind, condition in stage.conditions.items():
        allowed = _CONDITION_RESULTS[kind]
        if condition.result not in allowed:
            message = (
                f"Stage '{stage.name}': a {kind} condition results in {' or '.join(allowed)}, not {condition.result}"
            )
            raise ServiceError("InvalidStageDeclarationException", message)
        _unique((rule.name for rule in condition.rules), f"rule name in stage '{stage.name}'", set())
        for rule in condition.rules:
            if rule.provider not in RULE_TYPES:
                message = f"Stage '{stage.name}': rule '{rule.name}' has the unknown rule type {rule.provider}"
                raise ServiceError("InvalidStageDeclarationException", message)


def _check_action(stage: StageDeclaration, action: ActionDeclaration) -> None:
    kind = action_type(action.category, action.provider)
    if kind is None or action.owner != "AWS" or action.version != "1":
        raise _action_error(stage, action, _unknown_type(action))
    missing = [name for name in kind.required if not action.configuration.get(name)]
    if missing:
        raise _action_error(stage, action, f"the configuration lacks {', '.join(missing)}")
    unknown = sorted(set(action.configuration) - set(kind.required) - set(kind.optional))
    if unknown:
        raise _action_error(stage, action, f"the configuration has the unknown {', '.join(unknown)}")
    if action.configuration.get("BatchEnabled", "false").lower() == "true":
        raise _action_error(stage, action, "BatchEnabled is not offered by the local cloud")
    _check_counts(stage, action, kind)


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


def _unknown_type(action: ActionDeclaration) -> str:
    shown = f"{action.category}/{action.owner}/{action.provider}/{action.version}"
    if action.owner == "AWS" and action.provider in NOT_OFFERED:
        return f"the action type {shown} is not offered by the local cloud"
    return f"the action type {shown} does not exist"


def _check_counts(stage: StageDeclaration, action: ActionDeclaration, kind: ActionType) -> None:
    for what, names, (fewest, most) in (
        ("input", action.inputs, kind.inputs),
        ("output", action.outputs, kind.outputs),
    ):
        if not fewest <= len(names) <= most:
            expected = str(fewest) if fewest == most else f"between {fewest} and {most}"
            raise _action_error(
                stage, action, f"it has {len(names)} {what} artifacts, {kind.provider} takes {expected}"
            )
    if action.provider == "CodeBuild" and len(action.inputs) > 1:
        _check_primary_source(stage, action)


def _check_primary_source(stage: StageDeclaration, action: ActionDeclaration) -> None:
    primary = action.configuration.get("PrimarySource")
    if primary not in action.inputs:
        raise _action_error(stage, action, "with several input artifacts, PrimarySource must name one of them")


def _check_artifacts(stage: StageDeclaration, action: ActionDeclaration, produced: set[str]) -> None:
    missing = [name for name in action.inputs if name not in produced]
    if missing:
        raise _action_error(stage, action, f"no earlier action produces the input artifact {', '.join(missing)}")


def _check_references(stage: StageDeclaration, action: ActionDeclaration, namespaces: set[str]) -> None:
    if action.namespace in RESERVED:
        raise _action_error(stage, action, f"the namespace {action.namespace!r} is reserved")
    values: Sequence[str] = list(action.configuration.values())
    for value in values:
        if len(value) > _MAX_CONFIGURATION:
            raise _action_error(stage, action, "a configuration value is longer than 50,000 characters")
        for namespace, name in references(value):
            if namespace not in namespaces:
                raise _action_error(
                    stage, action, f"#{{{namespace}.{name}}} refers to a namespace that no earlier action has"
                )
