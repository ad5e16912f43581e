"""A rule type of stage conditions: what may be declared of it and the code that runs it, as one record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.declarable import Declarable
from localcloud.services.codepipeline.ports import Outcome, RuleJob


@dataclass(frozen=True, kw_only=True)
class RuleType(Declarable):
    """One rule type of AWS (docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference.html).

    Attributes:
        run: returns if the rule says yes; raises `ActionFailedError` with code JobFailed if it says no, with another
            code if it could not be judged.
        may_skip: AWS admits it in an entry condition that skips the stage.
    """

    timeout_minutes: int = 60
    run: Callable[[RuleJob, RunContext], Outcome]
    may_skip: bool = False
