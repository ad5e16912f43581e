"""A pipeline's declaration as typed data: what the engine reads instead of the API's nested dictionaries.

The API's own form is kept beside it in the store, because GetPipeline must give back exactly what was sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localcloud.services.codepipeline.statuses import ALL_ACTIONS, BEFORE_ENTRY, ON_FAILURE, ON_SUCCESS, ExecutionMode

Document = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ActionDeclaration:
    """One action; `configuration` may hold unresolved variables such as ``#{Source.CommitId}``."""

    name: str
    category: str
    owner: str
    provider: str
    version: str
    run_order: int
    configuration: Mapping[str, str]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    role_arn: str | None
    region: str | None
    namespace: str | None
    timeout_minutes: int | None

    @property
    def type_id(self) -> dict[str, str]:
        """The action type as the API shows it."""
        return {
            "category": self.category,
            "owner": self.owner,
            "provider": self.provider,
            "version": self.version,
        }


@dataclass(frozen=True, kw_only=True)
class RuleDeclaration:
    """One rule of a stage condition."""

    name: str
    provider: str
    version: str
    configuration: Mapping[str, str]
    inputs: tuple[str, ...]
    role_arn: str | None
    region: str | None
    timeout_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A stage condition: all its rules must succeed, otherwise (for a failure: if so) `result` happens."""

    result: str
    rules: tuple[RuleDeclaration, ...]


@dataclass(frozen=True, kw_only=True)
class StageDeclaration:
    """One stage with its conditions by type (BEFORE_ENTRY, ON_SUCCESS, ON_FAILURE)."""

    name: str
    actions: tuple[ActionDeclaration, ...]
    conditions: Mapping[str, Condition]
    on_failure_result: str | None  # without a condition; None: the stage fails
    retry_mode: str

    def action(self, name: str) -> ActionDeclaration | None:
        """The action of that name, if the stage has it."""
        return next((action for action in self.actions if action.name == name), None)

    @property
    def run_orders(self) -> list[list[ActionDeclaration]]:
        """The actions grouped by run order, ascending; those of one group run in parallel."""
        orders = sorted({action.run_order for action in self.actions})
        return [[action for action in self.actions if action.run_order == order] for order in orders]


@dataclass(frozen=True, kw_only=True)
class ArtifactStore:
    """The bucket that artifacts lie in, and the key they are encrypted with (an ARN, id or alias; None: no own key)."""

    bucket: str
    kms_key: str | None


@dataclass(frozen=True, kw_only=True)
class PipelineDeclaration:
    """A pipeline, read from the API's form with `read_declaration`."""

    name: str
    role_arn: str
    stages: tuple[StageDeclaration, ...]
    mode: ExecutionMode
    pipeline_type: str
    artifact_stores: Mapping[str, ArtifactStore]  # by region; a pipeline that stays in its own has one, "*"
    variables: Mapping[str, str | None]
    triggers: tuple[Document, ...]

    def stage(self, name: str) -> StageDeclaration | None:
        """The stage of that name, if the pipeline has it."""
        return next((stage for stage in self.stages if stage.name == name), None)

    def action(self, stage: str, name: str) -> ActionDeclaration | None:
        """The action of that name in that stage, if the pipeline has it."""
        found = self.stage(stage)
        return found.action(name) if found else None

    def rule(self, stage: str, condition: str, name: str) -> RuleDeclaration | None:
        """The rule of that name in a condition of that stage, if the pipeline has it."""
        found = self.stage(stage)
        judged = found.conditions.get(condition) if found else None
        return next((rule for rule in judged.rules if rule.name == name), None) if judged else None

    def stage_after(self, name: str) -> StageDeclaration | None:
        """The stage that follows, or None after the last."""
        names = [stage.name for stage in self.stages]
        index = names.index(name) + 1
        return self.stages[index] if index < len(names) else None

    @property
    def source_actions(self) -> tuple[ActionDeclaration, ...]:
        """Every action that fetches sources."""
        return tuple(action for stage in self.stages for action in stage.actions if action.category == "Source")

    def artifact_store(self, region: str) -> ArtifactStore:
        """The artifact store of a region.

        Raises:
            KeyError: the pipeline has none there.
        """
        return self.artifact_stores[region] if region in self.artifact_stores else self.artifact_stores["*"]

    def region_of_store(self, bucket: str) -> str | None:
        """The region whose artifact store is that bucket; None where no store is."""
        return next((region for region, store in self.artifact_stores.items() if store.bucket == bucket), None)


def read_declaration(document: Document) -> PipelineDeclaration:
    """Read the API's form (camel case) of a pipeline that was found valid."""
    stores = {region: _store(store) for region, store in document.get("artifactStores", {}).items()}
    if "artifactStore" in document:
        stores["*"] = _store(document["artifactStore"])
    return PipelineDeclaration(
        name=document["name"],
        role_arn=document["roleArn"],
        stages=tuple(_stage(stage) for stage in document["stages"]),
        mode=ExecutionMode(document.get("executionMode", "SUPERSEDED")),
        pipeline_type=document.get("pipelineType", "V1"),
        artifact_stores=stores,
        variables={item["name"]: item.get("defaultValue") for item in document.get("variables", [])},
        triggers=tuple(document.get("triggers", [])),
    )


def _store(document: Document) -> ArtifactStore:
    return ArtifactStore(bucket=document["location"], kms_key=document.get("encryptionKey", {}).get("id"))


def _stage(document: Document) -> StageDeclaration:
    blocks = {"beforeEntry": BEFORE_ENTRY, "onSuccess": ON_SUCCESS, "onFailure": ON_FAILURE}
    conditions = {
        kind: _condition(document[member]["conditions"][0])
        for member, kind in blocks.items()
        if document.get(member, {}).get("conditions")
    }
    on_failure = document.get("onFailure", {})
    return StageDeclaration(
        name=document["name"],
        actions=tuple(_action(action) for action in document["actions"]),
        conditions=conditions,
        on_failure_result=on_failure.get("result"),
        retry_mode=on_failure.get("retryConfiguration", {}).get("retryMode", ALL_ACTIONS),
    )


def _condition(document: Document) -> Condition:
    return Condition(
        result=document.get("result", "FAIL"), rules=tuple(_rule(rule) for rule in document.get("rules", []))
    )


def _rule(document: Document) -> RuleDeclaration:
    kind = document["ruleTypeId"]
    return RuleDeclaration(
        name=document["name"],
        provider=kind["provider"],
        version=kind.get("version", "1"),
        configuration=document.get("configuration", {}),
        inputs=tuple(item["name"] for item in document.get("inputArtifacts", [])),
        role_arn=document.get("roleArn"),
        region=document.get("region"),
        timeout_minutes=document.get("timeoutInMinutes"),
    )


def _action(document: Document) -> ActionDeclaration:
    kind = document["actionTypeId"]
    return ActionDeclaration(
        name=document["name"],
        category=kind["category"],
        owner=kind["owner"],
        provider=kind["provider"],
        version=kind["version"],
        run_order=document.get("runOrder", 1),
        configuration=document.get("configuration", {}),
        inputs=tuple(item["name"] for item in document.get("inputArtifacts", [])),
        outputs=tuple(item["name"] for item in document.get("outputArtifacts", [])),
        role_arn=document.get("roleArn"),
        region=document.get("region"),
        namespace=document.get("namespace"),
        timeout_minutes=document.get("timeoutInMinutes"),
    )
