"""A synthetic user's CV and a job, planted before a check and removed after it, with whatever the service made of
them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_RECORDS: Final = Path(__file__).parent / "records"


@dataclass(frozen=True, kw_only=True)
class Stores:
    """Where records lie in one environment."""

    cv_bucket: str
    job_research_table: str
    artifacts_table: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Stores:
        """Reads ``CV_BUCKET``, ``JOB_RESEARCH_TABLE`` and ``ARTIFACTS_TABLE``.

        Raises:
            KeyError: one of them is not set.
        """
        return cls(
            cv_bucket=environment["CV_BUCKET"],
            job_research_table=environment["JOB_RESEARCH_TABLE"],
            artifacts_table=environment["ARTIFACTS_TABLE"],
        )


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A synthetic user with a CV, and a job, as they lie in the environment."""

    user_id: str
    job_id: str
    application_id: str
    cv: dict[str, Any]

    def request(self, **changes: Any) -> dict[str, Any]:
        """The body of a request for them."""
        ids = {"user_id": self.user_id, "application_id": self.application_id, "job_id": self.job_id}
        return {**ids, "cv_version": 1, **changes}


@contextmanager
def planted(stores: Stores, session: boto3.session.Session) -> Iterator[Planted]:
    """Plants a CV and a job under fresh ids; removes them and every artifact made for them, also after a failure.

    Args:
        session: of a role that reaches records whose keys start with ``smoke-``.
    """
    run = uuid.uuid4().hex
    cv, job = (json.loads((_RECORDS / f"{name}.json").read_text(encoding="utf-8")) for name in ("cv", "job"))
    synthetic = Planted(
        user_id=f"smoke-user-{run}", job_id=f"smoke-job-{run}", application_id=f"smoke-application-{run}", cv=cv
    )
    s3, dynamodb = session.client("s3"), session.client("dynamodb")
    object_key = f"cvs/{synthetic.user_id}/v1.json"
    try:
        s3.put_object(Bucket=stores.cv_bucket, Key=object_key, Body=json.dumps(cv).encode())
        dynamodb.put_item(TableName=stores.job_research_table, Item=_item({**job, "job_id": synthetic.job_id}))
        yield synthetic
    finally:
        s3.delete_object(Bucket=stores.cv_bucket, Key=object_key)
        dynamodb.delete_item(TableName=stores.job_research_table, Key=_item({"job_id": synthetic.job_id}))
        for artifact in stored_items(dynamodb, stores.artifacts_table, synthetic.application_id):
            key = {name: artifact[name] for name in ("application_id", "created_at")}
            dynamodb.delete_item(TableName=stores.artifacts_table, Key=_item(key))


def stored_items(dynamodb: Any, table: str, application_id: str) -> list[dict[str, Any]]:
    """The artifacts of one application, as plain Python values."""
    found = dynamodb.query(
        TableName=table,
        KeyConditionExpression="application_id = :id",
        ExpressionAttributeValues=_item({":id": application_id}),
        ConsistentRead=True,
    )["Items"]
    return [{name: TypeDeserializer().deserialize(value) for name, value in item.items()} for item in found]


def _item(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: TypeSerializer().serialize(value) for name, value in values.items()}
