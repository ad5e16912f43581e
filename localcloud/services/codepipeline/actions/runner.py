"""From a job to the code that runs it, by its action type."""

from __future__ import annotations

from collections.abc import Callable

from localcloud.aws.runtime import Runtime
from localcloud.git_host import Repositories
from localcloud.services.codepipeline.actions.approval import ask
from localcloud.services.codepipeline.actions.build import AwaitEnd, Build, HandOver
from localcloud.services.codepipeline.actions.deploy import Deploy
from localcloud.services.codepipeline.actions.job_sessions import JobSessions
from localcloud.services.codepipeline.actions.lambda_invoke import invoke
from localcloud.services.codepipeline.actions.replication import replicate
from localcloud.services.codepipeline.actions.rules import run_rule
from localcloud.services.codepipeline.actions.source import ObjectSource, RepositorySource
from localcloud.services.codepipeline.engine.ports import (
    CONFIGURATION_ERROR,
    ActionFailedError,
    ActionJob,
    Outcome,
    Progress,
    RuleJob,
)

_Run = Callable[[ActionJob, JobSessions, Progress], Outcome]


class ActionRunner:
    """The engine's port to AWS."""

    def __init__(
        self, runtime: Runtime, repositories: Repositories, *, hand_over: HandOver, await_end: AwaitEnd
    ) -> None:
        self._runtime = runtime
        repository_source = RepositorySource(repositories)
        build = Build(hand_over, await_end)
        self._by_provider: dict[str, _Run] = {
            "CodeStarSourceConnection": lambda job, sessions, _: repository_source.run(job, sessions),
            "CodeCommit": lambda job, sessions, _: repository_source.run(job, sessions),
            "S3": lambda job, sessions, _: ObjectSource().run(job, sessions),
            "CodeBuild": build.run,
            "CloudFormation": lambda job, sessions, progress: Deploy(job, sessions, progress).run(),
            "Manual": lambda job, sessions, _: ask(job, sessions),
            "Lambda": invoke,
        }

    def run_action(self, job: ActionJob, progress: Progress) -> Outcome:
        """Run one action on its role's session."""
        run = self._by_provider.get(job.action.provider)
        if run is None:
            message = f"The action type {job.action.provider} is not offered by the local cloud"
            raise ActionFailedError(message, code=CONFIGURATION_ERROR)
        sessions = JobSessions(
            self._runtime,
            pipeline_role_arn=job.pipeline_role_arn,
            action_role_arn=job.action.role_arn,
            region=job.region,
            session_name=job.run_id,
        )
        replicate(job.replications, sessions)
        return run(job, sessions, progress)

    def run_rule(self, job: RuleJob, progress: Progress) -> Outcome:
        """Run one rule on its role's session."""
        sessions = JobSessions(
            self._runtime,
            pipeline_role_arn=job.pipeline_role_arn,
            action_role_arn=job.rule.role_arn,
            region=job.region,
            session_name=job.run_id,
        )
        return run_rule(job, sessions, progress)
