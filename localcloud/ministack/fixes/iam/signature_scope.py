"""A signature is for one service: what was signed for another is refused.

MiniStack compares the signature and passes over the service in its scope, so a request that somebody let a client sign
for S3 would do at IAM. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html, on the
credential scope
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ministack.core import iam_actions, iam_evaluator, router
from ministack.core.iam_evaluator import AuthError

from localcloud.ministack import caller_checks
from localcloud.ministack.caller_checks import check_caller_before
from localcloud.ministack.touched import Touched

TOUCHES = (
    *caller_checks.TOUCHES,
    Touched("core.iam_actions", "SERVICE_TO_IAM_NAMESPACE"),
    Touched("core.iam_evaluator", "_signed_request"),
    Touched("core.router", "SERVICE_PATTERNS"),
)
_SCOPE: Final = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([^/]+)/aws4_request")


def apply() -> None:
    """Look at the scope of the request's signature before it is compared."""
    check_caller_before(_refusal)


def _refusal(_iam_action: str, service: str) -> AuthError | None:
    request = iam_evaluator._signed_request.get()
    scope = signed_for(request.headers) if request is not None else ""
    if not scope or not is_of_another_service(scope, service):
        return None
    name = iam_actions.SERVICE_TO_IAM_NAMESPACE.get(service, service)
    return AuthError("SignatureDoesNotMatch", f"Credential should be scoped to correct service: '{name}'. ")


def signed_for(headers: Mapping[str, str]) -> str:
    """The service in the scope of an Authorization header; empty where there is none."""
    found = _SCOPE.search(headers.get("authorization", ""))
    return found.group(1) if found else ""


def is_of_another_service(scope: str, service: str) -> bool:
    """Whether a scope is one that some service signs with, and not this one.

    Args:
        service: as MiniStack calls it.
    """
    return scope not in _names(service) and any(scope in _names(other) for other in router.SERVICE_PATTERNS)


def _names(service: str) -> set[str]:
    """What is signed for a service: its own name, its actions' prefix, or what its clients sign with."""
    pattern = router.SERVICE_PATTERNS.get(service, {})
    namespace = iam_actions.SERVICE_TO_IAM_NAMESPACE.get(service, service)
    return {service, namespace, pattern.get("credential_scope", service)}
