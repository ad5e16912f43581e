"""A source that is an object of a bucket: where it lies, as the deployed pipeline says, and how a commit gets there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from localcloud.cli.cloud.local_cloud import LocalCloud
from localcloud.cli.source.source_commit import SourceCommit, zipped
from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

OBJECT_OWNER: Final = "s3"
"""What stands where a repository's owner does in the settings, before the name of the source action."""


@dataclass(frozen=True, kw_only=True)
class SourceObject:
    """Attributes:
    starts: whether the pipeline asks for changes, so that a new version starts it.
    """

    bucket: str
    key: str
    starts: bool

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


def source_object(cloud: LocalCloud) -> SourceObject | None:
    """The object that the checkout is delivered as; None where its source is a repository."""
    owner, _, name = cloud.settings.repository.partition("/")
    if owner != OBJECT_OWNER:
        return None
    declared = cloud.client("codepipeline").get_pipeline(name=cloud.pipeline_name)["pipeline"]
    actions = [action for stage in declared["stages"] for action in stage["actions"]]
    objects = [action for action in actions if action["actionTypeId"]["provider"] == "S3" and _is_source(action)]
    named = [action for action in objects if action["name"] == name] or objects  # a name by reference was not known
    for action in named:
        configuration = action["configuration"]
        return SourceObject(
            bucket=configuration["S3Bucket"],
            key=configuration["S3ObjectKey"],
            # The default: docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
            starts=configuration.get("PollForSourceChanges", "true") == "true",
        )
    return None


def _is_source(action: Mapping[str, Any]) -> bool:
    return bool(action["actionTypeId"]["category"] == "Source")


def upload(cloud: LocalCloud, *, commit: SourceCommit, place: SourceObject) -> None:
    """Puts the commit's files there, as a zip.

    Raises:
        CommandError: git or the bucket refused.
    """
    body = zipped(cloud.workspace.checkout, sha=commit.sha)
    try:
        cloud.client("s3").put_object(Bucket=place.bucket, Key=place.key, Body=body)
    except ClientError as error:
        raise CommandError(f"{place} could not be written: {error}", exit_code=ExitCode.STEP_FAILED) from None
