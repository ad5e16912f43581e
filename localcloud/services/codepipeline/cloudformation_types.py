"""AWS::CodePipeline::Pipeline: the deployed resource is the pipeline that runs; AWS::CodePipeline::Webhook starts it.

A pipeline's properties are the API's members in Pascal case, except inside ``Configuration``: those are the action
types'.
Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-codepipeline-pipeline.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation.provisioners import _physical_name

from localcloud.aws.cloudformation.resource_properties import api_form
from localcloud.aws.cloudformation.resource_types import Properties, failure_reason, register_type
from localcloud.aws.identity.clients import service_model
from localcloud.services.codepipeline.declaration import read_declaration
from localcloud.services.codepipeline.definitions import Definitions
from localcloud.services.codepipeline.records import Json, PipelineKey, PipelineRecord
from localcloud.services.codepipeline.store import Store
from localcloud.services.codepipeline.webhooks import Webhook, delete_webhook, put_webhook

TYPE = "AWS::CodePipeline::Pipeline"
WEBHOOK = "AWS::CodePipeline::Webhook"
_CALLER = "cloudformation.amazonaws.com"
_SERVICE = "AWSCodePipeline"
_LONGEST_NAME = 100
# Properties of the resource that are no part of the declaration.
_BESIDE = frozenset({"ArtifactStores", "DisableInboundStageTransitions", "RestartExecutionOnUpdate", "Tags"})

Handled = tuple[str, Mapping[str, Any]]


def register_types(definitions: Definitions, store: Store) -> None:
    """Teach CloudFormation the types."""
    handlers = PipelineType(definitions)
    register_type(TYPE, create=handlers.create, update=handlers.update, delete=handlers.delete)
    webhooks = WebhookType(store)
    register_type(WEBHOOK, create=webhooks.create, update=webhooks.update, delete=webhooks.delete)


class PipelineType:
    """Create, update and delete, as CloudFormation calls them; what they raise is the resource's failure reason."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        """Create the pipeline; the physical id is its name."""
        name = properties.get("Name") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
        key = _key(name)
        with failure_reason(_SERVICE):
            record = self._definitions.create(
                key,
                declaration_of({**properties, "Name": name}),
                tags=_tags(properties),
                owner=f"{stack_name}/{logical_id}",
                caller=_CALLER,
            )
        self._set_transitions(key, {}, properties)
        return _result(record)

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        """Update the pipeline; another name is another pipeline, and CloudFormation deletes the old one."""
        if new.get("Name", physical_id) != physical_id:
            return self.create(physical_id, new, stack_name)
        key = _key(physical_id)
        restart = str(new.get("RestartExecutionOnUpdate", "false")).lower() == "true"
        with failure_reason(_SERVICE):
            record, _ = self._definitions.update(
                key,
                declaration_of({**new, "Name": physical_id}),
                tags=_tags(new),
                restart=restart,
                caller=_CALLER,
            )
        self._set_transitions(key, old, new)
        return _result(record)

    def delete(self, physical_id: str, properties: Properties) -> None:
        """Delete the pipeline."""
        del properties
        self._definitions.delete(_key(physical_id))

    def _set_transitions(self, key: PipelineKey, old: Properties, new: Properties) -> None:
        before, after = _disabled(old), _disabled(new)
        for stage in before.keys() | after.keys():
            if before.get(stage) != after.get(stage):
                with failure_reason(_SERVICE):
                    self._definitions.set_transition(
                        key, stage, enabled=stage not in after, reason=after.get(stage, ""), by=_CALLER
                    )


class WebhookType:
    """Webhooks: the physical id is the name; the secret that GitHub would sign with has nobody to use it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, logical_id: str, properties: Properties, stack_name: str) -> Handled:
        """Make the webhook of a pipeline that exists."""
        name = properties.get("Name") or _physical_name(stack_name, logical_id, max_len=_LONGEST_NAME)
        key = _key(properties["TargetPipeline"])
        record = self._store.pipelines.get(key)
        asked = Webhook(
            name=name,
            pipeline=key.name,
            action=properties["TargetAction"],
            filters=tuple((item["JsonPath"], item.get("MatchEquals")) for item in properties["Filters"]),
            url="",
        )
        with failure_reason(_SERVICE):
            webhook = put_webhook(key, read_declaration(record.declaration) if record else None, asked)
        return name, {"Id": name, "Url": webhook.url}

    def update(self, physical_id: str, old: Properties, new: Properties, stack_name: str) -> Handled:
        """Change it in place; another name is another webhook."""
        del old
        return self.create("", {**new, "Name": new.get("Name", physical_id)}, stack_name)

    def delete(self, physical_id: str, properties: Properties) -> None:
        """Delete the webhook."""
        del properties
        delete_webhook(physical_id)


def declaration_of(properties: Properties) -> Json:
    """The API's form of the declaration.

    Raises:
        ValueError: a property is unknown, or has a value that the API would refuse.
    """
    model = service_model("codepipeline")
    given = {name: value for name, value in properties.items() if name not in _BESIDE}
    if "ArtifactStores" in properties:
        # A list in the template, a map by region in the API.
        given["ArtifactStores"] = {item["Region"]: item["ArtifactStore"] for item in properties["ArtifactStores"]}
    return api_form(given, model.shape_for("PipelineDeclaration"), TYPE)


def _result(record: PipelineRecord) -> Handled:
    return record.key.name, {"Version": str(record.version)}


def _tags(properties: Properties) -> dict[str, str]:
    return {tag["Key"]: str(tag["Value"]) for tag in properties.get("Tags", [])}


def _disabled(properties: Properties) -> dict[str, str]:
    listed = properties.get("DisableInboundStageTransitions", [])
    return {item["StageName"]: item["Reason"] for item in listed}


def _key(name: str) -> PipelineKey:
    return PipelineKey(account=get_account_id(), region=get_region(), name=name)
