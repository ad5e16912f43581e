"""What the run of an action or rule is given beside its job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localcloud.git_host import Repositories
from localcloud.services.codepipeline.actions.job_sessions import JobSessions
from localcloud.services.codepipeline.ports import ActionJob, Progress, RuleJob


@dataclass(frozen=True, kw_only=True)
class LocalServices:
    """What no AWS API offers to a pipeline's role.

    Attributes:
        repositories: stand for the providers behind connections.
        hand_over: (token, job) gives CodeBuild the artifacts of the build that the token will start.
        await_build_end: (build id, seconds) waits until the build has ended, at most so long.
        keeps_modes: whether a source's zip has its files' modes.
    """

    repositories: Repositories
    hand_over: Callable[[str, ActionJob | RuleJob], None]
    await_build_end: Callable[[str, float], bool]
    keeps_modes: bool = True


@dataclass(frozen=True, kw_only=True)
class RunContext:
    """On whose behalf a run acts, whom it tells, and what else it reaches."""

    sessions: JobSessions
    progress: Progress
    local: LocalServices
