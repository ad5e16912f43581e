"""Waiting for CloudFormation, and the one line that says why it failed: the first failed resource's own reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.ports import ActionFailedError, Progress

_FIRST_PAUSE, _LONGEST_PAUSE, _GROWTH = 0.05, 1.0, 1.5
_SUCCESSES = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
_MAX_EVENT_PAGES = 10


class StackOperation:
    """One operation on one stack."""

    def __init__(self, cloudformation: Any, stack: str, progress: Progress) -> None:
        self._cloudformation = cloudformation
        self._stack = stack
        self._progress = progress
        self._last_event = ""

    def describe(self, stack: str = "") -> dict[str, Any] | None:
        """The stack by its name or, to see it after its deletion, by its id; None if there is none.

        Raises:
            ActionFailedError: the role may not.
        """
        try:
            stacks: list[dict[str, Any]] = self._cloudformation.describe_stacks(StackName=stack or self._stack)[
                "Stacks"
            ]
        except ClientError as error:
            if is_unknown(error):
                return None
            raise failure_of(error, doing=f"Looking at the stack {self._stack}") from error
        found = stacks[0] if stacks else None
        return None if found is None or (found["StackStatus"] == "DELETE_COMPLETE" and not stack) else found

    def mark(self) -> None:
        """Remember the newest event, so that a failure is explained from later ones only."""
        events = list(self._events(pages=1))
        self._last_event = events[0]["EventId"] if events else ""

    def wait(self, external_id: str) -> dict[str, Any]:
        """Wait until the stack is at rest; returns it.

        Raises:
            ActionFailedError: it did not end well.
        """
        stack = self._wait_at_rest()
        if stack is None:
            raise ActionFailedError(f"The stack {self._stack} does not exist any more", external_id=external_id)
        if stack["StackStatus"] not in _SUCCESSES:
            message = f"The stack {self._stack} is {stack['StackStatus']}: {self._reason(stack)}"
            raise ActionFailedError(message, external_id=external_id)
        return stack

    def wait_deleted(self, stack_id: str) -> None:
        """Wait until the stack is gone.

        Raises:
            ActionFailedError: it could not be deleted.
        """
        stack = self._wait_at_rest(stack_id)
        if stack is not None and stack["StackStatus"] != "DELETE_COMPLETE":
            message = f"The stack {self._stack} is {stack['StackStatus']}: {self._reason(stack)}"
            raise ActionFailedError(message, external_id=stack_id)

    def change_set_result(self, change_set_id: str) -> tuple[str, str]:
        """Wait until the change set is made; its status and reason.

        Raises:
            ActionFailedError: it cannot be looked at.
        """
        pause = _FIRST_PAUSE
        while True:
            try:
                found = self._cloudformation.describe_change_set(ChangeSetName=change_set_id, StackName=self._stack)
            except ClientError as error:
                raise failure_of(error, doing=f"Looking at the change set of {self._stack}") from error
            if found["Status"] in ("CREATE_COMPLETE", "FAILED"):
                return found["Status"], found.get("StatusReason", "")
            self._progress.pause(pause)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)

    def _wait_at_rest(self, stack_id: str = "") -> dict[str, Any] | None:
        pause = _FIRST_PAUSE
        while True:
            stack = self.describe(stack_id)
            if stack is None or not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack
            self._progress.pause(pause)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)

    def _reason(self, stack: dict[str, Any]) -> str:
        failed = [
            event
            for event in self._events(pages=_MAX_EVENT_PAGES)
            if event["ResourceStatus"].endswith("_FAILED")
            and "cancelled" not in event.get("ResourceStatusReason", "").lower()
        ]
        validation = self._validation_errors()
        if validation:
            return validation
        if failed:
            first = failed[-1]
            return f"{first['LogicalResourceId']} ({first['ResourceType']}): {first.get('ResourceStatusReason', '')}"
        return str(stack.get("StackStatusReason", "no reason is given"))

    def _validation_errors(self) -> str:
        """What DescribeEvents says of a validation that failed; the stack's own events only point there."""
        try:
            events = self._cloudformation.describe_events(StackName=self._stack)["OperationEvents"]
        except ClientError:
            return ""  # the role may not ask, or there is nothing: the stack's events must do
        return "; ".join(
            f"{event.get('LogicalResourceId')} ({event.get('ResourceType')}): {event['ValidationStatusReason']}"
            for event in events
            if event.get("EventType") == "VALIDATION_ERROR" and event.get("ValidationStatusReason")
        )

    def _events(self, *, pages: int) -> Iterable[dict[str, Any]]:
        """Newest first, down to the marked one."""
        token: dict[str, str] = {}
        for _ in range(pages):
            try:
                answer = self._cloudformation.describe_stack_events(StackName=self._stack, **token)
            except ClientError:
                return
            for event in answer["StackEvents"]:
                if event["EventId"] == self._last_event:
                    return
                yield event
            if not answer.get("NextToken"):
                return
            token = {"NextToken": answer["NextToken"]}


def is_unknown(error: ClientError) -> bool:
    """Whether CloudFormation says that the stack or change set does not exist."""
    found = error.response.get("Error", {})
    return "does not exist" in str(found.get("Message", "")) or found.get("Code") == "ChangeSetNotFound"
