"""Put a service of ours into MiniStack's dispatcher, where it gets account scope, signatures and IAM like its own.

MiniStack reads four tables per request: how to recognize the service, who handles it, the IAM namespace of its
actions and the ARN that a policy's Resource is matched with.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import ministack.app
from ministack.core import iam_actions, router

from localcloud.aws.identity.clients import service_model

Handler = Callable[
    [str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[tuple[int, dict[str, str], bytes]]
]
# (operation, request, account, region) -> the ARN that the call is authorized on; "*" when it names none
ResourceArn = Callable[[str, dict[str, Any], str, str], str]

_resource_arns: dict[str, ResourceArn] = {}
# MiniStack's own, or what a fix put around it before the first service was registered.
_other_services = iam_actions.extract_resource_arn


def register_service(name: str, *, handler: Handler, iam_namespace: str, resource_arn: ResourceArn) -> None:
    """Serve `name` (botocore's name of a JSON service) from `handler`, in place of MiniStack's own if it has one."""
    metadata = service_model(name).metadata
    router.SERVICE_PATTERNS[name] = {
        "target_prefixes": [metadata["targetPrefix"] + "."],
        "host_patterns": [rf"{metadata['endpointPrefix']}\."],
        "credential_scope": metadata.get("signingName", metadata["endpointPrefix"]),
    }
    ministack.app.SERVICE_HANDLERS[name] = handler
    iam_actions.SERVICE_TO_IAM_NAMESPACE[name] = iam_namespace
    _resource_arns[name] = resource_arn
    if iam_actions.extract_resource_arn is not _extract_resource_arn:
        global _other_services
        _other_services = iam_actions.extract_resource_arn
        iam_actions.extract_resource_arn = _extract_resource_arn


def _extract_resource_arn(
    service: str,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    query_params: dict[str, Any],
    region: str,
    account_id: str,
) -> str:
    ours = _resource_arns.get(service)
    if ours is None:
        found: str = _other_services(service, method, path, headers, body, query_params, region, account_id)
        return found
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    try:
        request = json.loads(body or b"{}")
        # A request of the wrong shape is refused by the service; it must not be authorized on a resource it half names.
        return ours(operation, request, account_id, region) or "*" if isinstance(request, dict) else "*"
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return "*"
