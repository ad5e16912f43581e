"""Operations on pipelines themselves: their definitions and tags."""

from __future__ import annotations

from typing import Any

from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.api.responses import key_of, moment, page, without_empty
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.definitions import Definitions, tags_by_key
from localcloud.services.codepipeline.engine import require_pipeline
from localcloud.services.codepipeline.records import Json, PipelineKey, PipelineRecord
from localcloud.services.codepipeline.registry import ACTION_TYPES, shown_configuration
from localcloud.services.codepipeline.store import Store

_MAX_PIPELINES = 1000
_ARN_SEGMENTS = 6


class PipelineOperations:
    """Create, read, update, delete, tag."""

    def __init__(self, store: Store, definitions: Definitions) -> None:
        self._store = store
        self._definitions = definitions

    def create(self, caller: Caller, request: Json) -> Json:
        tags = tags_by_key(request.get("tags", []))
        declared = request["pipeline"]
        key = key_of(caller, declared["name"])
        record = self._definitions.create(key, declared, tags=tags, caller=caller.principal_arn)
        return {"pipeline": _shown(record.declaration, record.version), "tags": request.get("tags", [])}

    def get(self, caller: Caller, request: Json) -> Json:
        key = key_of(caller, request["name"])
        record, _ = require_pipeline(self._store, key)
        version = request.get("version", record.version)
        declaration = self._store.pipelines.declaration(key, version)
        if declaration is None:
            message = f"Pipeline '{key.name}' does not have a version {version}"
            raise ServiceError("PipelineVersionNotFoundException", message)
        metadata = {"pipelineArn": key.arn, "created": moment(record.created), "updated": moment(record.updated)}
        return {"pipeline": _shown(declaration, version), "metadata": metadata}

    def update(self, caller: Caller, request: Json) -> Json:
        declared = request["pipeline"]
        key = key_of(caller, declared["name"])
        require_pipeline(self._store, key)
        record, _ = self._definitions.update(key, declared, caller=caller.principal_arn)
        return {"pipeline": _shown(record.declaration, record.version)}

    def delete(self, caller: Caller, request: Json) -> Json:
        self._definitions.delete(key_of(caller, request["name"]))
        return {}

    def list_pipelines(self, caller: Caller, request: Json) -> Json:
        records = self._store.pipelines.listed(caller.account, caller.region)
        chosen, token = page(records, request=request, position=lambda record: record.key.name, default=_MAX_PIPELINES)
        return without_empty({"pipelines": [_listed(record) for record in chosen], "nextToken": token})

    def list_action_types(self, caller: Caller, request: Json) -> Json:
        del caller
        owner = request.get("actionOwnerFilter")
        return {"actionTypes": [_action_type(kind) for kind in ACTION_TYPES if owner in (None, kind.owner)]}

    def tag(self, caller: Caller, request: Json) -> Json:
        given = tags_by_key(request["tags"])
        with self._store.transaction():
            record = self._of_arn(caller, request["resourceArn"])
            self._definitions.set_tags(record, {**record.tags, **given})
        return {}

    def untag(self, caller: Caller, request: Json) -> Json:
        removed = set(request["tagKeys"])
        with self._store.transaction():
            record = self._of_arn(caller, request["resourceArn"])
            kept = {name: value for name, value in record.tags.items() if name not in removed}
            self._definitions.set_tags(record, kept)
        return {}

    def list_tags(self, caller: Caller, request: Json) -> Json:
        record = self._of_arn(caller, request["resourceArn"])
        tags = [{"key": name, "value": value} for name, value in sorted(record.tags.items())]
        chosen, token = page(tags, request=request, position=lambda tag: tag["key"])
        return without_empty({"tags": chosen, "nextToken": token})

    def _of_arn(self, caller: Caller, arn: str) -> PipelineRecord:
        segments = arn.split(":", _ARN_SEGMENTS - 1)
        if len(segments) != _ARN_SEGMENTS or segments[4] != caller.account:
            raise ServiceError("InvalidArnException", f"{arn!r} is not the ARN of a pipeline of this account")
        record = self._store.pipelines.get(PipelineKey(account=segments[4], region=segments[3], name=segments[5]))
        if record is None:
            raise ServiceError("ResourceNotFoundException", f"There is no pipeline with the ARN {arn}")
        return record


def _shown(declaration: Json, version: int) -> Json:
    """As it was declared, with what AWS puts in where nothing was said."""
    stages = [
        {**stage, "actions": [_shown_action(action) for action in stage["actions"]]} for stage in declaration["stages"]
    ]
    return {**declaration, "stages": stages, "version": version}


def _shown_action(action: Json) -> Json:
    shown = {"runOrder": 1, "configuration": {}, "inputArtifacts": [], "outputArtifacts": [], **action}
    kind = action["actionTypeId"]
    return {**shown, "configuration": shown_configuration(kind["category"], kind["provider"], shown["configuration"])}


def _listed(record: PipelineRecord) -> Json:
    declaration = read_declaration(record.declaration)
    return {
        "name": record.key.name,
        "version": record.version,
        "pipelineType": declaration.pipeline_type,
        "executionMode": str(declaration.mode),
        "created": moment(record.created),
        "updated": moment(record.updated),
    }


def _action_type(kind: ActionType) -> dict[str, Any]:
    properties = [
        {
            "name": name,
            "required": name in kind.required,
            "key": True,
            "secret": name in kind.secret,
            "queryable": False,
        }
        for name in (*kind.required, *kind.optional)
    ]
    most = 5  # what the shape of this answer admits; CloudFormation takes ten
    return {
        "id": {"category": kind.category, "owner": kind.owner, "provider": kind.provider, "version": "1"},
        "actionConfigurationProperties": properties[:10],
        "inputArtifactDetails": {"minimumCount": kind.inputs[0], "maximumCount": min(kind.inputs[1], most)},
        "outputArtifactDetails": {"minimumCount": kind.outputs[0], "maximumCount": min(kind.outputs[1], most)},
    }
