"""Pipelines are created, changed and deleted, by the API and by CloudFormation.

A change of the definition ends what runs under the old one; a change of tags, or no change, does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.declaration import PipelineDeclaration, read_declaration
from localcloud.services.codepipeline.engine import Engine, require_pipeline, require_stage
from localcloud.services.codepipeline.records import Execution, Json, PipelineKey, PipelineRecord
from localcloud.services.codepipeline.store import Store
from localcloud.services.codepipeline.validation import validate

_MAX_TAGS = 50
_UPDATED = "The pipeline's definition was updated before the execution could be completed"
_DELETED = "The pipeline was deleted before the execution could be completed"

# Checks that CodePipeline may assume the pipeline's role; raises ServiceError.
RoleCheck = Callable[[str], None]
# Called with each pipeline that was created or changed, e.g. to make its repositories.
Declared = Callable[[PipelineRecord], None]


class Definitions:
    """The pipelines of one store."""

    def __init__(self, store: Store, engine: Engine, *, check_role: RoleCheck, declared: Declared) -> None:
        self._store = store
        self._engine = engine
        self._check_role = check_role
        self._declared = declared

    def create(
        self, key: PipelineKey, document: Json, *, tags: Mapping[str, str], owner: str = "", caller: str = ""
    ) -> PipelineRecord:
        """Create a pipeline; that starts its first execution.

        Args:
            owner: the CloudFormation resource that it is; a pipeline of the same owner is taken over, because a crash
                can lose the stack's record of a resource that exists.

        Raises:
            ServiceError: the name is taken, or the declaration is invalid.
        """
        document, _ = self._validated(key, document)
        check_tags(tags)
        with self._store.transaction():
            existing = self._store.pipelines.get(key)
            if existing is not None and owner and existing.owner == owner:
                return self._replace(existing, document, tags=tags, restart=True, caller=caller)[0]
            if existing is not None:
                message = f"A pipeline with the name '{key.name}' already exists in account '{key.account}'"
                raise ServiceError("PipelineNameInUseException", message)
            now = self._engine.journal.now()
            record = PipelineRecord(
                key=key, version=1, declaration=document, tags=dict(tags), created=now, updated=now, owner=owner
            )
            self._store.pipelines.save(record)
            self._declared(record)
            self._engine.lifecycle.start(key, trigger_type="CreatePipeline", trigger_detail=caller)
        return record

    def update(
        self,
        key: PipelineKey,
        document: Json,
        *,
        tags: Mapping[str, str] | None = None,
        restart: bool = False,
        caller: str = "",
    ) -> tuple[PipelineRecord, Execution | None]:
        """Change a pipeline; returns it and the execution that `restart` started, if the definition did change.

        Raises:
            ServiceError: unknown pipeline or invalid declaration.
        """
        document, _ = self._validated(key, document)
        check_tags(tags or {})
        with self._store.transaction():
            record, _ = require_pipeline(self._store, key)
            return self._replace(record, document, tags=tags, restart=restart, caller=caller)

    def delete(self, key: PipelineKey) -> None:
        """Delete a pipeline with its history; one that does not exist is no error, as on AWS."""
        with self._store.transaction():
            if self._store.pipelines.get(key) is None:
                return
            self._engine.lifecycle.cancel_running(key, _DELETED)
            self._store.pipelines.delete(key)

    def set_tags(self, record: PipelineRecord, tags: Mapping[str, str]) -> PipelineRecord:
        """Replace a pipeline's tags; neither its version nor its executions change.

        Raises:
            ServiceError: too many tags, or a reserved key.
        """
        check_tags(tags)
        changed = replace(record, tags=dict(tags))
        self._store.pipelines.save(changed)
        return changed

    def set_transition(self, key: PipelineKey, stage: str, *, enabled: bool, reason: str, by: str) -> None:
        """Let executions enter a stage, or hold them before it.

        Raises:
            ServiceError: no such pipeline or stage.
        """
        with self._store.transaction():
            record, declaration = require_pipeline(self._store, key)
            require_stage(declaration, stage)
            state = {"enabled": enabled, "reason": reason, "by": by, "at": self._engine.journal.now()}
            self._store.pipelines.save(replace(record, transitions={**record.transitions, stage: state}))
        self._engine.wake()

    def _replace(
        self, record: PipelineRecord, document: Json, *, tags: Mapping[str, str] | None, restart: bool, caller: str
    ) -> tuple[PipelineRecord, Execution | None]:
        if tags is not None:
            record = self.set_tags(record, tags)
        if document == record.declaration:
            return record, None
        names = {stage["name"] for stage in document["stages"]}
        changed = replace(
            record,
            declaration=document,
            version=record.version + 1,
            updated=self._engine.journal.now(),
            transitions={name: state for name, state in record.transitions.items() if name in names},
        )
        self._engine.lifecycle.cancel_running(record.key, _UPDATED)
        self._store.pipelines.save(changed)
        self._declared(changed)
        if not restart:
            return changed, None
        started = self._engine.lifecycle.start(record.key, trigger_type="StartPipelineExecution", trigger_detail=caller)
        return changed, started

    def _validated(self, key: PipelineKey, document: Json) -> tuple[Json, PipelineDeclaration]:
        stored = {name: value for name, value in document.items() if name != "version"}
        stored.setdefault("pipelineType", "V1")
        stored.setdefault("executionMode", "SUPERSEDED")
        declaration = read_declaration(stored)
        validate(declaration, stored, region=key.region)
        self._check_role(declaration.role_arn)
        return stored, declaration


def tags_by_key(tags: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A request's tags.

    Raises:
        ServiceError: ``InvalidTagsException``; a key stands twice.
    """
    found: dict[str, str] = {}
    for tag in tags:
        if tag["key"] in found:
            raise ServiceError("InvalidTagsException", f"Duplicate tag keys are not allowed: {tag['key']}")
        found[tag["key"]] = tag["value"]
    return found


def check_tags(tags: Mapping[str, str]) -> None:
    """Refuse tags that AWS would refuse.

    Raises:
        ServiceError: ``TooManyTagsException`` or ``InvalidTagsException``.
    """
    if len(tags) > _MAX_TAGS:
        raise ServiceError("TooManyTagsException", f"A resource may have {_MAX_TAGS} tags, not {len(tags)}")
    reserved = [name for name in tags if name.lower().startswith("aws:")]
    if reserved:
        raise ServiceError("InvalidTagsException", f"Tag keys may not start with 'aws:': {', '.join(reserved)}")
