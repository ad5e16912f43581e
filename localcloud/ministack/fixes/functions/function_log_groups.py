"""A function's log group that is not there is made by its first line only where the function's role may make one.

MiniStack makes it for any function. A call that ends while a stack is deleted then brings back the group that the stack
has just removed, and the stack cannot be made again.
Source: docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html, on the permissions of the execution role
"""

from __future__ import annotations

from typing import Any, Final

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, lambda_svc

from localcloud.aws.identity.permissions import require_permission
from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.service_error import ServiceError
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.lambda_svc", "_emit_lambda_logs", "func,request_id,log_text,error,duration_ms,log_source"),
    Touched("services.cloudwatch_logs", "_log_groups"),
)
_SECONDS: Final = 900


def apply() -> None:
    """Ask before a log group is made for a function."""
    emit = lambda_svc._emit_lambda_logs

    def emit_lambda_logs(func: dict[str, Any], *arguments: Any, **named: Any) -> None:
        configuration = func.get("config") or func
        group = (configuration.get("LoggingConfig") or {}).get("LogGroup")
        group = group or f"/aws/lambda/{configuration.get('FunctionName')}"
        if group in cloudwatch_logs._log_groups or _may_make(group, configuration):
            emit(func, *arguments, **named)

    lambda_svc._emit_lambda_logs = emit_lambda_logs


def _may_make(group: str, configuration: dict[str, Any]) -> bool:
    account, region = get_account_id(), get_region()
    try:
        session = service_session(
            role_arn=str(configuration.get("Role", "")),
            service="lambda.amazonaws.com",
            session_name=str(configuration.get("FunctionName", "function")),
            duration_seconds=_SECONDS,
        )
        require_permission(
            session,
            action="logs:CreateLogGroup",
            resource_arn=f"arn:aws:logs:{region}:{account}:log-group:{group}",
            account=account,
            region=region,
        )
    except ServiceError:
        return False
    return True
