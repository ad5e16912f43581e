"""Whose an access key is, a user's or a session's, and the secret that its signatures are checked with."""

from __future__ import annotations

from dataclasses import dataclass, field

from ministack.core.iam_evaluator import (
    AmbiguousAccessKeyError,
    CredentialResolutionError,
    find_iam_access_key_account,
    resolve_credential,
)
from ministack.core.responses import _account_from_sts_session

from localcloud.aws.service_error import ServiceError


@dataclass(frozen=True, kw_only=True)
class AccessKey:
    """A key that is known and has not expired."""

    id: str
    secret: str = field(repr=False)
    account: str
    principal_arn: str


def access_key(access_key_id: str, *, session_token: str = "") -> AccessKey:
    """A key by its id.

    Args:
        session_token: what came with it; empty for a user's own key.

    Raises:
        ServiceError: it is unknown, inactive or expired, or the token is not that of its session.
    """
    # Without an id it would be the anonymous caller's, which MiniStack takes for an account's root.
    if not access_key_id:
        raise ServiceError("UnrecognizedClientException", "There is no access key id.", 403)
    try:
        account = _account_from_sts_session(access_key_id) or find_iam_access_key_account(access_key_id)
    except AmbiguousAccessKeyError:
        account = None
    if not account:
        raise ServiceError("UnrecognizedClientException", "The access key id is unknown.", 403)
    found = resolve_credential(access_key_id, account, session_token)
    if isinstance(found, CredentialResolutionError):
        raise ServiceError(found.code, found.message, 403)
    return AccessKey(
        id=access_key_id,
        secret=found.secret_access_key,
        account=found.account_id,
        principal_arn=found.principal_arn,
    )
