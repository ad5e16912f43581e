"""Finds what a request names, refusing with the CodePipeline API's codes, and what a recorded run was declared as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import (
    ActionDeclaration,
    PipelineDeclaration,
    RuleDeclaration,
    StageDeclaration,
    read_declaration,
)
from localcloud.services.codepipeline.records import ActionRun, Execution, PipelineKey, PipelineRecord, RuleRun
from localcloud.services.codepipeline.store import Store

D = TypeVar("D", ActionDeclaration, RuleDeclaration)


@dataclass(frozen=True)
class Declared(Generic[D]):
    """What a run belongs to: its execution, the declaration of that execution's version, and itself in there."""

    execution: Execution
    pipeline: PipelineDeclaration
    item: D


def require_pipeline(store: Store, key: PipelineKey) -> tuple[PipelineRecord, PipelineDeclaration]:
    """The pipeline and its declaration.

    Raises:
        ServiceError: ``PipelineNotFoundException``.
    """
    record = store.pipelines.get(key)
    if record is None:
        message = f"Account '{key.account}' does not have a pipeline with name '{key.name}'"
        raise ServiceError("PipelineNotFoundException", message)
    return record, read_declaration(record.declaration)


def require_stage(declaration: PipelineDeclaration, name: str) -> StageDeclaration:
    """A stage of the pipeline.

    Raises:
        ServiceError: ``StageNotFoundException``.
    """
    stage = declaration.stage(name)
    if stage is None:
        message = f"Pipeline '{declaration.name}' does not have a stage with name '{name}'"
        raise ServiceError("StageNotFoundException", message)
    return stage


def require_action(stage: StageDeclaration, name: str) -> ActionDeclaration:
    """An action of the stage.

    Raises:
        ServiceError: ``ActionNotFoundException``.
    """
    action = stage.action(name)
    if action is None:
        raise ServiceError(
            "ActionNotFoundException", f"Stage '{stage.name}' does not have an action with name '{name}'"
        )
    return action


def declared_action(store: Store, run: ActionRun) -> Declared[ActionDeclaration] | None:
    """What a run of an action was declared as; None once its pipeline is deleted."""
    execution = store.executions.get(run.key, run.execution_id)
    pipeline = declaration_of(store, execution) if execution else None
    action = pipeline.action(run.stage, run.action) if pipeline else None
    return Declared(execution, pipeline, action) if execution and pipeline and action else None


def declared_rule(store: Store, run: RuleRun) -> Declared[RuleDeclaration] | None:
    """What a run of a rule was declared as; None once its pipeline is deleted."""
    execution = store.executions.get(run.key, run.execution_id)
    pipeline = declaration_of(store, execution) if execution else None
    rule = pipeline.rule(run.stage, run.condition, run.rule) if pipeline else None
    return Declared(execution, pipeline, rule) if execution and pipeline and rule else None


def declaration_of(store: Store, execution: Execution) -> PipelineDeclaration | None:
    """The declaration that an execution runs under; None once its pipeline is deleted."""
    document = store.pipelines.declaration(execution.key, execution.version)
    return read_declaration(document) if document else None
