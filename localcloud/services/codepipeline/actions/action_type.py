"""An action type: what may be declared of it and the code that runs it, as one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.declarable import Declarable
from localcloud.services.codepipeline.ports import ActionJob, Outcome


@dataclass(frozen=True, kw_only=True)
class ActionType(Declarable):
    """One action type of AWS.

    Artifact counts and configuration properties are those of
    docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html; time-outs are AWS's quotas.

    Attributes:
        run: runs the action to its end, or until it waits for an answer from outside; raises `ActionFailedError`.
        repository: of a source, from its configuration the full id of the repository that it reads.
        detection_property: of such a source, the configuration property that says "false" to ignore changes.
    """

    category: str
    run: Callable[[ActionJob, RunContext], Outcome]
    repository: Callable[[Mapping[str, str]], str] | None = None
    detection_property: str = ""
