"""Which question a person was shown last, so that a bare `approve` answers that one and no other.

One small file in the state folder. What cannot be written is not remembered, nor is what was shown before it, and the
next answer is asked about.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from localcloud.aws.storage.atomic_file import write_atomically
from localcloud.cli.cloud.workspace import Workspace
from localcloud.cli.executions.pipeline_owner import PipelineOwner
from localcloud.cli.executions.pipeline_queue import PipelineQueue, WaitingApproval
from localcloud.cli.terminal.exit_codes import CommandError


def remember_shown(workspace: Workspace, owner: PipelineOwner, queue: PipelineQueue, execution_id: str) -> None:
    """Notes what was just shown: one execution, and every question that waited.

    Args:
        execution_id: the execution that was shown.
    """
    asking = [{"id": found.id, "execution_id": found.execution_id} for found in queue.waiting_approvals]
    shown = {**_read(workspace), _key(owner): {"execution_id": execution_id, "asking": asking}}
    try:
        if not workspace.marker.exists():
            workspace.claim()
        write_atomically(workspace.shown_approval, json.dumps(shown, indent=2).encode())
    except (OSError, CommandError):
        with suppress(OSError):
            workspace.shown_approval.unlink(missing_ok=True)


def shown_approval(workspace: Workspace, owner: PipelineOwner, queue: PipelineQueue) -> WaitingApproval | None:
    """The question that still waits and that was shown last, as the only one, of the execution that was looked at.

    None where nothing was shown, where more than one question was, where an older execution's stood beside a newer one
    that was looked at, and where it has been answered or asked anew since.
    """
    shown = _read(workspace).get(_key(owner), {})
    asking = shown.get("asking", [])
    if len(asking) != 1 or asking[0].get("execution_id") != shown.get("execution_id"):
        return None
    return next((found for found in queue.waiting_approvals if found.id == asking[0].get("id")), None)


def _key(owner: PipelineOwner) -> str:
    return f"{owner.place} {owner.pipeline_name}"


def _read(workspace: Workspace) -> dict[str, Any]:
    try:
        found = json.loads(workspace.shown_approval.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
