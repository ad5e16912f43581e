"""The stage that a person names: by its own name in any case, or by what the application calls an environment."""

from __future__ import annotations

from localcloud.cli.commands.invocation import Invocation
from localcloud.cli.executions.pipeline_queue import PipelineQueue, StageState
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode


def stage_named(call: Invocation, queue: PipelineQueue, name: str) -> StageState:
    """The stage.

    Raises:
        CommandError: the pipeline has none of that name.
    """
    wanted = {_folded(name), _folded(call.application.stage_of(name))}
    found = next((stage for stage in queue.stages if _folded(stage.name) in wanted), None)
    if found is None:
        stages = ", ".join(stage.name for stage in queue.stages)
        raise CommandError(f"the pipeline has no stage {name!r}", exit_code=ExitCode.USAGE, remedy=f"stages: {stages}")
    return found


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
