"""What is deployed side by side: environments that share a wave, which the pipeline makes one stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from stages.environment import Environment, in_pascal_case


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Neighbouring environments with one answer to approval, roll-back and deployment window.

    Attributes:
        name: its slug; a wave of one environment is called like it.
        environments: at least one.
    """

    name: str
    environments: tuple[Environment, ...]

    @property
    def stage_name(self) -> str:
        """The pipeline's stage that deploys it, such as ``Prod``."""
        return in_pascal_case(self.name)

    @property
    def approval_stage_name(self) -> str:
        """The pipeline's stage in which a person is asked, such as ``ApproveProd``, where one is."""
        return f"Approve{self.stage_name}"

    @property
    def approval(self) -> bool:
        return self.environments[0].approval

    @property
    def protected(self) -> bool:
        """Whether one of them holds what must not be lost."""
        return any(environment.protected for environment in self.environments)

    @property
    def roll_back_on_failure(self) -> bool:
        return self.environments[0].roll_back_on_failure

    @property
    def deployment_window(self) -> str:
        """When it may be deployed, as a cron expression; empty: at any time."""
        return self.environments[0].deployment_window

    def __str__(self) -> str:
        """For people: ``prod-us and prod-eu``."""
        return " and ".join(environment.name for environment in self.environments)


def waves(environments: Sequence[Environment]) -> tuple[Wave, ...]:
    """The environments by wave, in the order in which a change reaches them."""
    return tuple(
        Wave(name=name, environments=tuple(members))
        for name, members in groupby(environments, key=lambda environment: environment.wave_name)
    )
