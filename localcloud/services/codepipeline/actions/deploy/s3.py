"""Deploy/S3: an artifact's files, or the artifact as it is, into a bucket.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.artifact_files import ArtifactFiles, get_artifact
from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import ActionJob, Outcome

_FLAGS = ("true", "false")
_ANY_CONTENT = "application/octet-stream"


def check(configuration: Mapping[str, str], inputs: Sequence[str]) -> str:
    """Refuse an Extract that is no flag, and an artifact without a key to lie under."""
    del inputs
    extract = configuration["Extract"].lower()
    if extract not in _FLAGS:
        return f"Extract must be true or false, not {configuration['Extract']!r}"
    if extract == "false" and not configuration.get("ObjectKey"):
        return "the configuration lacks ObjectKey, which it needs when Extract is false"
    return ""


def deploy(job: ActionJob, context: RunContext) -> Outcome:
    """Put the objects; what the bucket holds beside them stays, as on AWS."""
    s3, (artifact,) = context.sessions.client("s3"), job.inputs
    bucket, key = job.configuration["BucketName"], job.configuration.get("ObjectKey", "")
    if job.configuration["Extract"].lower() == "false":
        objects = {key: get_artifact(s3, artifact)}
    else:
        prefix = f"{key.rstrip('/')}/" if key else ""
        objects = {f"{prefix}{path}": body for path, body in ArtifactFiles(s3).contents(artifact)}
    properties = _properties(job.configuration)
    for name, body in objects.items():
        content_type = mimetypes.guess_type(name)[0] or _ANY_CONTENT
        try:
            s3.put_object(Bucket=bucket, Key=name, Body=body, ContentType=content_type, **properties)
        except ClientError as error:
            raise failure_of(error, doing=f"Deploying s3://{bucket}/{name}") from error
    return Outcome(summary=f"{len(objects)} objects were deployed to {bucket}")


def _properties(configuration: Mapping[str, str]) -> dict[str, str]:
    """What every object gets, as members of PutObject."""
    given = {"ACL": configuration.get("CannedACL"), "CacheControl": configuration.get("CacheControl")}
    found = {name: value for name, value in given.items() if value}
    key = configuration.get("KMSEncryptionKeyARN")
    return {**found, "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key} if key else found


TYPE = ActionType(
    category="Deploy",
    provider="S3",
    inputs=(1, 1),
    required=("BucketName", "Extract"),
    optional=("ObjectKey", "CannedACL", "CacheControl", "KMSEncryptionKeyARN"),
    timeout_minutes=90,
    check=check,
    run=deploy,
)
