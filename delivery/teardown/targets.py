"""What can be taken down: the pipeline, or one environment; each by its stacks, in the order of their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from delivery.commit_settings import PIPELINE_STACK
from feature_stacks.constants import CV_TAILORING_FEATURE, SHARED_FEATURE
from feature_stacks.naming import stack_name
from localcloud.cli import Settings
from stages.environments import ENVIRONMENTS
from stages.settings import TOOLS

TARGETS: Final = (TOOLS, *(environment.name for environment in ENVIRONMENTS))


@dataclass(frozen=True, kw_only=True)
class StackPlace:
    """A stack's name and its region; its account is the target's."""

    stack: str
    region: str


def places_of(settings: Settings, target: str) -> tuple[StackPlace, ...]:
    """The stacks of a target; who uses another comes before it."""
    if target == TOOLS:
        # The pipeline first: nothing is deployed any more from then on.
        replicas = [
            StackPlace(stack=stack_name(f"replica-{region}", TOOLS), region=region)
            for region in dict.fromkeys(settings.regions.values())
        ]
        return (StackPlace(stack=PIPELINE_STACK, region=settings.region), *replicas)
    region = settings.region_of(target)
    return tuple(
        StackPlace(stack=stack_name(feature, target), region=region)
        for feature in (CV_TAILORING_FEATURE, SHARED_FEATURE)
    )
