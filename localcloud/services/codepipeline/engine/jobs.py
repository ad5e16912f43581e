"""From a declared action to a run of it: variables resolved, inputs located, places for outputs chosen."""

from __future__ import annotations

import secrets
import string
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration, RuleDeclaration
from localcloud.services.codepipeline.ports import (
    CONFIGURATION_ERROR,
    ActionFailedError,
    ActionJob,
    Artifact,
    Replication,
    RuleJob,
)
from localcloud.services.codepipeline.records import ActionRun, Execution, Json, RuleRun
from localcloud.services.codepipeline.registry import action_type, rule_type
from localcloud.services.codepipeline.statuses import ActionStatus
from localcloud.services.codepipeline.store import Store
from localcloud.services.codepipeline.variables import (
    EXECUTION_NAMESPACE,
    PIPELINE_NAMESPACE,
    UnresolvedVariableError,
    resolve_configuration,
)

_MINUTE = 60.0
_TIMEOUT_MINUTES = 60  # of a type that is no longer offered
_NAME_ALPHABET = string.ascii_letters + string.digits
_MAX_PIPELINE, _MAX_ARTIFACT, _RANDOM = 20, 10, 7  # as CodePipeline names its objects


class Jobs:
    """Makes runs and jobs for one declaration of a pipeline."""

    def __init__(self, store: Store, declaration: PipelineDeclaration) -> None:
        self._store = store
        self._declaration = declaration

    def new_run(
        self, execution: Execution, action: ActionDeclaration, *, stage: str, attempt: int, now: float
    ) -> ActionRun:
        """The record of a run that is about to start; its configuration is not resolved yet."""
        kind = action_type(action.category, action.provider)
        minutes = action.timeout_minutes or (kind.timeout_minutes if kind else _TIMEOUT_MINUTES)
        if kind and kind.silence_minutes:
            minutes = min(minutes, kind.silence_minutes)
        return ActionRun(
            id=str(uuid.uuid4()),
            execution_id=execution.id,
            key=execution.key,
            stage=stage,
            action=action.name,
            stage_attempt=attempt,
            started=now,
            updated=now,
            deadline=now + minutes * _MINUTE,
            token=str(uuid.uuid4()),
            configuration=dict(action.configuration),
        )

    def prepared(self, run: ActionRun, execution: Execution, action: ActionDeclaration) -> ActionRun:
        """The run with its configuration resolved and its artifacts placed.

        Raises:
            ActionFailedError: a variable or an input artifact does not exist.
        """
        artifacts = self.artifacts(execution)
        missing = [name for name in action.inputs if name not in artifacts]
        if missing:
            raise ActionFailedError(f"no action has produced the artifact {missing[0]!r}", code=CONFIGURATION_ERROR)
        region = action.region or execution.key.region
        bucket = self._declaration.artifact_store(region).bucket
        return replace(
            run,
            configuration=self._resolved(action.configuration, execution),
            inputs=tuple({**artifacts[name], "bucket": bucket} for name in action.inputs),
            outputs=tuple(self._place(name, bucket) for name in action.outputs),
        )

    def new_rule_run(
        self, execution: Execution, rule: RuleDeclaration, *, stage: str, condition: str, attempt: int, now: float
    ) -> RuleRun:
        """The record of a rule's run that is about to start."""
        kind = rule_type(rule.provider)
        minutes = rule.timeout_minutes or (kind.timeout_minutes if kind else _TIMEOUT_MINUTES)
        return RuleRun(
            id=str(uuid.uuid4()),
            execution_id=execution.id,
            key=execution.key,
            stage=stage,
            condition=condition,
            rule=rule.name,
            stage_attempt=attempt,
            started=now,
            updated=now,
            deadline=now + minutes * _MINUTE,
            configuration=dict(rule.configuration),
        )

    def action_job(self, run: ActionRun, execution: Execution, action: ActionDeclaration) -> ActionJob:
        """What a worker needs to run a recorded run, also once more after a crash."""
        region = action.region or execution.key.region
        key = self._declaration.artifact_store(region).kms_key
        inputs = self._inputs(execution, run.inputs, key)
        return ActionJob(
            run_id=run.id,
            execution_id=execution.id,
            key=execution.key,
            version=execution.version,
            stage=run.stage,
            action=action,
            region=region,
            configuration=run.configuration,
            pipeline_role_arn=self._declaration.role_arn,
            inputs=inputs,
            outputs=tuple(Artifact(**item, kms_key=key) for item in run.outputs),
            token=run.token,
            deadline=run.deadline,
            replications=self._replications(inputs, execution),
            commit=self._commit(execution, action),
            source_revision=execution.source_revisions.get(action.name, {}),
            continuation=run.continuation,
            earlier_external_id=run.external_id,
        )

    def rule_job(self, run: RuleRun, execution: Execution, rule: RuleDeclaration) -> RuleJob:
        """What a worker needs to run a recorded rule's run.

        Raises:
            ActionFailedError: a variable or an input artifact does not exist.
        """
        artifacts = self.artifacts(execution)
        missing = [name for name in rule.inputs if name not in artifacts]
        if missing:
            raise ActionFailedError(f"no action has produced the artifact {missing[0]!r}", code=CONFIGURATION_ERROR)
        region = rule.region or execution.key.region
        inputs: tuple[Artifact, ...] = ()
        if rule.inputs:
            store = self._declaration.artifact_store(region)
            placed = ({**artifacts[name], "bucket": store.bucket} for name in rule.inputs)
            inputs = self._inputs(execution, placed, store.kms_key)
        return RuleJob(
            run_id=run.id,
            started=run.started,
            execution_id=execution.id,
            key=execution.key,
            stage=run.stage,
            condition=run.condition,
            rule=rule,
            region=region,
            configuration=self._resolved(rule.configuration, execution),
            pipeline_role_arn=self._declaration.role_arn,
            inputs=inputs,
            replications=self._replications(inputs, execution),
            commit=self._commit(execution, rule),
        )

    def artifacts(self, execution: Execution) -> dict[str, Json]:
        """By name, the artifacts that the execution has; a rollback has those of its target."""
        return {item["name"]: item for run in self._succeeded(execution) for item in run.outputs}

    def namespaces(self, execution: Execution) -> dict[str, Mapping[str, str]]:
        """By namespace, the variables that the execution has so far."""
        declared = {
            (stage.name, action.name): action.namespace
            for stage in self._declaration.stages
            for action in stage.actions
            if action.namespace
        }
        found: dict[str, Mapping[str, str]] = {
            EXECUTION_NAMESPACE: {"PipelineExecutionId": execution.id},
            PIPELINE_NAMESPACE: execution.variables,
        }
        for run in self._succeeded(execution):
            namespace = declared.get((run.stage, run.action))
            if namespace:
                found[namespace] = run.output_variables
        return found

    def _succeeded(self, execution: Execution) -> list[ActionRun]:
        runs = self._store.actions.of_execution(execution.id)
        if execution.rollback_target:
            runs = [*self._store.actions.of_execution(execution.rollback_target), *runs]
        return [run for run in runs if run.status is ActionStatus.SUCCEEDED]

    def _resolved(self, configuration: Mapping[str, str], execution: Execution) -> dict[str, str]:
        try:
            return resolve_configuration(configuration, self.namespaces(execution))
        except UnresolvedVariableError as error:
            raise ActionFailedError(str(error), code=CONFIGURATION_ERROR) from error

    def _replications(self, inputs: Sequence[Artifact], execution: Execution) -> tuple[Replication, ...]:
        """What must be copied from another region's store, where its action put it."""
        found = self.artifacts(execution)
        origins = [(Artifact(**found[replica.name]), replica) for replica in inputs]
        return tuple(
            Replication(
                artifact=origin,
                region=self._declaration.region_of_store(origin.bucket) or execution.key.region,
                replica=replica,
            )
            for origin, replica in origins
            if origin.bucket != replica.bucket
        )

    def _place(self, artifact: str, bucket: str) -> Json:
        pipeline = self._declaration.name[:_MAX_PIPELINE]
        random = "".join(secrets.choice(_NAME_ALPHABET) for _ in range(_RANDOM))
        return {"name": artifact, "bucket": bucket, "key": f"{pipeline}/{artifact[:_MAX_ARTIFACT]}/{random}"}

    def _inputs(
        self, execution: Execution, placed: Iterable[Mapping[str, str]], kms_key: str | None
    ) -> tuple[Artifact, ...]:
        """What an action or a rule takes; artifacts that sources made have their revision
        (docs.aws.amazon.com/codepipeline/latest/APIReference/API_Artifact.html)."""
        sources = [run for run in self._succeeded(execution) if run.revision]
        revisions = {item["name"]: str(run.revision["revisionId"]) for run in sources for item in run.outputs}
        return tuple(Artifact(**item, kms_key=kms_key, revision=revisions.get(item["name"], "")) for item in placed)

    def _commit(self, execution: Execution, declared: ActionDeclaration | RuleDeclaration) -> str:
        sources = [run for run in self._succeeded(execution) if run.revision]
        primary = declared.configuration.get("PrimarySource") or (declared.inputs[0] if declared.inputs else "")
        matching = [run for run in sources if any(item["name"] == primary for item in run.outputs)]
        chosen = matching or sources
        return str(chosen[-1].revision["revisionId"]) if chosen else ""
