"""Tries the deployed service on a CV of one's own: plants it for a synthetic user, asks, and takes everything away
again.
"""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from delivery.aws_account import EnvironmentAccount
from delivery.reading.cv_text import cv_of_text
from delivery.reading.document_file import DocumentFile, read_document
from delivery.service_client import ServiceClient, ServiceResponse
from feature_stacks.constants import CV_TAILORING_FEATURE, SHARED_FEATURE
from feature_stacks.naming import stack_name
from localcloud.cli import CommandError, ExitCode

# Everything that is not a real user's starts with this, so that it can be told apart wherever it turns up.
_SYNTHETIC = "smoke-tailor-"
_CV_VERSION = 1
_TITLE_LABEL = re.compile(r"^[\s#*>_-]*(?:(?:job title|title|position|role|vacancy)\s*:)?[\s*_]*", re.IGNORECASE)
"""What people put before the title in a posting's first line."""

_PAGE_TITLE = re.compile(r"<(?:h1|h2|title)\b[^>]*>\s*([^<]+?)\s*<", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """What an environment's stacks say of themselves."""

    url: str
    artifacts_table: str
    cv_bucket: str
    job_table: str


@dataclass(frozen=True, kw_only=True)
class SyntheticUser:
    """Ids of one try; nobody else uses them."""

    user_id: str
    application_id: str
    job_id: str

    @classmethod
    def new(cls) -> SyntheticUser:
        suffix = uuid.uuid4().hex[:12]
        return cls(
            user_id=f"{_SYNTHETIC}{suffix}", application_id=f"{_SYNTHETIC}{suffix}", job_id=f"{_SYNTHETIC}{suffix}"
        )

    @property
    def cv_key(self) -> str:
        return f"cvs/{self.user_id}/v{_CV_VERSION}.json"


def deployment(account: EnvironmentAccount, environment: str) -> Deployment:
    """What is deployed in an environment.

    Raises:
        CommandError: nothing is.
    """
    service = account.stack_outputs(stack_name(CV_TAILORING_FEATURE, environment))
    shared = account.stack_outputs(stack_name(SHARED_FEATURE, environment))
    try:
        assert service is not None  # noqa: S101 - turned into the error below
        assert shared is not None  # noqa: S101
        return Deployment(
            url=service["CVTailoringUrl"],
            artifacts_table=service["CVTailoringTableName"],
            cv_bucket=shared["CvBucketName"],
            job_table=shared["JobResearchTableName"],
        )
    except (AssertionError, KeyError):
        raise CommandError(
            f"the service is not deployed in {environment} yet",
            exit_code=ExitCode.USAGE,
            remedy="`bin/delivery push`, then `bin/delivery watch` until that stage has succeeded",
        ) from None


def read_cv(path: Path) -> bytes:
    """A CV as JSON: a JSON file as it is, text and Word documents in the service's own fields.

    Raises:
        CommandError: the file is of no kind that can be read, or called JSON and no JSON object.
    """
    return cv_of(read_document(path), str(path))


def cv_of(document: DocumentFile, name: str) -> bytes:
    """The same of a document that was read; `name` is what an error calls it."""
    if document.kind == "json":
        _json_object(document.text, name)
        return document.text.encode()
    return json.dumps(cv_of_text(document.text), ensure_ascii=False).encode()


def read_job(path: Path, *, job_id: str) -> dict[str, Any]:
    """A job posting: a JSON object as the job research table has it, or text, HTML, a Word document or a PDF, whose
    first line is the title.

    Raises:
        CommandError: the file is of no kind that can be read, or called JSON and no JSON object.
    """
    return {**posting_of(read_document(path), str(path)), "job_id": job_id}


def posting_of(document: DocumentFile, name: str) -> dict[str, Any]:
    """The same of a document that was read, without an id; `name` is what an error calls it."""
    if document.kind == "json":
        return _json_object(document.text, name)
    text = document.text.strip()
    page = _PAGE_TITLE.search(text)
    first = html.unescape(page[1]).strip() if page else text.splitlines()[0].strip()
    title = _TITLE_LABEL.sub("", first).rstrip(" *_#:") or first
    return {"title": title, "description": text}


def _json_object(content: str, name: str) -> dict[str, Any]:
    try:
        # DynamoDB knows no binary floats.
        document = json.loads(content.removeprefix("\ufeff"), parse_float=Decimal)
        json.dumps(document, default=str, ensure_ascii=False).encode()
    except RecursionError:
        raise CommandError(f"{name} is nested too deeply", exit_code=ExitCode.USAGE) from None
    except UnicodeEncodeError:
        raise CommandError(f"{name} has half a character in a text", exit_code=ExitCode.USAGE) from None
    except ValueError as error:
        raise CommandError(f"{name} is not JSON: {error}", exit_code=ExitCode.USAGE) from None
    if not isinstance(document, dict):
        raise CommandError(f"{name} must hold one JSON object", exit_code=ExitCode.USAGE, remedy="see samples/")
    return document


def tailor(account: EnvironmentAccount, *, environment: str, cv: Path, job: Path) -> ServiceResponse:
    """Plants both files, POSTs one signed request with the caller's credentials, and removes what came of it.

    Raises:
        CommandError: a file is no good, or nothing is deployed.
    """
    target = deployment(account, environment)
    return _tailored(account, target, read_cv(cv), read_job(job, job_id=""))


def tailor_documents(
    account: EnvironmentAccount, *, environment: str, cv: bytes, posting: Mapping[str, Any]
) -> ServiceResponse:
    """The same with a CV and a posting that were read (`cv_of`, `posting_of`).

    Raises:
        CommandError: nothing is deployed.
    """
    return _tailored(account, deployment(account, environment), cv, posting)


def _tailored(
    account: EnvironmentAccount, target: Deployment, cv: bytes, posting: Mapping[str, Any]
) -> ServiceResponse:
    user = SyntheticUser.new()
    client = ServiceClient(url=target.url, credentials=account.credentials(), endpoint_url=account.endpoint_url)
    with _planted(account, target, user, cv, {**posting, "job_id": user.job_id}):
        return client.post(
            {
                "user_id": user.user_id,
                "application_id": user.application_id,
                "job_id": user.job_id,
                "cv_version": _CV_VERSION,
                "include_gap_analysis": True,
                "output_format": "markdown",
            }
        )


def envelope_of(answer: ServiceResponse) -> dict[str, Any]:
    """The answer's JSON object.

    Raises:
        CommandError: it has none; something between here and the service answered.
    """
    try:
        document = answer.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise CommandError(
            f"HTTP {answer.status} without the service's envelope",
            exit_code=ExitCode.SERVICE_REFUSED,
            details=(answer.body[:300].decode(errors="replace"),),
        )
    return document


@contextmanager
def _planted(
    account: EnvironmentAccount, target: Deployment, user: SyntheticUser, cv: bytes, posting: dict[str, Any]
) -> Iterator[None]:
    s3, dynamodb = account.client("s3"), account.client("dynamodb")
    serialize = TypeSerializer().serialize
    try:
        s3.put_object(Bucket=target.cv_bucket, Key=user.cv_key, Body=cv, ContentType="application/json")
        dynamodb.put_item(TableName=target.job_table, Item={name: serialize(value) for name, value in posting.items()})
        yield
    finally:
        dynamodb.delete_item(TableName=target.job_table, Key={"job_id": {"S": user.job_id}})
        _remove_artifacts(dynamodb, target.artifacts_table, user.application_id)
        for prefix in (f"cvs/{user.user_id}/", f"tailored-cvs/{user.application_id}/"):
            _remove_objects(s3, target.cv_bucket, prefix)


def _remove_artifacts(dynamodb: Any, table: str, application_id: str) -> None:
    found = dynamodb.query(
        TableName=table,
        KeyConditionExpression="application_id = :id",
        ExpressionAttributeValues={":id": {"S": application_id}},
        ProjectionExpression="application_id, created_at",
    )
    for item in found["Items"]:
        dynamodb.delete_item(TableName=table, Key={name: item[name] for name in ("application_id", "created_at")})


def _remove_objects(s3: Any, bucket: str, prefix: str) -> None:
    """Every version: in a versioned bucket a plain delete would only hide the CV."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
        for entry in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
            s3.delete_object(Bucket=bucket, Key=entry["Key"], VersionId=entry["VersionId"])
