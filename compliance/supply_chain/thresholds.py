"""What stops a release, as data. A finding below a threshold is reported and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from compliance.supply_chain.requirement_groups import LAMBDA, TOOLCHAIN


class Stopping(StrEnum):
    """Which known vulnerabilities of a requirement group stop a release."""

    EVERY = "every known vulnerability"
    FIXABLE = "every known vulnerability that a released version fixes"


@dataclass(frozen=True, kw_only=True)
class VulnerabilityThreshold:
    """For one group of locked packages.

    Attributes:
        group: `LAMBDA` or `TOOLCHAIN` (see `requirement_groups`).
    """

    group: str
    stopping: Stopping


@dataclass(frozen=True, kw_only=True)
class AdvisoryDatabase:
    """Where vulnerabilities are asked for, and how long a release waits for the answer.

    Attributes:
        url: of the OSV query API (google.github.io/osv.dev/post-v1-query).
        reach_within_seconds: for one request that says whether anybody answers.
        answer_within_seconds: for all answers together; what has no answer by then is "not checked".
        may_go_unchecked: whether a release passes without an answer. It does: otherwise an outage of the database, or a
            machine without a network, would stop every fix from being released; and the reports say it.
    """

    url: str
    reach_within_seconds: float
    answer_within_seconds: float
    may_go_unchecked: bool


@dataclass(frozen=True, kw_only=True)
class CodeThreshold:
    """bandit's own scale, LOW, MEDIUM or HIGH: a finding with at least both stops a release."""

    severity: str
    confidence: str


VULNERABILITIES: Final = (
    VulnerabilityThreshold(group=LAMBDA, stopping=Stopping.EVERY),
    # A tool's hole without a fix leaves nothing to do but to wait, and no tool is deployed.
    VulnerabilityThreshold(group=TOOLCHAIN, stopping=Stopping.FIXABLE),
)
ADVISORIES: Final = AdvisoryDatabase(
    url="https://api.osv.dev/v1/query", reach_within_seconds=3, answer_within_seconds=30, may_go_unchecked=True
)
CODE: Final = CodeThreshold(severity="MEDIUM", confidence="MEDIUM")

SCANNED_CODE: Final = (
    "src/backend",
    "feature_stacks",
    "stages",
    "pipeline",
    "pipeline_app.py",
    "compliance",
    "delivery",
    "localcloud",
    "openapi",
    "bootstrap",
)
"""The product's Python; tests are not delivered and assert on purpose what bandit warns of."""
