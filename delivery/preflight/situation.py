"""All that the checks look at: the checkout, its settings, the synthesized templates, and who can look at AWS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compliance.assembly import SynthesizedStack
from delivery.preflight.accounts import Accounts
from delivery.preflight.location import Location, locations
from stages.environment import Environment
from stages.settings import TOOLS, Settings

DEFAULT_QUALIFIER: Final = "hnb659fds"
_VERSION_PARAMETER: Final = re.compile(r"/cdk-bootstrap/(?P<qualifier>[A-Za-z0-9_-]+)/version")


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One checkout that is to be deployed.

    Attributes:
        stacks: the synthesized ones; empty where nothing was synthesized.
        remote: where the watched repository is; empty where the checkout's own remotes say it.
    """

    checkout: Path
    settings: Settings
    environments: tuple[Environment, ...]
    stacks: tuple[SynthesizedStack, ...]
    accounts: Accounts
    remote: str = ""

    @property
    def locations(self) -> tuple[Location, ...]:
        return locations(self.settings)

    @property
    def tools(self) -> Location:
        """Where the pipeline lies."""
        return self.locations[0]

    def stacks_at(self, location: Location) -> tuple[SynthesizedStack, ...]:
        """The stacks that are deployed there."""
        return tuple(stack for stack in self.stacks if stack.environment == location.environment)

    def environments_at(self, location: Location) -> tuple[Environment, ...]:
        """The environments that lie there."""
        return tuple(found for found in self.environments if found.name in location.names and found.name != TOOLS)

    @property
    def qualifier(self) -> str:
        return qualifier(self.stacks)

    def bootstrap_role(self, kind: str, location: Location) -> str:
        """The name of one of the bootstrap's roles: ``deploy``, ``lookup``, ``cfn-exec``."""
        return f"cdk-{self.qualifier}-{kind}-role-{location.account}-{location.region}"

    @property
    def bootstrap_version(self) -> int:
        """The least version of the bootstrap that the templates' rules accept; 0 where nothing was synthesized."""
        refused = [
            int(version)
            for stack in self.stacks
            for rule in stack.template.get("Rules", {}).values()
            for assertion in rule.get("Assertions", ())
            for version in _refused_versions(assertion)
        ]
        return max(refused, default=-1) + 1


def _refused_versions(assertion: dict[str, object]) -> list[str]:
    """What the CDK's own rule of the bootstrap's version refuses: ``["1", "2", ...]``."""
    match assertion:
        case {"Assert": {"Fn::Not": [{"Fn::Contains": [[*versions], {"Ref": "BootstrapVersion"}]}]}}:
            return [str(version) for version in versions]
    return []


def qualifier(stacks: tuple[SynthesizedStack, ...]) -> str:
    """The bootstrap that the templates ask for, by the parameter that they read its version from."""
    for stack in stacks:
        default = stack.template.get("Parameters", {}).get("BootstrapVersion", {}).get("Default", "")
        if found := _VERSION_PARAMETER.fullmatch(default):
            return found["qualifier"]
    return DEFAULT_QUALIFIER
