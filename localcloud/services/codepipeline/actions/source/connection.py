"""Source/CodeStarSourceConnection: a commit of a repository behind a connection.

Variables: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
"""

from __future__ import annotations

from dataclasses import replace

from localcloud.aws.limits.connection_arns import is_connection_arn
from localcloud.services.codeconnections.service import AVAILABLE, status_of
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.actions.source.repository import fetch_commit, require_source_permission
from localcloud.services.codepipeline.ports import CONFIGURATION_ERROR, ActionFailedError, ActionJob, Outcome

_PROVIDER_TYPE = "GitHub"
_OLDER, _NEWER = "codestar-connections", "codeconnections"
_OTHER_NAME = {_OLDER: _NEWER, _NEWER: _OLDER}


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the commit and store it as the output artifact.

    Raises:
        ActionFailedError: it is no connection, not the role's to use or not authorized, or there is no such commit.
    """
    connection, full_id = job.configuration["ConnectionArn"], job.configuration["FullRepositoryId"]
    if not is_connection_arn(connection):
        raise ActionFailedError(f"{connection} is no connection's ARN", code=CONFIGURATION_ERROR)
    _require_use(job, context, connection)
    if status_of(connection) != AVAILABLE:
        raise ActionFailedError(f"Connection {connection} is not available", code=CONFIGURATION_ERROR)
    _, fetched = fetch_commit(job, context, full_id, branch=job.configuration["BranchName"])
    variables = {"ConnectionArn": connection, "FullRepositoryName": full_id, "ProviderType": _PROVIDER_TYPE}
    return replace(fetched, variables={**fetched.variables, **variables})


def _require_use(job: ActionJob, context: RunContext, connection: str) -> None:
    """Check that the role may use the connection.

    The service was renamed, and either name is in use. A policy should name the action as the ARN names the service
    (docs.aws.amazon.com/dtconsole/latest/userguide/rename.html). The CDK grants the older name whatever the ARN
    (aws-cdk-lib's `CodeStarConnectionsSourceAction`), the console has made newer ARNs only since July 2024, and its
    pipelines run: so the older name serves for both, and the newer one for its own.
    """
    service = connection.split(":")[2]
    needed, other = (f"{name}:UseConnection" for name in (service, _OTHER_NAME[service]))
    try:
        require_source_permission(job, context, needed, connection)
    except ActionFailedError as refused:
        if not _may(job, context, other, connection):
            raise
        if service == _NEWER:
            return
        told = f"{refused}; it may {other}, but the action must be named as the connection's ARN names the service"
        raise ActionFailedError(f"{told}: grant {needed} too", code=refused.code) from refused


def _may(job: ActionJob, context: RunContext, action: str, connection: str) -> bool:
    try:
        require_source_permission(job, context, action, connection)
    except ActionFailedError:
        return False
    return True


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
