"""Where a web ACL's log goes: kept and described, for MiniStack's WAF has no operation on it; no request is logged.

What AWS refuses is refused: a web ACL that does not exist, more than one destination, a destination whose name WAF does
not write to (docs.aws.amazon.com/waf/latest/developerguide/logging-destinations.html), a log group that is not there.
"""

from __future__ import annotations

from typing import Any, Final

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import cloudwatch_logs, waf

from localcloud.aws.api import paging
from localcloud.aws.api.json_service import Caller
from localcloud.aws.service_error import ServiceError

_PREFIX: Final = "aws-waf-logs-"
_NAMED_BY: Final = {"logs": "log-group:", "s3": "", "firehose": "deliverystream/"}
_PAGE: Final = 100

configurations = AccountRegionScopedDict()
"""By the ARN of the web ACL."""

Request = dict[str, Any]


def put_logging_configuration(caller: Caller, request: Request) -> dict[str, Any]:
    """Keep a web ACL's one configuration, in place of the one that it had.

    Raises:
        ServiceError: ``WAFNonexistentItemException`` or ``WAFInvalidParameterException``.
    """
    configuration = request["LoggingConfiguration"]
    _require_web_acl(configuration["ResourceArn"])
    destinations = configuration["LogDestinationConfigs"]
    if len(destinations) != 1:
        raise _invalid("LOG_DESTINATION", f"a web ACL has one destination, not {len(destinations)}")
    _check_destination(caller, destinations[0])
    kept = {"LogType": "WAF_LOGS", "LogScope": "CUSTOMER", **configuration, "ManagedByFirewallManager": False}
    configurations[configuration["ResourceArn"]] = kept
    return {"LoggingConfiguration": kept}


def get_logging_configuration(caller: Caller, request: Request) -> dict[str, Any]:
    """Return a web ACL's configuration.

    Raises:
        ServiceError: ``WAFNonexistentItemException``.
    """
    del caller
    return {"LoggingConfiguration": _required(request["ResourceArn"])}


def delete_logging_configuration(caller: Caller, request: Request) -> dict[str, Any]:
    """Remove a web ACL's configuration.

    Raises:
        ServiceError: ``WAFNonexistentItemException``.
    """
    del caller
    _required(request["ResourceArn"])
    configurations.pop(request["ResourceArn"])
    return {}


def list_logging_configurations(caller: Caller, request: Request) -> dict[str, Any]:
    """List the region's configurations, paginated."""
    del caller
    ordered = sorted(configurations.values(), key=lambda kept: str(kept["ResourceArn"]))
    try:
        page, marker = paging.page(
            ordered,
            size=request.get("Limit", _PAGE),
            token=request.get("NextMarker"),
            identity=lambda kept: str(kept["ResourceArn"]),
        )
    except paging.InvalidTokenError as error:
        raise _invalid("NEXT_MARKER", "the marker is none of this list") from error
    return {"LoggingConfigurations": page, "NextMarker": marker}


def _require_web_acl(arn: str) -> None:
    _, error = waf._resolve_local_web_acl(arn)
    if error:
        raise ServiceError("WAFNonexistentItemException", f"AWS WAF couldn't find the web ACL {arn}.")


def _required(arn: str) -> dict[str, Any]:
    kept: dict[str, Any] | None = configurations.get(arn)
    if kept is None:
        raise ServiceError("WAFNonexistentItemException", f"{arn} has no logging configuration.")
    return kept


def _check_destination(caller: Caller, destination: str) -> None:
    try:
        arn = parse_arn(destination)
    except ArnParseError as error:
        raise _invalid("LOG_DESTINATION", f"{destination} is not an ARN") from error
    before = _NAMED_BY.get(arn.service)
    name = arn.resource.removeprefix(before or "").removesuffix(":*")
    if before is None or not name.startswith(_PREFIX):
        raise _invalid("LOG_DESTINATION", f"{destination} must be of a name that begins with {_PREFIX}")
    if arn.service == "logs":
        with request_scope(caller.account, caller.region):
            there = name in cloudwatch_logs._log_groups
        if (arn.account_id, arn.region) != (caller.account, caller.region) or not there:
            raise _invalid("LOG_DESTINATION", f"{destination} is no log group of this account and region")


def _invalid(field: str, reason: str) -> ServiceError:
    message = f"Error reason: {reason}, field: {field}"
    return ServiceError("WAFInvalidParameterException", message)
