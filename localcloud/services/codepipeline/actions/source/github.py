"""Source/GitHub version 1: a commit of a GitHub repository, read with a person's OAuth token.

The local git host stands in for GitHub, so any token serves; it is never sent anywhere.
Configuration and variables: docs.aws.amazon.com/codepipeline/latest/userguide/appendix-github-oauth.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.actions.source.repository import fetch_commit
from localcloud.services.codepipeline.ports import ActionJob, Outcome


def repository(configuration: Mapping[str, str]) -> str:
    """The full id at the git host, which is GitHub's own."""
    return f"{configuration['Owner']}/{configuration['Repo']}"


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the commit and store it as the output artifact."""
    full_id = repository(job.configuration)
    commit, fetched = fetch_commit(job, context, full_id, branch=job.configuration["Branch"])
    variables = {
        "CommitUrl": f"https://github.com/{full_id}/commit/{commit.id}",
        "CommitterDate": commit.committer_date,
        "RepositoryName": job.configuration["Repo"],
    }
    return replace(fetched, variables={**fetched.variables, **variables})


TYPE = ActionType(
    category="Source",
    owner="ThirdParty",
    provider="GitHub",
    outputs=(1, 1),
    required=("Owner", "Repo", "Branch", "OAuthToken"),
    optional=("PollForSourceChanges",),
    secret=("OAuthToken",),
    timeout_minutes=60,
    run=fetch,
    repository=repository,
    branch_property="Branch",
    detection_property="PollForSourceChanges",
)
