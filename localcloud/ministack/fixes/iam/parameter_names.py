"""GetParameters and DeleteParameters are asked about each parameter that they name.

MiniStack reads the member `Name` alone and asks about all resources, which no policy scoped to parameters allows: the
CDK's exports to another region could be written and never taken away.
Source: docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import ministack.app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region

from localcloud.aws.identity.authorization import refusal_of
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "core.iam_actions", "extract_resource_arn", "service,method,path,headers,body,query_params,region,account_id"
    ),
    Touched("app", "SERVICE_HANDLERS"),
)
_OPERATIONS = ("DeleteParameters", "GetParameters")


def apply() -> None:
    """Name the first parameter where MiniStack asks, and ask about the others before it answers."""
    extract, serve = iam_actions.extract_resource_arn, ministack.app.SERVICE_HANDLERS["ssm"]

    def extract_first(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Any],
        region: str,
        account_id: str,
    ) -> str:
        arns = _arns(headers, body, region, account_id) if service == "ssm" else []
        if arns:
            return arns[0]
        found: str = extract(service, method, path, headers, body, query_params, region, account_id)
        return found

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        for arn in _arns(headers, body, get_region(), get_account_id())[1:]:
            action = f"ssm:{_operation(headers)}"
            refusal = refusal_of("ssm", action, arn, headers=headers, query_params=query_params)
            if refusal is not None:
                return refusal
        return await serve(method, path, headers, body, query_params)

    iam_actions.extract_resource_arn = extract_first
    ministack.app.SERVICE_HANDLERS["ssm"] = handle_request


def _operation(headers: Mapping[str, str]) -> str:
    return headers.get("x-amz-target", "").rpartition(".")[2]


def _arns(headers: Mapping[str, str], body: bytes, region: str, account: str) -> list[str]:
    if _operation(headers) not in _OPERATIONS:
        return []
    try:
        names = json.loads(body or b"{}")["Names"]
        # A name may have a version or label behind it, which a policy does not say.
        bare = [name.partition(":")[0] for name in names if not name.startswith("arn:")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []  # what is malformed is refused by the service
    arns = [name for name in names if name.startswith("arn:")]
    return [*arns, *(f"arn:aws:ssm:{region}:{account}:parameter/{name.lstrip('/')}" for name in bare)]
