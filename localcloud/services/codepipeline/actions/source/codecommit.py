"""Source/CodeCommit: a commit of a repository of the git host's owner `codecommit`.

Variables: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from localcloud.services.codecommit.hosted import OWNER, HostedRepositories, repository_arn
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.actions.source.repository import fetch_commit, require_source_permission
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, ActionJob, Outcome

_READ = ("codecommit:GetBranch", "codecommit:GetCommit", "codecommit:UploadArchive")


def repository(configuration: Mapping[str, str]) -> str:
    """The full id at the git host."""
    return f"{OWNER}/{configuration['RepositoryName']}"


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the commit and store it as the output artifact."""
    name = job.configuration["RepositoryName"]
    # A repository is looked up where the role that reads it is: CodeCommit has no policies of resources.
    account = (job.action.role_arn or job.pipeline_role_arn).split(":")[4]
    for action in _READ:
        require_source_permission(job, context, action, repository_arn(name, account=account, region=job.region))
    record = HostedRepositories(context.local.repositories).of_full_id(repository(job.configuration))
    if record is not None and (record.account, record.region) != (account, job.region):
        message = f"The repository {name} does not exist in account {account}, region {job.region}"
        raise ActionFailedError(message, code=CONFIGURATION_ERROR)
    commit, fetched = fetch_commit(
        job,
        context,
        repository(job.configuration),
        branch=job.configuration["BranchName"],
        origin=record.clone_url_http if record else "",
    )
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
