"""Which pushes start a pipeline: V2 triggers with their filters, or a source action that detects changes.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from localcloud.aws import globs
from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration
from localcloud.services.codepipeline.registry import action_type

_HEADS, _TAGS = "refs/heads/", "refs/tags/"
_MAX_FILES = 100  # AWS looks at the first hundred changed files of a push


@dataclass(frozen=True, kw_only=True)
class PushEvent:
    """One ref of a repository that moved to a commit; `changed_files` is asked only when a filter names paths."""

    repository: str
    ref: str
    commit: str
    changed_files: Callable[[], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class ExecutionTrigger:
    """An execution that a push starts."""

    source_action: str
    trigger_type: str
    trigger_detail: str


def trigger_of(push: PushEvent, declaration: PipelineDeclaration) -> ExecutionTrigger | None:
    """What the push starts in that pipeline, or None."""
    for action in declaration.source_actions:
        if repository_of(action) != push.repository:
            continue
        filters = [
            trigger["gitConfiguration"]
            for trigger in declaration.triggers
            if trigger["gitConfiguration"]["sourceActionName"] == action.name
        ]
        kind = "WebhookV2" if filters else "Webhook"
        if filters:
            starts = any(_passes(push, configuration) for configuration in filters)
        else:
            branch = f"{_HEADS}{action.configuration.get('BranchName')}"
            starts = _detects_changes(action) and push.ref == branch
        if starts:
            return ExecutionTrigger(source_action=action.name, trigger_type=kind, trigger_detail=_detail(action))
    return None


def repository_of(action: ActionDeclaration) -> str | None:
    """The full id of the repository that a source action reads, if it reads one."""
    kind = action_type(action.category, action.provider)
    return kind.repository(action.configuration) if kind and kind.repository else None


def _detail(action: ActionDeclaration) -> str:
    return action.configuration.get("ConnectionArn") or action.configuration.get("RepositoryName", "")


def _detects_changes(action: ActionDeclaration) -> bool:
    kind = action_type(action.category, action.provider)
    # AWS's default is true, whatever the property's name.
    return kind is not None and action.configuration.get(kind.detection_property, "true").lower() == "true"


def _passes(push: PushEvent, configuration: Mapping[str, Any]) -> bool:
    """Whether any push filter lets it through; pull requests do not exist in a bare repository."""
    if "push" not in configuration and "pullRequest" not in configuration:
        return push.ref.startswith(_HEADS)
    return any(_passes_filter(push, item) for item in configuration.get("push", []))


def _passes_filter(push: PushEvent, item: Mapping[str, Any]) -> bool:
    if push.ref.startswith(_TAGS):
        return "tags" in item and _matches(push.ref.removeprefix(_TAGS), item["tags"])
    if not push.ref.startswith(_HEADS) or ("tags" in item and "branches" not in item):
        return False
    if not _matches(push.ref.removeprefix(_HEADS), item.get("branches", {})):
        return False
    paths = item.get("filePaths")
    return paths is None or any(_matches(path, paths) for path in push.changed_files()[:_MAX_FILES])


def _matches(name: str, criteria: Mapping[str, Sequence[str]]) -> bool:
    """Excludes win over includes; without includes, everything else is included."""
    if any(globs.matches(name, pattern) for pattern in criteria.get("excludes", [])):
        return False
    includes = criteria.get("includes")
    return includes is None or any(globs.matches(name, pattern) for pattern in includes)
