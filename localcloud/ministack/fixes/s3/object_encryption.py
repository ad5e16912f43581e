"""An object under SSE-KMS needs its key: to write it kms:GenerateDataKey, to read it kms:Decrypt.

MiniStack notes the key and asks nobody. On AWS S3 uses the key on behalf of the caller, so the caller's policies and
the key's policy decide, with `kms:ViaService` naming S3. A reader of the artifact bucket without the key gets nothing
here either.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.core.router import extract_access_key_id
from ministack.services import kms, s3

from localcloud.ministack.fixes.iam.foreign_keys import scope_of
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.s3",
        "handle_request",
        "method,path,headers,body,query_params,signed_path,enforce_bucket_region,internal,access_point_region,access_point",
    ),
    Touched("services.s3", "_parse_bucket_key", "path,headers"),
    Touched("services.s3", "_bucket_owner_account", "name"),
    Touched("services.s3", "_buckets"),
    Touched("services.s3", "_error", "code,message,status,resource,extra,headers"),
    Touched("services.s3", "_multipart_uploads"),
    Touched("services.s3", "_object_versions"),
    Touched("services.s3", "_resolve_sse_write_headers", "headers,bucket_name"),
    Touched("services.s3", "_stored_sse_headers", "obj"),
    Touched("services.kms", "_resolve_key", "key_id_or_arn"),
    Touched("core.iam_evaluator", "enforce", "access_key_id,iam_action,service,region,resource_arn,service_context"),
    Touched("core.router", "extract_access_key_id", "headers,query_params"),
)
_ALGORITHM = "x-amz-server-side-encryption"
_KEY = "x-amz-server-side-encryption-aws-kms-key-id"
# Subresources that do not touch an object's content.
_NO_CONTENT = ("acl", "tagging", "retention", "legal-hold", "torrent", "attributes", "restore")

Headers = Mapping[str, str]
Query = Mapping[str, Any]
# (KMS action, the SSE headers that name the key)
_Use = tuple[str, Mapping[str, str]]


def apply() -> None:
    """Ask for the key before S3 serves the object, and give `aws:kms` without a key the account's own S3 key."""
    serve: Callable[..., Awaitable[Any]] = s3.handle_request
    resolve = s3._resolve_sse_write_headers

    async def handle_request(
        method: str, path: str, headers: Headers, body: bytes, query_params: Query, *args: Any, **kwargs: Any
    ) -> Any:
        if not kwargs.get("internal"):
            refusal = refuse_without_key(method, path, headers, query_params)
            if refusal is not None:
                return refusal
        return await serve(method, path, headers, body, query_params, *args, **kwargs)

    def resolve_sse_write_headers(headers: dict[str, str], bucket_name: str) -> Any:
        if headers.get(_ALGORITHM) == "aws:kms" and not headers.get(_KEY):
            headers = {**headers, _KEY: _managed_key()}
        stored, error = resolve(headers, bucket_name)
        if error is None and stored.get(_ALGORITHM) == "aws:kms":
            stored[_KEY] = _key_arn(stored.get(_KEY) or _managed_key())
        return stored, error

    s3.handle_request = handle_request
    s3._resolve_sse_write_headers = resolve_sse_write_headers


def refuse_without_key(method: str, path: str, headers: Headers, query_params: Query) -> Any:
    """Return S3's refusal when the caller may not use a key that the request needs, else None."""
    bucket, key = s3._parse_bucket_key(path, headers)
    owner = s3._bucket_owner_account(bucket) if key else None
    if owner is None or any(name in query_params for name in _NO_CONTENT):
        return None
    with request_scope(owner, get_region()):
        uses = _uses(method, bucket, key, headers, query_params)
    for action, encryption in uses:
        if encryption.get(_ALGORITHM) == "aws:kms":
            refusal = _refuse(action, encryption[_KEY], f"{bucket}/{key}", headers, query_params)
            if refusal is not None:
                return refusal
    return None


def _uses(method: str, bucket: str, key: str, headers: Headers, query_params: Query) -> list[_Use]:
    if method == "GET" or (method == "HEAD" and headers.get("x-amz-checksum-mode", "").upper() == "ENABLED"):
        return [("kms:Decrypt", _stored(bucket, key, query_params))]
    if method not in ("PUT", "POST"):
        return []
    uses: list[_Use] = []
    source = headers.get("x-amz-copy-source", "").partition("?")[0].lstrip("/")
    if source:
        source_bucket, _, source_key = source.partition("/")
        source_owner = s3._bucket_owner_account(source_bucket)
        with request_scope(source_owner or get_account_id(), get_region()):
            uses.append(("kms:Decrypt", _stored(source_bucket, source_key, {})))
    if "uploadId" in query_params:
        upload = s3._multipart_uploads.get(_first(query_params, "uploadId")) or {}
        encryption = s3._stored_sse_headers(upload)
        return [*uses, ("kms:GenerateDataKey", encryption), ("kms:Decrypt", encryption)]
    encryption, error = s3._resolve_sse_write_headers(dict(headers), bucket)
    return uses if error is not None else [*uses, ("kms:GenerateDataKey", encryption)]


def _stored(bucket: str, key: str, query_params: Query) -> Mapping[str, str]:
    version = _first(query_params, "versionId")
    if version:
        versions = s3._object_versions.get((bucket, key)) or []
        record: dict[str, Any] = next((entry for entry in versions if entry["version_id"] == version), {})
    else:
        record = ((s3._buckets.get(bucket) or {}).get("objects") or {}).get(key) or {}
    found: Mapping[str, str] = s3._stored_sse_headers(record)
    return found


def _refuse(action: str, key_arn: str, name: str, headers: Headers, query_params: Query) -> Any:
    resource = f"/{name}"
    caller = get_account_id()
    access_key = extract_access_key_id(headers, query_params)
    if key_arn.endswith(":alias/aws/s3"):
        # Its policy lets in whoever comes through S3 from its own account, and nobody else.
        if access_key and key_arn.split(":")[4] == caller:
            return None
        return s3._error(
            "AccessDenied", "The ciphertext refers to a customer master key that is not yours.", 403, resource
        )
    record = kms._resolve_key(key_arn)
    if record is None:
        return s3._error("KMS.NotFoundException", f"Key '{key_arn}' does not exist", 400, resource)
    if record["KeyState"] != "Enabled":
        return s3._error("KMS.DisabledException", f"{key_arn} is {record['KeyState']}.", 400, resource)
    if not access_key:
        return s3._error("AccessDenied", "Access Denied", 403, resource)
    denied = iam_evaluator.enforce(
        access_key,
        action,
        "kms",
        get_region(),
        resource_arn=key_arn,
        service_context={
            "kms:ViaService": f"s3.{get_region()}.amazonaws.com",
            "kms:CallerAccount": caller,
            "kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{name}",
        },
    )
    if denied is None:
        return None
    message = (
        f"User: {getattr(denied, 'principal_arn', '')} is not authorized to perform: {action} on resource: {key_arn}"
    )
    return s3._error("AccessDenied", message, 403, resource)


def _managed_key() -> str:
    return f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"


def _key_arn(reference: str) -> str:
    """The ARN of a key id, alias or ARN in the bucket owner's account; an unknown one as it was given."""
    if reference.endswith("alias/aws/s3"):
        return reference if reference.startswith("arn:") else _managed_key()
    with scope_of(reference):
        record = kms._resolve_key(reference)
    return str(record["Arn"]) if record else reference


def _first(query_params: Query, name: str) -> str:
    value = query_params.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "")
