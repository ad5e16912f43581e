"""One operator for each account: an IAM user with AdministratorAccess and a random secret.

Their profiles are written where AWS clients look. MiniStack takes any 12-digit access key as that account's root,
whatever its secret. Here nobody has that; a person, the CDK CLI and the tests sign as these users.
"""

from __future__ import annotations

import configparser
import logging
import secrets
import string
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ministack.core.responses import request_scope
from ministack.services import iam

from localcloud.aws.storage.atomic_file import write_atomically

USER_NAME = "operator"
ADMINISTRATOR_POLICY = "arn:aws:iam::aws:policy/AdministratorAccess"
_MEMBERS = ("access_key_id", "secret_access_key")
_log = logging.getLogger(__name__)
_KEY_ALPHABET = string.ascii_uppercase + string.digits


@dataclass(frozen=True)
class OperatorCredentials:
    """Long-lived credentials of an account's operator."""

    account: str
    access_key_id: str
    secret_access_key: str


def credentials_file(state_dir: Path) -> Path:
    """Where AWS_SHARED_CREDENTIALS_FILE should point."""
    return state_dir / "aws" / "credentials"


def config_file(state_dir: Path) -> Path:
    """Where AWS_CONFIG_FILE should point."""
    return state_dir / "aws" / "config"


def ensure_operators(*, state_dir: Path, accounts: Sequence[str], region: str, endpoint_url: str) -> None:
    """Make sure that each account has its operator in IAM and its profile, named by the account id, in the files.

    A secret once written stays: IAM's store has it, and where that lost the user (a first start cut short) the file.
    """
    written, stored = _read(state_dir), {account: _of_iam(account, region) for account in accounts}
    operators = [stored[account] or written.get(account) or _new_operator(account) for account in accounts]
    for operator in operators:
        if stored[operator.account] and written.get(operator.account) != operator:
            _log.warning("%s has lost %s and is written again", credentials_file(state_dir), operator.account)
    config_file(state_dir).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(config_file(state_dir), _config_text(accounts, region, endpoint_url).encode())
    write_atomically(credentials_file(state_dir), _credentials_text(operators).encode())
    for operator in operators:
        with request_scope(operator.account, region):
            _store_user(operator)


def _new_operator(account: str) -> OperatorCredentials:
    return OperatorCredentials(
        account=account,
        access_key_id="AKIA" + "".join(secrets.choice(_KEY_ALPHABET) for _ in range(16)),
        secret_access_key=secrets.token_urlsafe(30),
    )


def _store_user(operator: OperatorCredentials) -> None:
    created = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if iam._users.get(USER_NAME) is None:
        iam._users[USER_NAME] = {
            "UserName": USER_NAME,
            "Arn": f"arn:aws:iam::{operator.account}:user/{USER_NAME}",
            "UserId": iam._gen_id("AIDA"),
            "CreateDate": created,
            "Path": "/",
            "PermissionsBoundary": "",
            "AttachedPolicies": [ADMINISTRATOR_POLICY],
            "Tags": [],
        }
    if iam._access_keys.get(operator.access_key_id) is None:
        iam._access_keys[operator.access_key_id] = {
            "UserName": USER_NAME,
            "AccessKeyId": operator.access_key_id,
            "SecretAccessKey": operator.secret_access_key,
            "Status": "Active",
            "CreateDate": created,
        }


def _of_iam(account: str, region: str) -> OperatorCredentials | None:
    """What IAM's store knows; None where it has no such user, or no key of it."""
    with request_scope(account, region):
        keys = [key for key in iam._access_keys.values() if key["UserName"] == USER_NAME]
    if not keys:
        return None
    return OperatorCredentials(
        account=account, access_key_id=keys[0]["AccessKeyId"], secret_access_key=keys[0]["SecretAccessKey"]
    )


def _read(state_dir: Path) -> dict[str, OperatorCredentials]:
    """The profiles of the file; none where it is missing, or is no such file any more."""
    parser = configparser.RawConfigParser()
    with suppress(configparser.Error, UnicodeDecodeError):
        parser.read(credentials_file(state_dir))
    profiles = {account: dict(parser[account]) for account in parser.sections()}
    return {
        account: OperatorCredentials(account=account, **dict(zip(_MEMBERS, found, strict=True)))
        for account, profile in profiles.items()
        if all(found := [profile.get(f"aws_{member}", "") for member in _MEMBERS])
    }


def _config_text(accounts: Sequence[str], region: str, endpoint_url: str) -> str:
    return "".join(
        f"[profile {account}]\nregion = {region}\nendpoint_url = {endpoint_url}\noutput = json\n\n"
        for account in accounts
    )


def _credentials_text(operators: Sequence[OperatorCredentials]) -> str:
    return "".join(
        f"[{operator.account}]\n"
        f"aws_access_key_id = {operator.access_key_id}\n"
        f"aws_secret_access_key = {operator.secret_access_key}\n\n"
        for operator in operators
    )
