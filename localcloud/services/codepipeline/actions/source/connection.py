"""Source/CodeStarSourceConnection: a commit of a repository behind a connection.

Variables: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
"""

from __future__ import annotations

from dataclasses import replace

from localcloud.services.codeconnections.service import AVAILABLE, status_of
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.actions.source.repository import fetch_commit, require_source_permission
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, ActionJob, Outcome

_PROVIDER_TYPE = "GitHub"


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the commit and store it as the output artifact.

    Raises:
        ActionFailedError: the role may not use the connection, nobody has authorized it, or there is no such commit.
    """
    connection, full_id = job.configuration["ConnectionArn"], job.configuration["FullRepositoryId"]
    # The service was renamed, and either name is in use: a policy must name the action as the ARN names the service
    # (docs.aws.amazon.com/dtconsole/latest/userguide/security-iam.html).
    service = connection.split(":")[2]
    require_source_permission(job, context, f"{service}:UseConnection", connection)
    if status_of(connection) != AVAILABLE:
        raise ActionFailedError(f"Connection {connection} is not available", code=CONFIGURATION_ERROR)
    _, fetched = fetch_commit(job, context, full_id, branch=job.configuration["BranchName"])
    variables = {"ConnectionArn": connection, "FullRepositoryName": full_id, "ProviderType": _PROVIDER_TYPE}
    return replace(fetched, variables={**fetched.variables, **variables})


TYPE = ActionType(
    category="Source",
    provider="CodeStarSourceConnection",
    outputs=(1, 1),
    required=("ConnectionArn", "FullRepositoryId", "BranchName"),
    optional=("OutputArtifactFormat", "DetectChanges"),
    timeout_minutes=60,
    run=fetch,
    repository=lambda configuration: configuration["FullRepositoryId"],
    detection_property="DetectChanges",
)
