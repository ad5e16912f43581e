"""Service-linked roles: which service has which, and whether the present account has it yet.

Most services make theirs at their first use and go on. Notifications do not wait for it: the first rule of an account
fails (https://github.com/aws/aws-cdk/issues/34406).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from ministack.core.responses import get_account_id, request_scope
from ministack.services import iam

NOTIFICATIONS: Final = "codestar-notifications.amazonaws.com"
TABLE_SCALING: Final = "dynamodb.application-autoscaling.amazonaws.com"

ROLE_NAMES: Final[Mapping[str, str]] = {
    NOTIFICATIONS: "AWSServiceRoleForCodeStarNotifications",
    TABLE_SCALING: "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
}
"""By service principal: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
leads to each service's page with the name."""


def exists(service: str) -> bool:
    """Whether the account has the role of a service."""
    return iam._roles.get(ROLE_NAMES[service]) is not None


def ensure(service: str) -> None:
    """Make the role of a service where the account has none."""
    if not exists(service):
        iam._roles[ROLE_NAMES[service]] = _role(service, ROLE_NAMES[service])


def ensure_of_mature_accounts(accounts: Sequence[str], region: str) -> None:
    """Make every role in accounts that have used these services before."""
    for account in accounts:
        with request_scope(account, region):
            for service in ROLE_NAMES:
                ensure(service)


def _role(service: str, name: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    path = f"/aws-service-role/{service}/"
    return {
        "RoleName": name,
        "Arn": f"arn:aws:iam::{get_account_id()}:role{path}{name}",
        "RoleId": iam._gen_id("AROA"),
        "CreateDate": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Path": path,
        "AssumeRolePolicyDocument": json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        "Description": "",
        "MaxSessionDuration": 3600,
        "AttachedPolicies": [],
        "InlinePolicies": {},
        "Tags": [],
    }
