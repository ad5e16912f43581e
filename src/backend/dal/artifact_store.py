"""Keeps tailored CVs: an item in the artifacts table, and above 300 KB an object that the item points to.

The item is the commit point. It is written last and only where none is, so a reader sees a whole artifact or none; an
object whose item was never written is unreachable and ends with the bucket's lifecycle rule.
"""

import hashlib
import json
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError
from pydantic import ValidationError

from dal.aws_clients import AwsClients, DynamoDbClient, S3Client
from dal.dynamodb_values import from_item, to_item
from dal.record_errors import corrupt_record
from dal.store_failures import error_code, reported_as_storage_error
from models.artifact import ArtifactReference, TailoredArtifact
from models.errors import StorageError

MAX_ITEM_DOCUMENT_BYTES = 300 * 1024
"""A document above this goes to the bucket: an item holds 400 KB with its keys and attribute names."""

_TABLE_KEY = ("application_id", "created_at")
_DOCUMENT_FIELDS = ("tailored_cv", "metadata", "token_usage", "gap_analysis")


class ArtifactStore:
    """Tailored CVs by application and time of creation."""

    def __init__(self, *, clients: AwsClients, table: str, bucket: str, retention_days: int) -> None:
        self._dynamodb: DynamoDbClient = clients.dynamodb
        self._s3: S3Client = clients.s3
        self._table = table
        self._bucket = bucket
        self._retention = timedelta(days=retention_days)

    def put(self, artifact: TailoredArtifact, *, source: str | None = None) -> None:
        """Store an artifact, once; `source` is the checksum of what it was made from.

        Raises:
            StorageError: it is not, or not certainly, stored.
        """
        document = artifact.model_dump(mode="json", exclude_unset=True)
        content = canonical_json(document)
        item = self._envelope(artifact, checksum=hashlib.sha256(content).hexdigest())
        if source is not None:
            item["source_checksum"] = source
        with reported_as_storage_error(action="tailored CV could not be stored"):
            if len(content) > MAX_ITEM_DOCUMENT_BYTES:
                key = _object_key(artifact.reference)
                self._s3.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType="application/json")
                item["document_key"] = key
            else:
                item.update(document)
            self._put_item(item)

    def read(self, reference: ArtifactReference, *, source: str | None = None) -> TailoredArtifact | None:
        """The artifact; None where it is gone, or where it was made from something else than `source`, a checksum.

        Raises:
            StorageError: a store did not answer, or what it holds fails its checksum.
        """
        with reported_as_storage_error(action="tailored CV could not be read back"):
            key = {"application_id": reference.application_id, "created_at": reference.created_at}
            answer = self._dynamodb.get_item(TableName=self._table, Key=to_item(key), ConsistentRead=True)
            if "Item" not in answer:
                return None
            item = from_item(answer["Item"])
            if source is not None and item.get("source_checksum", source) != source:
                return None
            document = self._document(item)
        try:
            artifact = TailoredArtifact.model_validate(document)
        except ValidationError as error:
            raise corrupt_record("tailored CV", error) from None
        if _checksum(artifact) != item.get("checksum"):
            raise StorageError("The stored tailored CV fails its checksum and is not shown.")
        return artifact

    def _envelope(self, artifact: TailoredArtifact, *, checksum: str) -> dict[str, Any]:
        metadata = artifact.metadata
        expires = datetime.fromisoformat(metadata.created_at) + self._retention
        return {
            "application_id": metadata.application_id,
            "created_at": metadata.created_at,
            "user_id": metadata.user_id,
            "job_id": metadata.job_id,
            "expiration_timestamp": int(expires.timestamp()),
            "checksum": checksum,
        }

    def _put_item(self, item: dict[str, Any]) -> None:
        try:
            self._dynamodb.put_item(
                TableName=self._table,
                Item=to_item(item),
                ConditionExpression=" AND ".join(f"attribute_not_exists({name})" for name in _TABLE_KEY),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error_code(error) != "ConditionalCheckFailedException":
                raise
            # The SDK repeats a put whose answer got lost; the repeat then meets the item that the first one wrote.
            if error.response.get("Item", {}).get("checksum") != to_item(item)["checksum"]:
                raise

    def _document(self, item: dict[str, Any]) -> object:
        if "document_key" not in item:
            return {name: item[name] for name in _DOCUMENT_FIELDS if name in item}
        answer = self._s3.get_object(Bucket=self._bucket, Key=item["document_key"])
        with closing(answer["Body"]) as body:
            return json.loads(body.read())


def canonical_json(document: object) -> bytes:
    """The one way to write a document that its checksum is taken over: sorted keys, no spaces, UTF-8, and whole
    numbers without a fraction: DynamoDB gives 6 back for 6.0, and whoever reads an item can compute its checksum.
    """
    return json.dumps(_whole(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_whole(entry) for entry in value]
    return value


def _checksum(artifact: TailoredArtifact) -> str:
    return hashlib.sha256(canonical_json(artifact.model_dump(mode="json", exclude_unset=True))).hexdigest()


def _object_key(reference: ArtifactReference) -> str:
    return f"tailored-cvs/{reference.application_id}/{reference.created_at}.json"
