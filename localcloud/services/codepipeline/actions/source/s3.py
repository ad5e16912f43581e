"""Source/S3: an object of a versioned bucket, taken as the artifact as it is.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
"""

from __future__ import annotations

from botocore.exceptions import ClientError

from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.artifact_files import put_artifact
from localcloud.services.codepipeline.actions.job_sessions import failure_of
from localcloud.services.codepipeline.actions.run_context import RunContext
from localcloud.services.codepipeline.ports import ActionJob, Outcome


def fetch(job: ActionJob, context: RunContext) -> Outcome:
    """Fetch the object and store it as the output artifact."""
    s3 = context.sessions.client("s3")
    bucket, key = job.configuration["S3Bucket"], job.configuration["S3ObjectKey"]
    version: dict[str, str] = {}
    if job.source_revision.get("revisionType") == "S3_OBJECT_VERSION_ID":
        version = {"VersionId": job.source_revision["revisionValue"]}
    elif job.source_revision.get("revisionType") == "S3_OBJECT_KEY":
        key = job.source_revision["revisionValue"]
    try:
        found = s3.get_object(Bucket=bucket, Key=key, **version)
        body = found["Body"].read()
    except ClientError as error:
        raise failure_of(error, doing=f"Reading the source s3://{bucket}/{key}") from error
    put_artifact(s3, job.outputs[0], body)
    etag, version_id = found.get("ETag", "").strip('"'), found.get("VersionId", "null")
    return Outcome(
        external_id=version_id,
        variables={"BucketName": bucket, "ObjectKey": key, "ETag": etag, "VersionId": version_id},
        revision={"revisionId": version_id, "revisionSummary": f"Amazon S3 version id: {version_id}"},
    )


TYPE = ActionType(
    category="Source",
    provider="S3",
    outputs=(1, 1),
    required=("S3Bucket", "S3ObjectKey"),
    optional=("PollForSourceChanges", "AllowOverrideForS3ObjectKey"),
    timeout_minutes=60,
    run=fetch,
    watched_object=lambda configuration: (configuration["S3Bucket"], configuration["S3ObjectKey"]),
    detection_property="PollForSourceChanges",
)
