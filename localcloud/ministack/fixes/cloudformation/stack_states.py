"""A stack is refused what its state does not allow: one rolled back at its creation, or whose deletion failed, can only
be deleted; one that is busy takes nothing.

MiniStack creates such a stack anew under its name, and makes and executes change sets for it
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import changesets, handlers, helpers

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.handlers", "_ACTION_HANDLERS"),
    Touched("services.cloudformation.handlers", "_resolve_stack", "stack_name"),
    Touched("services.cloudformation.changesets", "_find_change_set", "cs_name,stack_name"),
    Touched("services.cloudformation.helpers", "_error", "code,message,status"),
    Touched("services.cloudformation.helpers", "_p", "params,key,default"),
)
_REVIEW = "REVIEW_IN_PROGRESS"
_ONLY_DELETED = frozenset({"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})


def apply() -> None:
    """Check the stack's state before it is created again, and before the two operations on change sets."""
    actions = handlers._ACTION_HANDLERS
    create_stack: Callable[[Any], Any] = actions["CreateStack"]
    create: Callable[[Any], Any] = actions["CreateChangeSet"]
    execute: Callable[[Any], Any] = actions["ExecuteChangeSet"]

    def create_stack_anew(params: Any) -> Any:
        name = helpers._p(params, "StackName")
        stack = handlers._resolve_stack(name) if name else None
        if stack is not None and stack.get("StackStatus") in _ONLY_DELETED:
            return helpers._error("AlreadyExistsException", f"Stack [{name}] already exists")
        return create_stack(params)

    def create_change_set(params: Any) -> Any:
        kind = helpers._p(params, "ChangeSetType") or "UPDATE"
        return _refuse(helpers._p(params, "StackName"), in_review=kind != "UPDATE") or create(params)

    def execute_change_set(params: Any) -> Any:
        name = helpers._p(params, "StackName")
        if not name:
            _, change_set = changesets._find_change_set(helpers._p(params, "ChangeSetName"), "")
            name = (change_set or {}).get("StackName", "")
        return _refuse(name, in_review=True) or execute(params)

    actions["CreateStack"] = create_stack_anew
    actions["CreateChangeSet"] = create_change_set
    actions["ExecuteChangeSet"] = execute_change_set


def _refuse(stack_name: str, *, in_review: bool) -> Any:
    stack = handlers._resolve_stack(stack_name) if stack_name else None
    if stack is None:
        return None
    status = stack.get("StackStatus", "")
    if status == _REVIEW and in_review:
        return None
    if status not in _ONLY_DELETED and not status.endswith("_IN_PROGRESS"):
        return None
    return helpers._error("ValidationError", f"Stack:{stack['StackId']} is in {status} state and can not be updated.")
