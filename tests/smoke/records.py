"""The synthetic records of a run, and the artifacts that the service made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer


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


def remove_artifacts(dynamodb: Any, table: str, application_id: str) -> None:
    """Deletes every artifact of one application."""
    for item in stored_items(dynamodb, table, application_id):
        key = {name: TypeSerializer().serialize(item[name]) for name in ("application_id", "created_at")}
        dynamodb.delete_item(TableName=table, Key=key)


def stored_items(dynamodb: Any, table: str, application_id: str) -> list[dict[str, Any]]:
    """The artifacts of one application, as plain Python values."""
    found = dynamodb.query(
        TableName=table,
        KeyConditionExpression="application_id = :id",
        ExpressionAttributeValues={":id": {"S": application_id}},
        ConsistentRead=True,
    )["Items"]
    return [{name: TypeDeserializer().deserialize(value) for name, value in item.items()} for item in found]
