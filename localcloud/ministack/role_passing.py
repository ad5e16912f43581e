"""Whoever hands a role to a service needs `iam:PassRole` on it, for that service (`iam:PassedToService`).

MiniStack asks for the call's own action alone, so somebody who may make functions could give one any role, an
administrator's too. Every service whose calls name a role is asked, ours and MiniStack's: after the call itself was
allowed, before it is served. Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import ministack.app
from ministack.core import iam_actions

from localcloud.aws.cloudformation.passed_roles import PassedRole, passing_actions, roles_passed_in
from localcloud.aws.identity.authorization import refusal_of
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("app", "SERVICE_HANDLERS"),
    Touched("core.iam_actions", "SERVICE_TO_IAM_NAMESPACE"),
    Touched("core.iam_actions", "extract_iam_action", "service,method,path,headers,body,query_params"),
    Touched(
        "core.iam_actions",
        "access_denied_response",
        "service,action,principal_arn,request_id,error_code,message,headers,resource_arn,explicit_deny,"
        "resource_policy_arn",
    ),
    Touched("core.iam_actions", "identity_denial_message", "action,principal_arn,resource,explicit_deny"),
    Touched("core.iam_evaluator", "enforce", "access_key_id,iam_action,service,region,resource_arn,service_context"),
)
PASS_ROLE = "iam:PassRole"  # noqa: S105 - an action

Handler = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[Any]]


def guard_services() -> None:
    """Put the question before each service whose calls pass a role; once all services are registered."""
    namespaces = {action.partition(":")[0] for action in passing_actions()}
    handlers = ministack.app.SERVICE_HANDLERS
    for service in [*handlers]:
        if iam_actions.SERVICE_TO_IAM_NAMESPACE.get(service) in namespaces:
            handlers[service] = _guarded(service, handlers[service])


def _guarded(service: str, serve: Handler) -> Handler:
    async def handle(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        action = iam_actions.extract_iam_action(service, method, path, headers, body, query_params)
        if action in passing_actions():
            for passed in roles_passed_in(action, _request(body, query_params)):
                refusal = refuse_passing(service, headers, query_params, passed)
                if refusal is not None:
                    return refusal
        return await serve(method, path, headers, body, query_params)

    return handle


def refuse_passing(
    service: str, headers: Mapping[str, str], query_params: Mapping[str, Any], passed: PassedRole
) -> Any:
    """The service's refusal where the request's caller may not pass the role; None where they may."""
    return refusal_of(
        service,
        PASS_ROLE,
        passed.role_arn,
        headers=headers,
        query_params=query_params,
        asked_of="iam",
        context={"iam:PassedToService": passed.service},
    )


def _request(body: bytes, query_params: Mapping[str, Any]) -> dict[str, Any]:
    """A request's members, of JSON or of a form; empty for what is neither, such as a function's code."""
    if body[:1] == b"{":
        try:
            document = json.loads(body)
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}
    text = body.decode("utf-8", "replace")
    query = {name: value[0] if isinstance(value, list) and value else value for name, value in query_params.items()}
    return {**query, **dict(parse_qsl(text))} if "=" in text or query else {}
