"""What a CloudWatch Logs call acts on: a stream of a group, or all of a group, never the group's bare name.

Policies written by the CDK name `log-group:NAME:*`, which is what `Fn::GetAtt` gives for a log group. MiniStack
compares them with `log-group:NAME`, so a build that may write its log is denied.
Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html, on log group ARNs
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ministack.core import iam_actions

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "core.iam_actions", "extract_resource_arn", "service,method,path,headers,body,query_params,region,account_id"
    ),
)
_TAGGING = ("TagResource", "UntagResource", "ListTagsForResource")


def apply() -> None:
    """Complete the ARN that MiniStack makes from a request."""
    extract = iam_actions.extract_resource_arn

    def with_streams(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Any],
        region: str,
        account_id: str,
    ) -> str:
        arn: str = extract(service, method, path, headers, body, query_params, region, account_id)
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if service != "logs" or ":log-group:" not in arn or operation in _TAGGING:
            return arn
        stream = _stream(body)
        return f"{arn}:log-stream:{stream}" if stream else f"{arn}:*"

    iam_actions.extract_resource_arn = with_streams


def _stream(body: bytes) -> str:
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return ""  # what is malformed is refused by the service
    stream = request.get("logStreamName") if isinstance(request, dict) else None
    return stream if isinstance(stream, str) else ""
