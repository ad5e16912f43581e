"""What one run of the rules found: for each stack, pack, rule and resource one status. Every report is written from
this, so that they cannot differ.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from compliance.packs import Pack
from compliance.register import Acknowledgement


class Status(StrEnum):
    """What a rule says of a resource, with cdk-nag's words; the worst first."""

    ERROR = "Error"
    NON_COMPLIANT = "Non-Compliant"
    ACKNOWLEDGED = "Acknowledged"
    COMPLIANT = "Compliant"
    NOT_APPLICABLE = "Not applicable"


OPEN = frozenset({Status.ERROR, Status.NON_COMPLIANT})
"""What stops a release where the pack gates: a rule that could not decide has not been satisfied."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule of a pack.

    Attributes:
        id: with the pack's prefix, ``AwsSolutions-S1``.
        description: what is wrong where it is not satisfied.
        explanation: why that matters and how to satisfy it; empty where the description says so itself.
        level: ``Error`` or ``Warning``; both stop a release where the pack gates.
        controls: ids of the framework's controls that the rule looks after, ``AU-9(3)``; only a framework has some.
    """

    id: str
    description: str
    explanation: str
    level: str
    controls: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """What to do: cdk-nag explains it, and the project's own rules say it in their message."""
        return self.explanation or self.description or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """One resource of a template.

    Attributes:
        environment: ``tools`` or an environment's name.
        account: the 12 digits of the account that the stack is deployed into.
        stack: the stack's name in CloudFormation.
        path: of the construct, from the app's root.
        type: in CloudFormation's words, ``AWS::S3::Bucket``.
        source: ``{file}:{line}`` that created it, relative to the repository; None where it is not known.
    """

    environment: str
    account: str
    region: str
    stack: str
    logical_id: str
    path: str
    type: str
    source: str | None = None


class Result(NamedTuple):
    """One status. A rule with several findings at a resource has one for each of them.

    Attributes:
        finding: which of the rule's findings, as in ``AwsSolutions-IAM5[finding]``; empty where the rule has one only.
        message: why the rule could not decide; empty but with `Status.ERROR`, or with one that was acknowledged.
        acknowledgement: the register's entry, with `Status.ACKNOWLEDGED` only.
    """

    rule: Rule
    resource: Resource
    status: Status
    finding: str = ""
    message: str = ""
    acknowledgement: Acknowledgement | None = None

    @property
    def finding_id(self) -> str:
        """The rule, and the finding in brackets where it has several."""
        return f"{self.rule.id}[{self.finding}]" if self.finding else self.rule.id


@dataclass(frozen=True, kw_only=True)
class PackResults:
    """One pack, as it ran.

    Attributes:
        results: all of them, Not applicable included.
        canary: the first rule that objected to the canary; empty when none did.
    """

    pack: Pack
    rules: tuple[Rule, ...]
    resources: tuple[Resource, ...]
    results: tuple[Result, ...]
    canary: str

    @property
    def environments(self) -> tuple[str, ...]:
        """Where it was asked for, gating first."""
        return (*self.pack.gates, *self.pack.reported)

    def resource_count(self, environment: str) -> int:
        return sum(resource.environment == environment for resource in self.resources)

    def counts(self, environment: str | None = None) -> Counter[Status]:
        """How many results have each status, in all environments or in one."""
        chosen: Iterable[Result] = self.results
        if environment is not None:
            chosen = (result for result in self.results if result.resource.environment == environment)
        return Counter(result.status for result in chosen)

    def stops(self, result: Result) -> bool:
        """Whether this result stops a release."""
        return result.status in OPEN and result.resource.environment in self.pack.gates

    def acknowledgement_id(self, result: Result) -> str:
        """What an entry of the register must name to excuse exactly this result."""
        return f"{self.pack.name}::{result.finding_id}"

    def with_status(self, *statuses: Status) -> Iterator[Result]:
        return (result for result in self.results if result.status in statuses)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What was judged, with what and when.

    Attributes:
        commit: its full id; ``unknown`` outside a repository and a build.
        changed: the checkout held changes that no commit has.
        execution_id: of the pipeline; empty outside of one.
        assembly_digest: SHA-256, 64 hex digits (`compliance.assembly.assembly_digest`).
        time: when the rules ran, in UTC.
        versions: of what judged: package or rule set to version.
    """

    commit: str
    changed: bool
    execution_id: str
    assembly_digest: str
    time: datetime.datetime
    versions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Everything that one run found.

    Attributes:
        problems: what is wrong with the run itself, such as a pack that judged nothing; any of them stops the release.
    """

    run: Run
    packs: tuple[PackResults, ...]
    problems: tuple[str, ...] = ()

    @property
    def stopping(self) -> tuple[tuple[PackResults, Result], ...]:
        """The results that stop the release."""
        return tuple((pack, result) for pack in self.packs for result in pack.results if pack.stops(result))

    @property
    def passed(self) -> bool:
        return not self.problems and not self.stopping

    def counts(self) -> Counter[Status]:
        total: Counter[Status] = Counter()
        for pack in self.packs:
            total.update(pack.counts())
        return total
