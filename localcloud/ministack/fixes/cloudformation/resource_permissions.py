"""CloudFormation's execution role must be allowed what CloudFormation's own schemas list for a resource's handler.

MiniStack creates, updates and deletes with every permission, so that an execution policy with something missing was
found out on AWS alone. Here each action that the schema lists is asked for on the resource itself and on those that its
properties name. Further than AWS goes this in one thing: a handler there makes only those of its calls that the
properties need, here all are asked for that are about a service or resource that the properties name.
Sources: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers,
docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudformation, iam
from ministack.services.cloudformation import provisioners, stacks

from localcloud.aws.cloudformation.handler_permissions import Operation, TypePermissions, kinds_of, type_permissions
from localcloud.aws.cloudformation.passed_roles import roles_passed_by
from localcloud.aws.cloudformation.resource_arns import Place, Resource, resources_of
from localcloud.ministack import resource_changes
from localcloud.ministack.fixes.cloudformation.execution_roles import STACK_ROLE
from localcloud.ministack.fixes.iam.permissions_boundaries import KEY as BOUNDARY_KEY
from localcloud.ministack.resource_changes import ResourceChange, check_before
from localcloud.ministack.touched import Touched

TOUCHES = (
    *resource_changes.TOUCHES,
    Touched(
        "services.cloudformation.stacks",
        "_delete_resource",
        "resource_type,physical_id,props,stack_name,logical_id",
    ),
    Touched("services.cloudformation", "_stacks"),
    Touched("services.cloudformation.provisioners", "_replacing_change", "resource_type,old_props,new_props"),
    Touched("services.iam", "_roles"),
    Touched("core.iam_actions", "identity_denial_message", "action,principal_arn,resource,explicit_deny"),
    Touched("core.iam_evaluator", "_gather_role_policies", "role_name,account_id"),
    Touched("core.iam_evaluator", "_permissions_boundary", "store,name,account_id"),
)
_ROLE = "AWS::IAM::Role"
_WILD = re.compile(r"[*?]")
_PASS_ROLE = "iam:PassRole"  # noqa: S105 - an action
_TRIED = {
    "AWS::ApplicationAutoScaling::ScalableTarget": (
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:PutMetricAlarm",
    )
}
"""What the service tries as its caller before it registers a target, without an alarm's name: a permission on some
names is none (docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html)."""
_APART = {
    _PASS_ROLE,
    "iam:CreateServiceLinkedRole",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PutRolePermissionsBoundary",
}
"""Asked for where the properties say so, for a role that is passed or whose boundary changes; and a service-linked role
is made only where there is none."""


def apply() -> None:
    """Check before each handler; what is refused is the resource's failure, as on AWS."""
    check_before(_require_for)
    delete = stacks._delete_resource

    def delete_resource(
        resource_type: str,
        physical_id: str,
        props: dict[str, Any],
        stack_name: str | None = None,
        logical_id: str | None = None,
    ) -> None:
        if stack_name:
            name = logical_id or physical_id
            _require(stack_name, resource_type, "delete", props, logical_id=name, physical_id=physical_id)
        delete(resource_type, physical_id, props, stack_name, logical_id)

    stacks._delete_resource = delete_resource


def require_of_execution_role(stack_name: str, action: str, resource_arn: str) -> None:
    """Check that a stack's role may do that; a stack without a role acts with its caller's own permissions.

    Raises:
        ValueError: it may not, in AWS's words.
    """
    role_arn = (cloudformation._stacks.get(stack_name) or {}).get(STACK_ROLE)
    if role_arn:
        _ExecutionRole(role_arn).require(action, resource_arn, {})


def _require_for(change: ResourceChange) -> None:
    """A change that replaces the resource is a creation of another."""
    creates = change.old is None or provisioners._replacing_change(change.resource_type, change.old, change.properties)
    _require(
        change.stack_name,
        change.resource_type,
        "create" if creates else "update",
        change.properties,
        logical_id=change.logical_id,
        physical_id="" if creates else change.physical_id,
        old=change.old,
    )


def _require(
    stack_name: str,
    resource_type: str,
    operation: Operation,
    properties: Mapping[str, Any],
    *,
    logical_id: str,
    physical_id: str = "",
    old: Mapping[str, Any] | None = None,
) -> None:
    """Check what the operation's handler needs; raises ValueError with AWS's words for the first that is not allowed.

    A stack without a role acts with its caller's own permissions, which are not asked for here.
    """
    role_arn = (cloudformation._stacks.get(stack_name) or {}).get(STACK_ROLE)
    if not role_arn:
        return
    principal = _ExecutionRole(role_arn)
    permissions = type_permissions(resource_type)
    place = Place(account=principal.account, region=get_region(), stack_name=stack_name)
    if permissions is not None:
        about = resources_of(permissions, properties, logical_id=logical_id, physical_id=physical_id, place=place)
        context = {BOUNDARY_KEY: properties.get("PermissionsBoundary")} if resource_type == _ROLE else {}
        existing = {} if operation != "create" else context
        for action in _actions(permissions, operation):
            for arn in _asked_about(action, permissions, about):
                principal.require(action, arn, existing)
        for action in _boundary_actions(resource_type, operation, properties, old or {}):
            principal.require(action, about[0].arn, context)
    if operation in ("create", "update"):
        for action in _TRIED.get(resource_type, ()):
            principal.require(action, "*", {})
        for passed in roles_passed_by(resource_type, properties):
            principal.require(_PASS_ROLE, passed.role_arn, {"iam:passedtoservice": passed.service})


def _actions(permissions: TypePermissions, operation: Operation) -> Iterator[str]:
    """A creation and an update read the resource afterwards."""
    operations: tuple[Operation, ...] = (operation,) if operation == "delete" else (operation, "read")
    for one in operations:
        yield from (action for action in permissions.actions[one] if action not in _APART)


def _boundary_actions(
    resource_type: str, operation: Operation, new: Mapping[str, Any], old: Mapping[str, Any]
) -> Iterator[str]:
    if resource_type != _ROLE or operation != "update":
        return
    boundary = new.get("PermissionsBoundary")
    if boundary != old.get("PermissionsBoundary"):
        yield "iam:PutRolePermissionsBoundary" if boundary else "iam:DeleteRolePermissionsBoundary"


def _asked_about(action: str, permissions: TypePermissions, about: tuple[Resource, ...]) -> Iterator[str]:
    """The ARNs that an action is asked for on; none where it is about no service or resource in sight."""
    service = action.partition(":")[0]
    own = service == permissions.service or service.startswith(f"{permissions.service}-")
    # Another service's action is about its own resources: App Runner's reference knows web ACLs, too.
    meant = [resource for resource in about if own or resource.arn.split(":")[2] == service]
    kinds = kinds_of(action)
    if kinds:
        yield from (resource.arn for resource in meant if resource.kind in kinds)
    elif own or meant:
        yield "*"


class _ExecutionRole:
    """The role's session as CloudFormation holds it: identity policies, and the boundary if it has one."""

    def __init__(self, role_arn: str) -> None:
        self.account = get_account_id()
        name = role_arn.rpartition("/")[2]
        self._arn = f"arn:aws:sts::{self.account}:assumed-role/{name}/AWSCloudFormation"
        policies = iam_evaluator._gather_role_policies(name, self.account)
        limits = iam_evaluator._permissions_boundary(iam._roles, name, self.account)
        self._layers = [_Statements(one) for one in (policies, *limits)]

    def require(self, action: str, resource_arn: str, context: Mapping[str, Any]) -> None:
        """Raises ValueError unless the role may do `action` on the resource."""
        asked = iam_evaluator.EvalContext(
            principal_arn=self._arn,
            principal_type="AssumedRole",
            principal_account=self.account,
            action=action,
            resource_arn=resource_arn,
            region=get_region(),
            secure_transport=True,
            service_context=dict(context),
        )
        policies, *limits = ([statements.about(action)] for statements in self._layers)
        result = iam_evaluator.evaluate(asked, policies, *limits)
        if result.decision == "Allow":
            return
        message = iam_actions.identity_denial_message(action, self._arn, resource_arn, result.decision == "Deny")
        if result.decision != "Deny" and iam_evaluator.evaluate(asked, policies).decision == "Allow":
            message = message.replace("no identity-based policy", "no permissions boundary")
        service = action.partition(":")[0]
        raise ValueError(
            f'Resource handler returned message: "{message} (Service: {service}, Status Code: 403)" '
            "(HandlerErrorCode: AccessDenied)"
        )


class _Statements:
    """Statements found by action: of a narrow policy's hundreds of actions a handler asks for some dozens, one by one,
    and the evaluator compares each with all."""

    def __init__(self, documents: Iterable[Iterable[Any]]) -> None:
        self._all = [
            (statement, frozenset(one.lower() for one in statement.actions if not _WILD.search(one)))
            for document in documents
            for statement in document
        ]

    def about(self, action: str) -> list[Any]:
        """The statements that an action is, or may be, meant by."""
        name = action.lower()
        return [
            replace(statement, actions=[action]) if name in exact else statement
            for statement, exact in self._all
            if name in exact or len(exact) != len(statement.actions) or statement.not_actions
        ]
