"""Source/CodeCommit: a commit of a repository of the git host's owner `codecommit`.

Variables: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.actions.source.repository import fetch_commit, require_source_permission
from localcloud.services.codepipeline.ports import ActionJob, Outcome

_OWNER = "codecommit"
_READ = ("codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive")


def repository(configuration: Mapping[str, str]) -> str:
    """The full id at the git host."""
    return f"{_OWNER}/{configuration['RepositoryName']}"


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the commit and store it as the output artifact."""
    name = job.configuration["RepositoryName"]
    for action in _READ:
        arn = f"arn:aws:codecommit:{job.region}:{job.key.account}:{name}"
        require_source_permission(job, context, action, arn)
    commit, fetched = fetch_commit(job, context, repository(job.configuration))
    variables = {"CommitterDate": commit.committer_date, "RepositoryName": name}
    return replace(fetched, variables={**fetched.variables, **variables})


TYPE = ActionType(
    category="Source",
    provider="CodeCommit",
    outputs=(1, 1),
    required=("RepositoryName", "BranchName"),
    optional=("PollForSourceChanges", "OutputArtifactFormat"),
    timeout_minutes=60,
    run=fetch,
    repository=repository,
    detection_property="PollForSourceChanges",
)
