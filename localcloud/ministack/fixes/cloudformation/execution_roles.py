"""A role handed to CloudFormation must exist, trust CloudFormation, and be one that the caller may pass.

MiniStack ignores `RoleARN`, so a deploy role that lost iam:PassRole, or an execution role that trusts somebody else,
went unnoticed. A stack keeps the role that it was last given, as on AWS, where it is used for every later operation on
the stack; `resource_permissions` asks what it may do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from ministack.core.responses import get_account_id
from ministack.services import cloudformation, iam
from ministack.services.cloudformation import changesets, handlers, helpers

from localcloud.aws.cloudformation.passed_roles import PassedRole
from localcloud.aws.identity.trust import trusts_service
from localcloud.ministack.role_passing import refuse_passing
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation", "handle_request", "method,path,headers,body,query_params"),
    Touched("services.cloudformation.changesets", "_find_change_set", "cs_name,stack_name"),
    Touched("services.cloudformation.handlers", "_ACTION_HANDLERS"),
    Touched("services.cloudformation.handlers", "_resolve_stack", "stack_name"),
    Touched("services.cloudformation.helpers", "_error", "code,message,status"),
    Touched("services.cloudformation.helpers", "_p", "params,key,default"),
    Touched("services.iam", "_roles"),
)
_PRINCIPAL = "cloudformation.amazonaws.com"
STACK_ROLE = "_role_arn"
"""Where a stack's record, and a change set's, keep the role."""

Action = Callable[[Any], Any]


def apply() -> None:
    """Check the role of each call that names one, before CloudFormation sees it."""
    serve: Callable[..., Awaitable[Any]] = cloudformation.handle_request

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        role_arn = _role_arn(body, query_params)
        refusal = _refuse(role_arn, headers) if role_arn else None
        return refusal if refusal is not None else await serve(method, path, headers, body, query_params)

    cloudformation.handle_request = handle_request
    actions = handlers._ACTION_HANDLERS
    for name in ("CreateStack", "UpdateStack", "DeleteStack"):
        actions[name] = _keeping_role(actions[name])
    actions["CreateChangeSet"] = _keeping_change_set_role(actions["CreateChangeSet"])
    actions["ExecuteChangeSet"] = _keeping_role(actions["ExecuteChangeSet"])


def _keeping_role(act: Action) -> Action:
    """An operation on a stack: its handlers run once this has returned, with the role that it leaves."""

    def keep(params: Any) -> Any:
        name = helpers._p(params, "StackName")
        _, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), name)
        if change_set is not None:
            name = change_set["StackName"]
        stack = handlers._resolve_stack(name) or {}
        role = helpers._p(params, "RoleARN") or (change_set or {}).get(STACK_ROLE) or stack.get(STACK_ROLE)
        answer = act(params)
        after = handlers._resolve_stack(name)
        if after is not None and role:
            after[STACK_ROLE] = role
        return answer

    return keep


def _keeping_change_set_role(act: Action) -> Action:
    def keep(params: Any) -> Any:
        answer = act(params)
        name, stack = helpers._p(params, "ChangeSetName"), helpers._p(params, "StackName")
        _, change_set = changesets._find_change_set(name, stack)
        if change_set is not None and (role := helpers._p(params, "RoleARN")):
            change_set[STACK_ROLE] = role
        return answer

    return keep


def _role_arn(body: bytes, query_params: Mapping[str, Any]) -> str:
    found = query_params.get("RoleARN") or parse_qs(body.decode("utf-8", "replace")).get("RoleARN") or [""]
    return str(found[0] if isinstance(found, list) else found)


def _refuse(role_arn: str, headers: Mapping[str, str]) -> Any:
    refusal = refuse_passing("cloudformation", headers, {}, PassedRole(role_arn, _PRINCIPAL))
    if refusal is not None:
        return refusal
    account = get_account_id()
    role = iam._roles.get(role_arn.rpartition("/")[2]) if f"arn:aws:iam::{account}:role/" in role_arn else None
    if role is None or not trusts_service(
        role.get("AssumeRolePolicyDocument", "{}"), service=_PRINCIPAL, account=account
    ):
        return helpers._error("ValidationError", f"Role {role_arn} is invalid or cannot be assumed")
    return None
