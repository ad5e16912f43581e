"""Which pushes start a pipeline: V2 triggers with their filters, a webhook, or a source action that detects changes.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from localcloud.aws import globs
from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration
from localcloud.services.codepipeline.registry import action_type
from localcloud.services.codepipeline.webhooks import AdmittingWebhook

_HEADS, _TAGS = "refs/heads/", "refs/tags/"
_MAX_FILES = 100  # AWS looks at the first hundred changed files of a push


@dataclass(frozen=True, kw_only=True)
class PushEvent:
    """One ref of a repository that moved to a commit; `changed_files` is asked only when a filter names paths."""

    repository: str
    ref: str
    commit: str
    changed_files: Callable[[], Sequence[str]]
    before: str = "0" * 40
    message: str = ""

    def payload(self) -> dict[str, Any]:
        """What GitHub sends to a webhook, as far as filters ask for it
        (docs.github.com/en/webhooks/webhook-events-and-payloads#push)."""
        owner, _, name = self.repository.partition("/")
        return {
            "ref": self.ref,
            "before": self.before,
            "after": self.commit,
            "created": not self.before.strip("0"),
            "deleted": False,
            "repository": {"name": name, "full_name": self.repository, "owner": {"name": owner, "login": owner}},
            "head_commit": {"id": self.commit, "message": self.message},
        }


@dataclass(frozen=True, kw_only=True)
class ExecutionTrigger:
    """An execution that a push starts.

    Attributes:
        of_watched_branch: whether what was pushed is what the source action fetches.
    """

    source_action: str
    trigger_type: str
    trigger_detail: str
    of_watched_branch: bool = True


def _no_webhook(action: ActionDeclaration, payload: Mapping[str, Any]) -> None:
    del action, payload


def trigger_of(
    push: PushEvent, declaration: PipelineDeclaration, webhook_of: AdmittingWebhook = _no_webhook
) -> ExecutionTrigger | None:
    """What the push starts in that pipeline, or None.

    Args:
        webhook_of: the pipeline's webhooks.
    """
    for action in declaration.source_actions:
        if repository_of(action) != push.repository:
            continue
        filters = [
            trigger["gitConfiguration"]
            for trigger in declaration.triggers
            if trigger["gitConfiguration"]["sourceActionName"] == action.name
        ]
        if filters:
            started = _filtered(push, action, filters)
        else:
            started = _by_webhook(push, action, webhook_of) or _detected(push, action)
        if started:
            return started
    return None


def _filtered(
    push: PushEvent, action: ActionDeclaration, filters: Sequence[Mapping[str, Any]]
) -> ExecutionTrigger | None:
    if not any(_passes(push, configuration) for configuration in filters):
        return None
    detail = action.configuration["ConnectionArn"]
    return ExecutionTrigger(source_action=action.name, trigger_type="WebhookV2", trigger_detail=detail)


def _by_webhook(push: PushEvent, action: ActionDeclaration, webhook_of: AdmittingWebhook) -> ExecutionTrigger | None:
    webhook = webhook_of(action, push.payload())
    if webhook is None:
        return None
    return ExecutionTrigger(
        source_action=action.name,
        trigger_type="Webhook",
        trigger_detail=webhook.name,
        of_watched_branch=push.ref == _watched(action),
    )


def _detected(push: PushEvent, action: ActionDeclaration) -> ExecutionTrigger | None:
    """A source that detects changes is told of them by its connection, or asks for them itself."""
    kind = action_type(action.category, action.provider)
    if kind is None or not kind.detects_changes(action.configuration) or push.ref != _watched(action):
        return None
    trigger = "PollForSourceChanges" if kind.detection_property == "PollForSourceChanges" else "Webhook"
    detail = action.configuration.get("ConnectionArn") or push.repository.rpartition("/")[2]
    return ExecutionTrigger(source_action=action.name, trigger_type=trigger, trigger_detail=detail)


def _watched(action: ActionDeclaration) -> str:
    kind = action_type(action.category, action.provider)
    return f"{_HEADS}{action.configuration.get(kind.branch_property) if kind else None}"


def repository_of(action: ActionDeclaration) -> str | None:
    """The full id of the repository that a source action reads, if it reads one."""
    kind = action_type(action.category, action.provider)
    return kind.repository(action.configuration) if kind and kind.repository else None


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
