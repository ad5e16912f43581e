"""What a request names must exist; the refusals are those of the CodePipeline API."""

from __future__ import annotations

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import (
    ActionDeclaration,
    PipelineDeclaration,
    StageDeclaration,
    read_declaration,
)
from localcloud.services.codepipeline.records import PipelineKey, PipelineRecord
from localcloud.services.codepipeline.store import Store


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
