"""The operations of Service Quotas on the quotas that this cloud enforces."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, Final

from localcloud.aws.api.json_service import Caller, JsonService
from localcloud.aws.api.paging import InvalidTokenError, page
from localcloud.aws.api.service_catalog import register_service
from localcloud.aws.limits.applied import applied_value, grant
from localcloud.aws.limits.quotas import QUOTAS, Quota
from localcloud.aws.runtime import Runtime
from localcloud.aws.service_error import ServiceError

_NAME: Final = "service-quotas"
_NAMESPACE: Final = "servicequotas"
_PAGE: Final = 100
_SERVICE_NAMES: Final = {
    "lambda": "AWS Lambda",
    "apigateway": "Amazon API Gateway",
    "codebuild": "AWS CodeBuild",
    "ec2": "Amazon Elastic Compute Cloud (Amazon EC2)",
    "vpc": "Amazon Virtual Private Cloud (Amazon VPC)",
}
_LISTED: Final = tuple(quota for quota in QUOTAS if quota.code)

Request = dict[str, Any]


def install(runtime: Runtime) -> None:
    """Register the service."""
    del runtime
    operations = {
        "GetServiceQuota": get_service_quota,
        "ListServiceQuotas": list_service_quotas,
        "GetAWSDefaultServiceQuota": get_aws_default_service_quota,
        "ListAWSDefaultServiceQuotas": list_aws_default_service_quotas,
        "RequestServiceQuotaIncrease": request_service_quota_increase,
    }
    service = JsonService(service_name=_NAME, operations=operations)
    register_service(_NAME, handler=service.handle_request, iam_namespace=_NAMESPACE, resource_arn=_resource_arn)


def get_service_quota(caller: Caller, request: Request) -> dict[str, Any]:
    """The applied value of one quota.

    Raises:
        ServiceError: ``NoSuchResourceException``.
    """
    quota = _require(request)
    return {"Quota": _described(caller, quota, applied_value(quota))}


def list_service_quotas(caller: Caller, request: Request) -> dict[str, Any]:
    """The applied values of a service's quotas, paginated.

    Raises:
        ServiceError: ``NoSuchResourceException``, ``InvalidPaginationTokenException``.
    """
    found, token = _page(request)
    return {"Quotas": [_described(caller, quota, applied_value(quota)) for quota in found], "NextToken": token}


def get_aws_default_service_quota(caller: Caller, request: Request) -> dict[str, Any]:
    """AWS's default of one quota; raises as `get_service_quota` does."""
    quota = _require(request)
    return {"Quota": _described(caller, quota, quota.mature)}


def list_aws_default_service_quotas(caller: Caller, request: Request) -> dict[str, Any]:
    """AWS's defaults of a service's quotas; raises as `list_service_quotas` does."""
    found, token = _page(request)
    return {"Quotas": [_described(caller, quota, quota.mature) for quota in found], "NextToken": token}


def request_service_quota_increase(caller: Caller, request: Request) -> dict[str, Any]:
    """Raise a quota of the account in the region. AWS decides in minutes or days; here it holds at once.

    Raises:
        ServiceError: ``NoSuchResourceException``; ``IllegalArgumentException`` for a value that raises nothing.
    """
    quota, wanted = _require(request), request["DesiredValue"]
    if wanted <= applied_value(quota):
        raise ServiceError(
            "IllegalArgumentException",
            f"You must provide a quota value greater than the current quota value: {applied_value(quota)}",
        )
    grant(quota, int(wanted))
    return {
        "RequestedQuota": {
            **_identity(caller, quota),
            "Id": secrets.token_hex(16),
            "DesiredValue": wanted,
            "Status": "APPROVED",
            "Created": datetime.now(UTC),
            "Requester": caller.principal_arn,
        }
    }


def _identity(caller: Caller, quota: Quota) -> dict[str, Any]:
    return {
        "ServiceCode": quota.service,
        "ServiceName": _SERVICE_NAMES[quota.service],
        "QuotaArn": f"arn:aws:servicequotas:{caller.region}:{caller.account}:{quota.service}/{quota.code}",
        "QuotaCode": quota.code,
        "QuotaName": quota.name,
        "Unit": quota.unit,
        "GlobalQuota": False,
    }


def _described(caller: Caller, quota: Quota, value: int) -> dict[str, Any]:
    return {**_identity(caller, quota), "Value": float(value), "Adjustable": quota.adjustable}


def _require(request: Request) -> Quota:
    service, code = request["ServiceCode"], request["QuotaCode"]
    for quota in _LISTED:
        if (quota.service, quota.code) == (service, code):
            return quota
    raise ServiceError("NoSuchResourceException", f"The request failed because the quota {code} does not exist.")


def _page(request: Request) -> tuple[list[Quota], str | None]:
    service = request["ServiceCode"]
    found = [quota for quota in _LISTED if quota.service == service]
    if not found:
        raise ServiceError("NoSuchResourceException", f"The request failed because {service} does not exist.")
    size, token = request.get("MaxResults") or _PAGE, request.get("NextToken")
    try:
        return page(found, size=size, token=token, identity=lambda quota: quota.code)
    except InvalidTokenError as error:
        raise ServiceError("InvalidPaginationTokenException", "The pagination token is invalid.") from error


def _resource_arn(operation: str, request: Request, account: str, region: str) -> str:
    if operation != "RequestServiceQuotaIncrease":
        return "*"
    return f"arn:aws:servicequotas:{region}:{account}:{request['ServiceCode']}/{request['QuotaCode']}"
