"""A Lambda function acts on a session that nobody can guess, of a role that trusts Lambda.

MiniStack derives a function's access key and secret from its ARN by a plain hash, so whoever knows the ARN has the
role; and it takes any role, whomever that trusts.
"""

from __future__ import annotations

import threading
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from localcloud.aws.identity.role_sessions import service_session
from localcloud.aws.identity.session import Session
from localcloud.aws.service_error import ServiceError
from localcloud.ministack.fixes.functions.source_function_arn import note_function
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "execution_credentials", "config"),
    Touched("services.lambda_svc", "execution_credentials", "config"),
)
# As long as a server runs; a restarted one mints anew.
_SESSION_SECONDS = 10 * 365 * 24 * 3600

_sessions: dict[tuple[str, str], Session] = {}
_lock = threading.Lock()


def apply() -> None:
    """Give each function, for each role that it had, one random session."""
    lambda_runtime.execution_credentials = execution_credentials
    lambda_svc.execution_credentials = execution_credentials


def execution_credentials(config: dict[str, Any]) -> dict[str, str]:
    """Return the credentials for a function's environment.

    Raises:
        RuntimeError: the role does not exist or does not trust Lambda.
    """
    identity = (config.get("FunctionArn", ""), config.get("Role", ""))
    with _lock:
        if identity not in _sessions:
            try:
                _sessions[identity] = service_session(
                    role_arn=config.get("Role", ""),
                    service="lambda.amazonaws.com",
                    session_name=config.get("FunctionName", "function"),
                    duration_seconds=_SESSION_SECONDS,
                )
            except ServiceError as error:
                message = f"The role defined for the function cannot be assumed by Lambda. {error.message}"
                raise RuntimeError(message) from error
            note_function(_sessions[identity].access_key_id, identity[0])
        session = _sessions[identity]
    return {
        "AWS_ACCESS_KEY_ID": session.access_key_id,
        "AWS_SECRET_ACCESS_KEY": session.secret_access_key,
        "AWS_SESSION_TOKEN": session.session_token,
    }
