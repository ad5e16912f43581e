"""Sessions of roles, for the local cloud's own services.

Every step of a pipeline acts on its own role's session, so that a permission missing on AWS is missing here. Sessions
live in MiniStack's STS, as those it makes for Lambda functions do.
"""

from __future__ import annotations

import secrets
import string
from datetime import UTC, datetime, timedelta

from ministack.services import sts

from localcloud.aws.identity.clients import client
from localcloud.aws.identity.session import Session
from localcloud.aws.identity.trust import require_trust
from localcloud.aws.runtime import active

_KEY_ALPHABET = string.ascii_uppercase + string.digits


def service_session(
    *, role_arn: str, service: str, session_name: str, source_arn: str = "", duration_seconds: int = 3600
) -> Session:
    """Return a session of `role_arn` for an AWS service, as the service itself obtains it.

    Args:
        role_arn: the role, in any account.
        service: the service principal, e.g. ``codebuild.amazonaws.com``.
        session_name: the last part of the session's ARN; AWS allows 64 characters.
        source_arn: the resource that the service acts for; empty where it says none.
        duration_seconds: how long it is valid.

    Raises:
        ServiceError: ``AccessDenied``; the role does not exist or does not trust the service.
    """
    account, role_name = require_trust(role_arn, service=service, source_arn=source_arn)
    return _register(account, role_name, session_name, duration_seconds)


def role_session(*, via: Session, role_arn: str, session_name: str) -> Session:
    """Assume `role_arn` with another session through the STS API, permissions and trust policy checked there.

    Raises:
        botocore.exceptions.ClientError: ``AccessDenied``, as for any caller.
    """
    region = "us-east-1"  # STS answers the same in every region
    answer = client("sts", session=via, region=region, runtime=active()).assume_role(
        RoleArn=role_arn, RoleSessionName=session_name
    )["Credentials"]
    return Session(
        access_key_id=answer["AccessKeyId"],
        secret_access_key=answer["SecretAccessKey"],
        session_token=answer["SessionToken"],
        expiration=answer["Expiration"],
    )


def _register(account: str, role_name: str, session_name: str, duration_seconds: int) -> Session:
    expiration = datetime.now(UTC) + timedelta(seconds=duration_seconds)
    session = Session(
        access_key_id="ASIA" + "".join(secrets.choice(_KEY_ALPHABET) for _ in range(16)),
        secret_access_key=secrets.token_urlsafe(30),
        session_token=secrets.token_urlsafe(120),
        expiration=expiration,
    )
    name = session_name[:64]
    sts.register_session(
        session.access_key_id,
        {
            "Arn": f"arn:aws:sts::{account}:assumed-role/{role_name}/{name}",
            "UserId": f"{sts._role_id(f'arn:aws:iam::{account}:role/{role_name}')}:{name}",
            "SecretAccessKey": session.secret_access_key,
            "SessionToken": session.session_token,
            "Expiration": expiration.timestamp(),
            "AccountId": account,
            "PrincipalType": "AssumedRole",
        },
    )
    return session
