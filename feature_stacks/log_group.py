"""Log groups that the stacks own: named, under a key of the account, kept for a set time, and gone with the stack,
where AWS's implicit ones stay for ever.
"""

from __future__ import annotations

from typing import Final

from aws_cdk import RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from feature_stacks.constants import LOG_RETENTION_DAYS

_RETENTION: Final = {
    1: logs.RetentionDays.ONE_DAY,
    3: logs.RetentionDays.THREE_DAYS,
    5: logs.RetentionDays.FIVE_DAYS,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    60: logs.RetentionDays.TWO_MONTHS,
    90: logs.RetentionDays.THREE_MONTHS,
    120: logs.RetentionDays.FOUR_MONTHS,
    150: logs.RetentionDays.FIVE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
    400: logs.RetentionDays.THIRTEEN_MONTHS,
    545: logs.RetentionDays.EIGHTEEN_MONTHS,
    731: logs.RetentionDays.TWO_YEARS,
    1096: logs.RetentionDays.THREE_YEARS,
    1827: logs.RetentionDays.FIVE_YEARS,
    2192: logs.RetentionDays.SIX_YEARS,
    2557: logs.RetentionDays.SEVEN_YEARS,
    2922: logs.RetentionDays.EIGHT_YEARS,
    3288: logs.RetentionDays.NINE_YEARS,
    3653: logs.RetentionDays.TEN_YEARS,
}


def owned_log_group(
    scope: Construct, construct_id: str, *, log_group_name: str, retention_days: int, retain: bool, key: kms.IKey
) -> logs.LogGroup:
    """A log group with an explicit retention, under a key whose policy lets CloudWatch Logs use it for that name.

    Raises:
        ValueError: CloudWatch Logs has no such retention.
    """
    if retention_days not in _RETENTION:
        raise ValueError(f"log retention must be one of {LOG_RETENTION_DAYS} days, not {retention_days}")
    return logs.LogGroup(
        scope,
        construct_id,
        log_group_name=log_group_name,
        retention=_RETENTION[retention_days],
        encryption_key=key,
        removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if retain else RemovalPolicy.DESTROY,
    )
