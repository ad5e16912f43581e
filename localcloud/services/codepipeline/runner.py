"""From a job to the code that runs it: the registry's entry of its type, on its role's session."""

from __future__ import annotations

from localcloud.aws.runtime import Runtime
from localcloud.services.codepipeline.actions.job_sessions import JobSessions
from localcloud.services.codepipeline.actions.replication import replicate
from localcloud.services.codepipeline.actions.run_context import LocalServices, RunContext
from localcloud.services.codepipeline.declaration import ActionDeclaration, RuleDeclaration
from localcloud.services.codepipeline.ports import (
    CONFIGURATION_ERROR,
    ActionFailedError,
    ActionJob,
    Outcome,
    Progress,
    RuleJob,
)
from localcloud.services.codepipeline.registry import action_type, rule_type


class ActionRunner:
    """The engine's port to AWS."""

    def __init__(self, runtime: Runtime, local: LocalServices) -> None:
        self._runtime = runtime
        self._local = local

    def run_action(self, job: ActionJob, progress: Progress) -> Outcome:
        """Run one action on its role's session."""
        kind = action_type(job.action.category, job.action.provider)
        if kind is None:
            raise _unknown(job.action)
        return kind.run(job, self._context(job, job.action, progress))

    def run_rule(self, job: RuleJob, progress: Progress) -> Outcome:
        """Run one rule on its role's session."""
        kind = rule_type(job.rule.provider)
        if kind is None:
            raise _unknown(job.rule)
        return kind.run(job, self._context(job, job.rule, progress))

    def _context(
        self, job: ActionJob | RuleJob, declared: ActionDeclaration | RuleDeclaration, progress: Progress
    ) -> RunContext:
        sessions = JobSessions(
            self._runtime,
            pipeline_role_arn=job.pipeline_role_arn,
            action_role_arn=declared.role_arn,
            region=job.region,
            session_name=job.run_id,
        )
        replicate(job.replications, sessions)
        return RunContext(sessions=sessions, progress=progress, local=self._local)


def _unknown(declared: ActionDeclaration | RuleDeclaration) -> ActionFailedError:
    """Only for pipelines that an earlier version of the local cloud accepted."""
    message = f"{declared.name!r} is of type {declared.provider}, which the local cloud does not offer"
    return ActionFailedError(message, code=CONFIGURATION_ERROR)
