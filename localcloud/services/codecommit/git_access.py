"""Who may pull and push over HTTPS: a signature in the place of a password, then the policies of whoever made it.

Sources: docs.aws.amazon.com/codecommit/latest/userguide/setting-up-https-unixes.html,
docs.aws.amazon.com/codecommit/latest/userguide/auth-and-access-control-permissions-reference.html
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from localcloud.aws.identity.access_keys import AccessKey, access_key
from localcloud.aws.identity.permissions import require_permission_of_key
from localcloud.aws.service_error import ServiceError
from localcloud.git_host.credential_helper import TIME, git_signature
from localcloud.services.codecommit.hosted import RepositoryRecord

_PASSWORD: Final = re.compile(r"(?P<time>\d{8}T\d{6})Z(?P<signature>[0-9a-f]{64})")
_SKEW: Final = timedelta(minutes=15)
"""How long a signature is good for, before and after its time."""


class GitAccessError(Exception):
    """A request of git's that is refused, with the HTTP status; git shows the message to its user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def authenticated(authorization: str, *, host: str, region: str, path: str) -> AccessKey:
    """Who made a request.

    Args:
        authorization: the header; empty where there is none, as in the first request of every git.
        host: without a port.
        path: of the repository, as `/v1/repos/NAME`.

    Raises:
        GitAccessError: 401 where there is no user name and password, 403 where they are not right now anybody's.
    """
    key_id, token, password = _read(authorization)
    signed = _PASSWORD.fullmatch(password)
    if signed is None:
        raise GitAccessError(403, "The password is no signature of AWS's for git.")
    try:
        known = access_key(key_id, session_token=token)
    except ServiceError as error:
        raise GitAccessError(403, error.message) from error
    expected = git_signature(secret=known.secret, time=signed["time"], region=region, host=host, path=path)
    if not hmac.compare_digest(expected, signed["signature"]):
        raise GitAccessError(403, "The signature is not the one that this access key's secret makes for this path.")
    if not _is_now(signed["time"]):
        raise GitAccessError(403, "The signature has expired: it is good for 15 minutes.")
    return known


def authorize(
    caller: AccessKey, action: str, record: RepositoryRecord | None, *, arn: str, references: Sequence[str] = ()
) -> None:
    """Check that the caller may do that with a repository.

    Args:
        action: GitPull or GitPush.
        record: None where there is none: that is told only to those who may know it.
        references: the branches and tags that a push moves, by their full names; each has to be allowed, for the
            condition key is of one.

    Raises:
        GitAccessError: 403.
    """
    tags = {} if record is None else _tags(record)
    for conditions in [{"codecommit:references": reference} for reference in references] or [{}]:
        try:
            require_permission_of_key(
                caller.id,
                action=f"codecommit:{action}",
                resource_arn=arn,
                account=caller.account,
                region=arn.split(":")[3],
                conditions={**tags, **conditions},
                secure_transport=True,
            )
        except ServiceError as error:
            raise GitAccessError(403, error.message) from error


def _tags(record: RepositoryRecord) -> dict[str, str]:
    return {f"aws:resourcetag/{name}".lower(): value for name, value in record.tags.items()}


def _read(authorization: str) -> tuple[str, str, str]:
    """Access key id, session token and password."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise GitAccessError(401, "CodeCommit asks for credentials: set git's credential.helper to one of AWS's.")
    try:
        user, _, password = base64.b64decode(encoded.strip(), validate=True).decode("ascii").partition(":")
    except ValueError as error:
        raise GitAccessError(403, "The user name and the password cannot be read.") from error
    key_id, _, token = user.partition("%")
    return key_id, token, password


def _is_now(time: str) -> bool:
    try:
        made = datetime.strptime(time, TIME).replace(tzinfo=UTC)
    except ValueError:
        return False
    return abs(datetime.now(UTC) - made) <= _SKEW
