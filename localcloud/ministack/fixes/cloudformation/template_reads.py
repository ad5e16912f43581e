"""CloudFormation reads a template, and Lambda a package, from whichever account owns the bucket, if the caller may.

MiniStack looks for the bucket in the caller's account only, and asks no permission. A pipeline's template over 51,200
bytes lies in the tools account and is read while deploying to another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

from ministack.core import iam_evaluator
from ministack.core.responses import get_region, request_scope
from ministack.core.router import extract_access_key_id
from ministack.services import cloudformation, s3
from ministack.services.cloudformation import helpers

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.s3", "_get_object_data", "bucket_name,key,version_id"),
    Touched("services.s3", "_bucket_owner_account", "name"),
    Touched("services.cloudformation", "handle_request", "method,path,headers,body,query_params"),
    Touched("services.cloudformation.helpers", "_error", "code,message,status"),
    Touched("core.iam_evaluator", "enforce", "access_key_id,iam_action,service,region,resource_arn,service_context"),
)
_URL_PARAMETERS = ("TemplateURL", "StackPolicyURL")
_MORE = "For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"


def apply() -> None:
    """Read in the owner's scope; before CloudFormation does, ask S3 as the caller."""
    read = s3._get_object_data
    serve: Callable[..., Awaitable[Any]] = cloudformation.handle_request

    def get_object_data(bucket_name: str, key: str, version_id: str | None = None) -> bytes | None:
        owner = s3._bucket_owner_account(bucket_name)
        if owner is None:
            return None
        with request_scope(owner, get_region()):
            data: bytes | None = read(bucket_name, key, version_id)
            return data

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        for url in _urls(body, query_params):
            refusal = await _refuse_read(url, headers)
            if refusal:
                return helpers._error("ValidationError", f"S3 error: {refusal}\n{_MORE}")
        return await serve(method, path, headers, body, query_params)

    s3._get_object_data = get_object_data
    cloudformation.handle_request = handle_request


def _urls(body: bytes, query_params: Mapping[str, Any]) -> list[str]:
    form = parse_qs(body.decode("utf-8", "replace")) if any(name.encode() in body for name in _URL_PARAMETERS) else {}
    values = [*(form.get(name, []) for name in _URL_PARAMETERS), *(query_params.get(n, []) for n in _URL_PARAMETERS)]
    return [url for found in values for url in (found if isinstance(found, list) else [found])]


async def _refuse_read(url: str, headers: Mapping[str, str]) -> str:
    """Return why the caller may not read what a path-style URL names, or an empty string."""
    bucket, _, key = unquote(urlparse(url).path).lstrip("/").partition("/")
    if not key:
        return ""  # CloudFormation itself refuses the address
    denied = iam_evaluator.enforce(
        extract_access_key_id(headers, {}), "s3:GetObject", "s3", get_region(), f"arn:aws:s3:::{bucket}/{key}"
    )
    if denied is not None:
        return "Access Denied"
    # S3 continues in the bucket owner's scope; in a task of its own that ends with it.
    reading = s3.handle_request("GET", f"/{bucket}/{key}", _reading(headers), b"", {})
    status, _, answer = await asyncio.create_task(reading)
    if status >= 400:
        return "Access Denied" if b"AccessDenied" in answer else "The specified key does not exist."
    return ""


def _reading(headers: Mapping[str, str]) -> dict[str, str]:
    # Who asks, without what belongs to the body of the CloudFormation call.
    return {name: headers[name] for name in ("authorization", "host", "x-amz-date") if name in headers}
