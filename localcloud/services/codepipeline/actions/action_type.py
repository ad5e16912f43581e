"""An action type: what may be declared of it and the code that runs it, as one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.declarable import Declarable
from localcloud.services.codepipeline.ports import ActionJob, Outcome

_MASKED = "****"


@dataclass(frozen=True, kw_only=True)
class ActionType(Declarable):
    """One action type of AWS.

    Artifact counts and configuration properties are those of
    docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html; time-outs are AWS's quotas.

    Attributes:
        run: runs the action to its end, or until it waits for an answer from outside; raises `ActionFailedError`.
        repository: of a source, from its configuration the full id of the repository that it reads.
        owner: ``AWS`` or ``ThirdParty``.
        watched_object: of a source that is an object, from its configuration the bucket and key.
        branch_property: of such a source, the configuration property that names the branch.
        detection_property: of such a source, the configuration property that says "false" to ignore changes.
        secret: configuration properties that no answer shows.
    """

    category: str
    owner: str = "AWS"
    run: Callable[[ActionJob, RunContext], Outcome]
    repository: Callable[[Mapping[str, str]], str] | None = None
    watched_object: Callable[[Mapping[str, str]], tuple[str, str]] | None = None
    branch_property: str = "BranchName"
    detection_property: str = ""
    secret: tuple[str, ...] = ()

    def detects_changes(self, configuration: Mapping[str, str]) -> bool:
        """Whether a source with that configuration starts its pipeline; AWS's default is that it does."""
        return configuration.get(self.detection_property, "true").lower() == "true"

    def shown(self, configuration: Mapping[str, str]) -> dict[str, str]:
        """A configuration as answers show it (docs.aws.amazon.com/codepipeline/latest/APIReference/
        API_ActionDeclaration.html: a secret is masked by asterisks)."""
        return {name: _MASKED if name in self.secret else value for name, value in configuration.items()}
