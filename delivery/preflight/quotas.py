"""Quotas as Service Quotas has them for one account and region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

from delivery.preflight.refusal import code

_UNKNOWN: Final = frozenset({"NoSuchResourceException"})


def quota(client: Any, *, service: str, quota_code: str) -> float | None:
    """The applied value, or AWS's default where the account has none of its own; None where AWS lists no such quota."""
    for operation in (client.get_service_quota, client.get_aws_default_service_quota):
        try:
            return float(operation(ServiceCode=service, QuotaCode=quota_code)["Quota"]["Value"])
        except ClientError as error:
            if code(error) not in _UNKNOWN:
                raise
    return None


def quotas_by_name(client: Any, *, service: str) -> Mapping[str, float]:
    """Every quota of a service: applied values over AWS's defaults."""
    return {
        found["QuotaName"]: float(found["Value"])
        for operation in ("list_aws_default_service_quotas", "list_service_quotas")
        for page in client.get_paginator(operation).paginate(ServiceCode=service)
        for found in page["Quotas"]
    }
