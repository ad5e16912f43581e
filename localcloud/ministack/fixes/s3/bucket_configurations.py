"""A bucket that CloudFormation makes has the encryption, ownership, logging, lifecycle and tags that its template says.

MiniStack drops these properties, so a bucket with a customer-managed key looked unencrypted and its key was never
asked for; and what empties a bucket by its tag, as the CDK's custom resource does, found none.
"""

from __future__ import annotations

import functools
from typing import Any

from botocore.model import OperationModel
from botocore.serialize import create_serializer
from ministack.services import s3
from ministack.services.cloudformation import provisioners

from localcloud.aws.identity.clients import service_model
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.provisioners", "_S3_BUCKET_CONFIGURATIONS"),
    Touched("services.cloudformation.provisioners", "_s3_apply_configurations", "name,props,old_props"),
    Touched("services.s3", "_put_bucket_encryption", "name,body"),
    Touched("services.s3", "_delete_bucket_encryption", "name"),
    Touched("services.s3", "_put_bucket_ownership_controls", "name,body"),
    Touched("services.s3", "_delete_bucket_ownership_controls", "name"),
    Touched("services.s3", "_put_bucket_logging", "name,body"),
    Touched("services.s3", "_bucket_logging_config"),
    Touched("services.s3", "_put_bucket_lifecycle", "name,body"),
    Touched("services.s3", "_delete_bucket_lifecycle", "name"),
    Touched("services.s3", "_put_bucket_tagging", "name,body"),
    Touched("services.s3", "_delete_bucket_tagging", "name"),
)


def apply() -> None:
    """Add the properties to those that CloudFormation hands to S3."""
    provisioners._S3_BUCKET_CONFIGURATIONS = (
        *provisioners._S3_BUCKET_CONFIGURATIONS,
        ("BucketEncryption", _encryption, s3._put_bucket_encryption, s3._delete_bucket_encryption),
        ("OwnershipControls", _ownership, s3._put_bucket_ownership_controls, s3._delete_bucket_ownership_controls),
        ("LoggingConfiguration", _logging, s3._put_bucket_logging, _delete_logging),
        ("LifecycleConfiguration", _lifecycle, s3._put_bucket_lifecycle, s3._delete_bucket_lifecycle),
        ("Tags", _tagging, s3._put_bucket_tagging, s3._delete_bucket_tagging),
    )


def _encryption(properties: dict[str, Any]) -> bytes:
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": rule.get("ServerSideEncryptionByDefault", {"SSEAlgorithm": "AES256"}),
            "BucketKeyEnabled": _true(rule.get("BucketKeyEnabled")),
        }
        for rule in properties.get("ServerSideEncryptionConfiguration", [])
    ]
    return _body("PutBucketEncryption", {"ServerSideEncryptionConfiguration": {"Rules": rules}})


def _ownership(properties: dict[str, Any]) -> bytes:
    return _body("PutBucketOwnershipControls", {"OwnershipControls": {"Rules": properties.get("Rules", [])}})


def _logging(properties: dict[str, Any]) -> bytes:
    target = properties.get("DestinationBucketName")
    enabled = {"TargetBucket": target, "TargetPrefix": properties.get("LogFilePrefix", "")} if target else None
    return _body("PutBucketLogging", {"BucketLoggingStatus": {"LoggingEnabled": enabled} if enabled else {}})


def _delete_logging(name: str) -> None:
    s3._bucket_logging_config.pop(name, None)


def _tagging(properties: list[dict[str, Any]]) -> bytes:
    tags = [{"Key": tag["Key"], "Value": str(tag["Value"])} for tag in properties]
    return _body("PutBucketTagging", {"Tagging": {"TagSet": tags}})


def _lifecycle(properties: dict[str, Any]) -> bytes:
    rules = [_lifecycle_rule(rule) for rule in properties.get("Rules", [])]
    return _body("PutBucketLifecycleConfiguration", {"LifecycleConfiguration": {"Rules": rules}})


def _lifecycle_rule(rule: dict[str, Any]) -> dict[str, Any]:
    expiration = {
        "Days": _number(rule.get("ExpirationInDays")),
        "ExpiredObjectDeleteMarker": _true(rule["ExpiredObjectDeleteMarker"])
        if "ExpiredObjectDeleteMarker" in rule
        else None,
    }
    noncurrent = rule.get("NoncurrentVersionExpiration") or {}
    abort = rule.get("AbortIncompleteMultipartUpload") or {}
    converted = {
        "ID": rule.get("Id"),
        "Status": rule.get("Status", "Enabled"),
        "Filter": {"Prefix": rule.get("Prefix", "")},
        "Expiration": _present(expiration),
        "NoncurrentVersionExpiration": _present(
            {
                "NoncurrentDays": _number(
                    noncurrent.get("NoncurrentDays", rule.get("NoncurrentVersionExpirationInDays"))
                ),
                "NewerNoncurrentVersions": _number(noncurrent.get("NewerNoncurrentVersions")),
            }
        ),
        "AbortIncompleteMultipartUpload": _present({"DaysAfterInitiation": _number(abort.get("DaysAfterInitiation"))}),
        "Transitions": [
            _present({"StorageClass": move.get("StorageClass"), "Days": _number(move.get("TransitionInDays"))})
            for move in rule.get("Transitions", [])
        ],
    }
    return {name: value for name, value in converted.items() if value not in (None, {}, [])}


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def _true(value: Any) -> bool:
    return str(value).lower() == "true"


def _body(operation: str, parameters: dict[str, Any]) -> bytes:
    request = create_serializer("rest-xml").serialize_to_request({"Bucket": "b", **parameters}, _operation(operation))
    body: bytes = request["body"]
    return body


@functools.cache
def _operation(name: str) -> OperationModel:
    return service_model("s3").operation_model(name)
