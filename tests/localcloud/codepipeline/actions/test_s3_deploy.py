"""Deploy/S3 beside Source/S3 in one pipeline, on a real server."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.localcloud.cloud_process import TOOLS
from tests.localcloud.codepipeline.pipeline_parts import allow, declared_action
from tests.localcloud.codepipeline.small_pipeline import SmallPipeline

pytestmark = pytest.mark.cloud


def _site() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("css/"), "")
        archive.writestr(zipfile.ZipInfo("index.html"), "<h1>hello</h1>")
        archive.writestr(zipfile.ZipInfo("css/site.css"), "h1 { color: teal }")
    return buffer.getvalue()


def _deploying(small: SmallPipeline, *configurations: dict[str, str]) -> str:
    """Put the site into the source bucket and run a pipeline that deploys it; returns the execution's id."""
    small.cloud.client("s3").put_object(Bucket=small.bucket, Key="site.zip", Body=_site())
    source = {"S3Bucket": small.bucket, "S3ObjectKey": "site.zip"}
    deployments = [
        declared_action(f"Deploy{index}", "Deploy", "S3", configuration, inputs=["Site"])
        for index, configuration in enumerate(configurations)
    ]
    return small.create(
        stages=[
            {"name": "Source", "actions": [declared_action("Source", "Source", "S3", source, outputs=["Site"])]},
            {"name": "Deploy", "actions": deployments},
        ]
    )


@pytest.fixture
def website(small: SmallPipeline) -> str:
    """A bucket that the pipeline's role may write to."""
    bucket = f"site-{small.suffix}"
    small.cloud.client("s3").create_bucket(Bucket=bucket)
    small.allow(small.pipeline_role, TOOLS, allow(["s3:PutObject", "s3:PutObjectAcl"], f"arn:aws:s3:::{bucket}/*"))
    return bucket


def _head(small: SmallPipeline, bucket: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = small.cloud.client("s3").head_object(Bucket=bucket, Key=key)
    return found


def test_the_files_of_an_artifact_are_deployed_below_a_key(small: SmallPipeline, website: str) -> None:
    configuration = {
        "BucketName": website,
        "Extract": "true",
        "ObjectKey": "v1/#{codepipeline.PipelineExecutionId}",
        "CacheControl": "max-age=60",
        "CannedACL": "bucket-owner-full-control",
        "KMSEncryptionKeyARN": small.key_arn,
    }
    execution = _deploying(small, configuration)
    small.wait_for(execution, "Succeeded")
    listed = small.cloud.client("s3").list_objects_v2(Bucket=website)["Contents"]
    prefix = f"v1/{execution}"
    assert [item["Key"] for item in listed] == [f"{prefix}/css/site.css", f"{prefix}/index.html"]
    page = _head(small, website, f"{prefix}/index.html")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html", "max-age=60")
    assert (page["ServerSideEncryption"], page["SSEKMSKeyId"]) == ("aws:kms", small.key_arn)
    summary = small.actions(execution)["Deploy0"]["output"]["executionResult"]["externalExecutionSummary"]
    assert summary == f"2 objects were deployed to {website}"


def test_an_artifact_is_deployed_as_it_is(small: SmallPipeline, website: str) -> None:
    execution = _deploying(small, {"BucketName": website, "Extract": "false", "ObjectKey": "latest.zip"})
    small.wait_for(execution, "Succeeded")
    body = small.cloud.client("s3").get_object(Bucket=website, Key="latest.zip")["Body"].read()
    assert body == _site()
    assert _head(small, website, "latest.zip")["ContentType"] == "application/zip"


@pytest.mark.enforces(
    "CodePipeline: an S3 deployment writes with the action's role",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html",
)
def test_a_role_that_may_not_write_fails_the_deployment(small: SmallPipeline) -> None:
    bucket = f"closed-{small.suffix}"
    small.cloud.client("s3").create_bucket(Bucket=bucket)
    execution = _deploying(small, {"BucketName": bucket, "Extract": "true"})
    small.wait(lambda: small.execution(execution)["status"] == "Failed", "it fails")
    assert f"Deploying s3://{bucket}/" in small.reasons(execution)["Deploy0"]
    assert "AccessDenied" in small.reasons(execution)["Deploy0"]
