"""What the rules found: one finding for each rule and construct."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.assembly import environment_of


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule that one construct does not satisfy.

    Attributes:
        rule: with the finding in brackets where the rule has several, ``AwsSolutions-IAM5[Resource::*]``.
        severity: ``error`` or ``warning``; both stop a release.
        construct_type: in CloudFormation's words; empty where the finding is about a whole stack.
        reason: why it was acknowledged; None where it was not.
        made_in: the line of the project that made the construct, ``feature_stacks/cv_bucket.py:42``; empty where it
            is not known.
    """

    pack: str
    rule: str
    severity: str
    description: str
    construct_path: str
    construct_type: str
    reason: str | None
    made_in: str = ""

    @property
    def acknowledged(self) -> bool:
        return self.reason is not None

    @property
    def acknowledgement_id(self) -> str:
        """The id that an entry of the register must name to excuse exactly this finding."""
        return f"{self.pack.replace(' ', '-')}::{self.rule}"

    @property
    def environment(self) -> str:
        """``tools`` or an environment's name."""
        return environment_of(self.construct_path)


@dataclass(frozen=True, kw_only=True)
class ValidationReport:
    """All findings on one assembly, and the packs that judged it."""

    packs: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.acknowledged)
