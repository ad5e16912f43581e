"""A situation in which everything is ready, and what the preflight says of it when a test has taken something away."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import boto3

from compliance.assembly import SynthesizedStack
from delivery.preflight import Accounts, AwsAccounts, Line, Situation, Verdict, inspect
from delivery.preflight.checks import CHECKS, LOCATION_CHECKS
from delivery.preflight.situation import qualifier
from stages.environment import Environment
from stages.environments import ENVIRONMENTS
from stages.settings import Settings
from tests.localcloud.cloud_process import TOOLS, CloudProcess


@dataclass
class Readiness:
    """What the preflight looks at; a test changes the cloud, or one of the fields.

    Attributes:
        accounts: clients that tests share, because making them costs more than what they ask; None makes new ones,
            where the test is about who looks.
    """

    cloud: CloudProcess
    stacks: tuple[SynthesizedStack, ...]
    checkout: Path
    environments: tuple[Environment, ...] = ENVIRONMENTS
    profile: str | None = TOOLS
    profiles: Mapping[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    accounts: Accounts | None = None

    def situation(self) -> Situation:
        context = json.loads((self.checkout / "cdk.json").read_text(encoding="utf-8"))["context"]["careervp"]
        settings = Settings.from_context({**context, **self.settings})
        accounts = self.accounts or AwsAccounts(
            settings=settings, profile=self.profile, profiles=self.profiles, qualifier=qualifier(self.stacks)
        )
        return Situation(
            checkout=self.checkout,
            settings=settings,
            environments=self.environments,
            stacks=self.stacks,
            accounts=accounts,
        )

    def lines(self, subject: str) -> list[Line]:
        """What the preflight says of one subject; nothing else is looked at."""
        return [line for line in inspect(self.situation(), only=subject) if line.subject == subject]

    def of(self, subject: str, verdict: Verdict) -> list[Line]:
        """The lines of a subject with a verdict."""
        return [line for line in self.lines(subject) if line.verdict is verdict]

    def to_do(self, subject: str) -> Line:
        """The one line of a subject that says what to do; the others of it are fine."""
        lines = self.lines(subject)
        (found,) = [line for line in lines if line.verdict is not Verdict.FINE]
        assert found.verdict is Verdict.TO_DO, found
        assert found.remedy
        return found

    def change_templates(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Looks at other templates: `change` is called with each."""
        changed = []
        for stack in self.stacks:
            template = copy.deepcopy(dict(stack.template))
            change(template)
            changed.append(replace(stack, template=template))
        self.stacks = tuple(changed)

    def caller(self, profile: str, session: boto3.Session) -> None:
        """Lets the tools account be looked at by a session's credentials, as a profile of the cloud's."""
        credentials = session.get_credentials().get_frozen_credentials()
        with (self.cloud.state_dir / "aws" / "credentials").open("a", encoding="utf-8") as file:
            file.write(
                f"\n[{profile}]\naws_access_key_id = {credentials.access_key}\n"
                f"aws_secret_access_key = {credentials.secret_key}\n"
            )
        self.profile = profile


def subjects() -> Sequence[str]:
    """Every subject that has a check."""
    return [check.subject for check in (*CHECKS, *LOCATION_CHECKS)]
