"""How many builds a stage starts at once: an account's quota of running builds may be as low as one, and over it
CodeBuild does not queue a build but fails it, and with it the stage.
"""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import pipelines


def limit_side_by_side(steps: Sequence[pipelines.Step], most: int | None) -> None:
    """Lets each step wait for the one that stands `most` places before it; None leaves them side by side."""
    if most is None:
        return
    for earlier, later in zip(steps, steps[most:], strict=False):
        later.add_step_dependency(earlier)
