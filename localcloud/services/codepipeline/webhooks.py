"""Webhooks of pipelines: which pushes to GitHub start them.

GitHub would call a webhook's address; here the local git host's push is that call, and the filters judge what GitHub
would have sent (docs.github.com/en/webhooks/webhook-events-and-payloads#push). The operations that manage webhooks are
not offered: they come with `AWS::CodePipeline::Webhook`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict, request_scope

from localcloud.aws.service_error import ServiceError
from localcloud.aws.storage.persisted_state import persist
from localcloud.services.codepipeline.declaration import ActionDeclaration, PipelineDeclaration
from localcloud.services.codepipeline.records import PipelineKey

_webhooks = AccountRegionScopedDict()
_STEP: Final = re.compile(r"\.([A-Za-z0-9_-]+)|\[(\d+)\]")
_PATH: Final = re.compile(rf"\$(?:{_STEP.pattern})*")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_ABSENT: Final = object()


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """What starts one source action.

    Attributes:
        filters: (JSON path, expected value or None for any); all must hold. ``{Branch}`` in a value is the source
            action's own configuration of that name.
    """

    name: str
    pipeline: str
    action: str
    filters: tuple[tuple[str, str | None], ...]
    url: str

    def admits(self, payload: Mapping[str, Any], configuration: Mapping[str, str]) -> bool:
        """Whether an event of the provider passes the filters."""
        return all(_holds(payload, path, expected, configuration) for path, expected in self.filters)


def persist_webhooks() -> None:
    """Keep the webhooks over restarts; called once before the state is restored."""
    persist("codepipeline-webhooks", {"webhooks": _webhooks})


def put_webhook(key: PipelineKey, declaration: PipelineDeclaration | None, webhook: Webhook) -> Webhook:
    """Make or change a webhook of the pipeline; one that exists keeps its address.

    Raises:
        ServiceError: there is no such pipeline or source action, or a filter is no JSON path.
    """
    if declaration is None:
        message = f"Account '{key.account}' does not have a pipeline with name '{key.name}'"
        raise ServiceError("PipelineNotFoundException", message)
    if webhook.action not in [action.name for action in declaration.source_actions]:
        message = f"Pipeline '{key.name}' has no source action '{webhook.action}' for the webhook '{webhook.name}'"
        raise ServiceError("ValidationException", message)
    for path, _ in webhook.filters:
        if not _PATH.fullmatch(path):
            message = f"{path!r} is no JSON path that is offered here: $ with .name and [number] after it"
            raise ServiceError("InvalidWebhookFilterPatternException", message)
    with request_scope(key.account, key.region):
        known = _webhooks.get(webhook.name)
        url = known["url"] if known else f"https://{key.region}.webhooks.aws/trigger?t={secrets.token_hex(16)}&v=1"
        _webhooks[webhook.name] = {**asdict(webhook), "url": url}
        return _read(_webhooks[webhook.name])


def delete_webhook(name: str) -> None:
    """Forget a webhook of the present account and region; one that does not exist is no error."""
    _webhooks.pop(name, None)


def webhooks_of(key: PipelineKey) -> list[Webhook]:
    """The webhooks that start a pipeline."""
    with request_scope(key.account, key.region):
        return [found for item in _webhooks.values() if (found := _read(item)).pipeline == key.name]


# (source action, event of the provider) -> the webhook that the event starts the action's pipeline by
AdmittingWebhook = Callable[[ActionDeclaration, Mapping[str, Any]], Webhook | None]


def admitting_webhook(key: PipelineKey) -> AdmittingWebhook:
    """What finds the webhook of a pipeline that an event passes."""

    def find(action: ActionDeclaration, payload: Mapping[str, Any]) -> Webhook | None:
        of_action = (webhook for webhook in webhooks_of(key) if webhook.action == action.name)
        return next((webhook for webhook in of_action if webhook.admits(payload, action.configuration)), None)

    return find


def _holds(payload: Mapping[str, Any], path: str, expected: str | None, configuration: Mapping[str, str]) -> bool:
    value: Any = payload
    for name, index in _STEP.findall(path):
        if name:
            value = value.get(name, _ABSENT) if isinstance(value, Mapping) else _ABSENT
        else:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else _ABSENT
    if value is _ABSENT or expected is None:
        return value is not _ABSENT
    wanted = _PLACEHOLDER.sub(lambda found: configuration.get(found[1], found[0]), expected)
    return wanted == (str(value).lower() if isinstance(value, bool) else str(value))


def _read(stored: Mapping[str, Any]) -> Webhook:
    return Webhook(**{**stored, "filters": tuple((path, expected) for path, expected in stored["filters"])})
