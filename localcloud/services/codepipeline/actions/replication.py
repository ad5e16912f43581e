"""Artifacts follow an action into its region: copied into that region's artifact store before the action runs.

CodePipeline does it with the pipeline's role, whatever role the action has, and encrypts the copy with the key of the
store that it goes into: a key is its region's own.
Source: docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
"""

from __future__ import annotations

from collections.abc import Iterable

from localcloud.services.codepipeline.actions.artifact_files import get_artifact, put_artifact
from localcloud.services.codepipeline.actions.job_sessions import JobSessions
from localcloud.services.codepipeline.ports import ActionFailedError, Replication


def replicate(replications: Iterable[Replication], sessions: JobSessions) -> None:
    """Copy each artifact to where the action expects it; a copy that is there already is written again.

    Raises:
        ActionFailedError: the pipeline's role may not read the one or write the other.
    """
    for replication in replications:
        artifact, replica = replication.artifact, replication.replica
        try:
            body = get_artifact(sessions.pipeline_client("s3", region=replication.region), artifact)
            put_artifact(sessions.pipeline_client("s3"), replica, body)
        except ActionFailedError as failure:
            message = (
                f"Failed replicating artifact {artifact.name!r} from {replication.region} to {sessions.region}: "
                f"{failure.message}"
            )
            raise ActionFailedError(message, code=failure.code) from failure
