"""`aws:MultiFactorAuthPresent` of a call of AssumeRole that names the caller's device and a code.

MiniStack knows devices and takes both parameters, and the key is never there: a role that wants a second factor could
not be assumed at all. The code is any six digits here, because nobody holds a device whose clock could be asked.
Source: docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final
from urllib.parse import parse_qs

import ministack.app
from ministack.core import iam_evaluator
from ministack.services import iam, sts

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("app", "SERVICE_HANDLERS"),
    Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),
    Touched("services.iam", "_mfa_devices"),
    Touched("services.sts", "_caller_identity", "headers,query_params"),
    Touched("services.sts", "_error", "status,code,message,ns"),
    Touched("services.sts", "handle_request", "method,path,headers,body,query_params"),
)
_KEY: Final = "aws:multifactorauthpresent"
_CODE: Final = re.compile(r"\d{6}")
_REFUSAL: Final = "MultiFactorAuthentication failed with invalid MFA one time pass code."
_present: ContextVar[bool] = ContextVar("mfa_present", default=False)


def apply() -> None:
    """Look at the device before the role's trust is judged, and answer the key for the judgement."""
    resolve, handle = iam_evaluator._resolve_condition_key, sts.handle_request

    def resolve_condition_key(key: str, ctx: Any) -> Any:
        if key.lower() != _KEY:
            return resolve(key, ctx)
        return "true" if _present.get() else None

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        asked = {name: values[0] for name, values in parse_qs(body.decode("utf-8", errors="replace")).items()}
        if asked.get("Action") != "AssumeRole" or "SerialNumber" not in asked:
            return await handle(method, path, headers, body, query_params)
        caller = sts._caller_identity(headers, query_params)
        if not isinstance(caller, Mapping) or not _is_proof(asked, str(caller["userArn"])):
            return sts._error(403, "AccessDenied", _REFUSAL, ns="sts")
        token = _present.set(True)
        try:
            return await handle(method, path, headers, body, query_params)
        finally:
            _present.reset(token)

    iam_evaluator._resolve_condition_key = resolve_condition_key
    ministack.app.SERVICE_HANDLERS["sts"] = handle_request


def _is_proof(asked: Mapping[str, str], caller_arn: str) -> bool:
    """Whether the device is the caller's own, and the code could be one."""
    device = iam._mfa_devices.get(asked["SerialNumber"])
    own = device is not None and device["User"] is not None and caller_arn.endswith(f":user/{device['User']}")
    return own and _CODE.fullmatch(asked.get("TokenCode", "")) is not None
