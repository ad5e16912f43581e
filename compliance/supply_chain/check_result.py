"""What a check says: one case for each thing it looked at, and a verdict that follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """Of one case."""

    PASSED = "passed"
    FAILED = "failed"
    EXCUSED = "excused"
    BELOW_THRESHOLD = "below the threshold"
    NOT_CHECKED = "not checked"


class Verdict(StrEnum):
    """Of a whole check. What was not checked is never called clean."""

    CLEAN = "clean"
    FINDINGS = "findings"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One thing that was looked at.

    Attributes:
        name: of the finding or of what passed: a rule, an advisory, a package with its version.
        where: what has it: a package, or a path in the repository.
        line: in that file, from 1; None where it is no file.
        rule: id of the rule that was broken, for SARIF; empty where the case is no finding.
        message: for a person: what is wrong and what to do, or why it was excused or not checked.
    """

    name: str
    where: str
    outcome: Outcome
    message: str = ""
    rule: str = ""
    line: int | None = None

    @property
    def place(self) -> str:
        """What has it, with the line where that is known."""
        return self.where if self.line is None else f"{self.where}:{self.line}"

    def __str__(self) -> str:
        return f"{self.name} at {self.place}: {self.message}" if self.message else f"{self.name} at {self.place}"


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One check's cases.

    Attributes:
        check: the check's short name, also that of its report files, such as ``vulnerabilities``.
        scope: what was looked at, in a few words.
        tool: the distribution that found what stands at a line of a file; empty where none does.
        may_go_unchecked: whether a case that was not checked lets a release pass; it is said in every report.
    """

    check: str
    scope: str
    cases: tuple[Case, ...] = field(default=())
    tool: str = ""
    may_go_unchecked: bool = False

    def having(self, outcome: Outcome) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.outcome is outcome)

    @property
    def verdict(self) -> Verdict:
        if self.having(Outcome.FAILED):
            return Verdict.FINDINGS
        return Verdict.NOT_CHECKED if self.having(Outcome.NOT_CHECKED) or not self.cases else Verdict.CLEAN

    @property
    def stops(self) -> bool:
        """Whether a release must not go on."""
        if self.verdict is Verdict.NOT_CHECKED:
            return not self.may_go_unchecked
        return self.verdict is Verdict.FINDINGS
