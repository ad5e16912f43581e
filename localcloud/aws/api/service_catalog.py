"""Put a service of ours into MiniStack's dispatcher, where it gets account scope, signatures and IAM like its own.

MiniStack reads four tables per request: how to recognize the service, who handles it, the IAM namespace of its
actions and the ARN that a policy's Resource is matched with.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import ministack.app
from ministack.core import iam_actions, router
from ministack.core.responses import get_account_id, get_region

from localcloud.aws.identity.authorization import refusal_of
from localcloud.aws.identity.clients import service_model
from localcloud.aws.service_error import ServiceError

Handler = Callable[
    [str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[tuple[int, dict[str, str], bytes]]
]
# (operation, request, account, region) -> the ARN that the call is authorized on, or each one; "*" when it names none
ResourceArn = Callable[[str, dict[str, Any], str, str], str | Sequence[str]]

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
    ministack.app.SERVICE_HANDLERS[name] = _authorizing_each(name, iam_namespace, handler)
    iam_actions.SERVICE_TO_IAM_NAMESPACE[name] = iam_namespace
    _resource_arns[name] = resource_arn
    if iam_actions.extract_resource_arn is not _extract_resource_arn:
        global _other_services
        _other_services = iam_actions.extract_resource_arn
        iam_actions.extract_resource_arn = _extract_resource_arn


def registered_services() -> frozenset[str]:
    """The services that are served here and nowhere else."""
    return frozenset(_resource_arns)


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
    if service not in _resource_arns:
        found: str = _other_services(service, method, path, headers, body, query_params, region, account_id)
        return found
    return _resources(service, headers, body, region, account_id)[0]


def _authorizing_each(name: str, iam_namespace: str, handler: Handler) -> Handler:
    """`handler`, after the question for every further resource that the call names: MiniStack asks for the first."""

    async def handle(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> tuple[int, dict[str, str], bytes]:
        action = f"{iam_namespace}:{headers.get('x-amz-target', '').rpartition('.')[2]}"
        for arn in _resources(name, headers, body, get_region(), get_account_id())[1:]:
            refusal = refusal_of(name, action, arn, headers=headers, query_params=query_params)
            if refusal is not None:
                refused: tuple[int, dict[str, str], bytes] = refusal
                return refused
        return await handler(method, path, headers, body, query_params)

    return handle


def _resources(service: str, headers: Mapping[str, str], body: bytes, region: str, account_id: str) -> Sequence[str]:
    """At least one ARN or "*". A request of the wrong shape is refused by the service, in its own words; it must not be
    authorized on a resource that it half names."""
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    try:
        request = json.loads(body or b"{}")
        if not isinstance(request, dict):
            return ("*",)
        named = _resource_arns[service](operation, request, account_id, region)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, ServiceError):
        return ("*",)
    each = (named,) if isinstance(named, str) else tuple(dict.fromkeys(named))
    return each if each and all(each) else ("*",)
