"""A boundary in a template reaches the role, and a policy can ask for one: `iam:PermissionsBoundary`.

MiniStack evaluates the boundary of a user or role, but CloudFormation drops a role's `PermissionsBoundary`, and the
condition key is unknown. A policy that lets roles be made with a boundary alone then lets none be made, and one that
denies it without denies every role. Sources:
docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html,
docs.aws.amazon.com/service-authorization/latest/reference/list_identityandaccessmanagement.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.core.arn import ArnParseError, parse_arn
from ministack.services import iam
from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_actions", "request_tag_context", "service,iam_action,body,params"),
    Touched("core.iam_actions", "_query_param", "query_params,key"),
    Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.iam", "_policy_exists", "arn"),
    Touched("services.iam", "_roles"),
    Touched("services.iam", "_users"),
)
KEY = "iam:permissionsboundary"
_GIVEN = {
    f"iam:{action}"
    for action in ("CreateRole", "CreateUser", "PutRolePermissionsBoundary", "PutUserPermissionsBoundary")
}
"""Calls that bring a boundary; for all others on a role or user it is the one that that has."""

Handler = Callable[..., tuple[str, dict[str, Any]]]


def apply() -> None:
    """Resolve the key, and put a template's boundary on its role."""
    resolve = iam_evaluator._resolve_condition_key
    tag_context = iam_actions.request_tag_context

    def with_boundary(key: str, ctx: Any) -> Any:
        if key.lower() != KEY:
            return resolve(key, ctx)
        return ctx.service_context[KEY] if KEY in ctx.service_context else _boundary_of(ctx.resource_arn)

    def request_context(service: str, iam_action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = tag_context(service, iam_action, body, params)
        if iam_action in _GIVEN:
            context[KEY] = iam_actions._query_param(params, "PermissionsBoundary") or None
        return context

    iam_evaluator._resolve_condition_key = with_boundary
    iam_actions.request_tag_context = request_context
    handlers = provisioners._RESOURCE_HANDLERS["AWS::IAM::Role"]
    handlers["create"] = _creating(handlers["create"])
    handlers["update"] = _updating(handlers["update"])


def _creating(create: Handler) -> Handler:
    def create_role(logical_id: str, props: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
        _require_policy(props)
        name, attributes = create(logical_id, props, stack_name)
        iam._roles[name]["PermissionsBoundary"] = props.get("PermissionsBoundary")
        return name, attributes

    return create_role


def _updating(update: Handler) -> Handler:
    def update_role(
        physical_id: str, old: dict[str, Any], new: dict[str, Any], stack_name: str, logical_id: str | None = None
    ) -> tuple[str, dict[str, Any]]:
        _require_policy(new)
        name, attributes = update(physical_id, old, new, stack_name, logical_id)
        iam._roles[name]["PermissionsBoundary"] = new.get("PermissionsBoundary")
        return name, attributes

    return update_role


def _require_policy(props: dict[str, Any]) -> None:
    """Refuse a boundary that is no policy, in IAM's words; raises ValueError."""
    boundary = props.get("PermissionsBoundary")
    if boundary and not iam._policy_exists(boundary):
        raise ValueError(
            f"Scope ARN: {boundary} does not exist or is not attachable. "
            "(Service: Iam, Status Code: 404, Error Code: NoSuchEntity)"
        )


def _boundary_of(resource_arn: str) -> str | None:
    try:
        arn = parse_arn(resource_arn)
    except ArnParseError:
        return None
    kind, _, path = arn.resource.partition("/")
    store = {"role": iam._roles, "user": iam._users}.get(kind)
    if arn.service != "iam" or store is None:
        return None
    entity = store.get_scoped(arn.account_id, None, path.rsplit("/", 1)[-1]) or {}
    boundary: str | None = entity.get("PermissionsBoundary") or None
    return boundary
