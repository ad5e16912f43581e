"""The synthesized templates: there, and of the settings as they are now."""

from __future__ import annotations

from collections.abc import Iterator

from delivery.preflight.answer import Answer, fine, not_looked_at, to_do
from delivery.preflight.situation import Situation

_SYNTHESIZE = "`make synth`"


def look(situation: Situation) -> Iterator[Answer]:
    """Whether there is something to compare an account with."""
    if not situation.stacks:
        yield not_looked_at(
            "nothing is synthesized, so what the templates need is not looked at", f"{_SYNTHESIZE}, then again"
        )
        return
    synthesized = {stack.environment for stack in situation.stacks}
    wanted = {location.environment for location in situation.locations}
    if synthesized != wanted:
        yield to_do(
            f"it is for {', '.join(sorted(synthesized))}, but the settings say {', '.join(sorted(wanted))}",
            f"{_SYNTHESIZE}, then again",
        )
        return
    connection = situation.settings.connection_arn
    if not any(connection in stack.template_file.read_text(encoding="utf-8") for stack in situation.stacks):
        yield to_do(f"it does not name the connection {connection}", f"{_SYNTHESIZE}, then again")
        return
    yield fine(f"{len(situation.stacks)} stacks for {', '.join(sorted(synthesized))}")
