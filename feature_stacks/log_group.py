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

_RETENTION: Final = dict(
    zip(
        LOG_RETENTION_DAYS,
        (
            logs.RetentionDays.ONE_DAY,
            logs.RetentionDays.THREE_DAYS,
            logs.RetentionDays.FIVE_DAYS,
            logs.RetentionDays.ONE_WEEK,
            logs.RetentionDays.TWO_WEEKS,
            logs.RetentionDays.ONE_MONTH,
            logs.RetentionDays.TWO_MONTHS,
            logs.RetentionDays.THREE_MONTHS,
            logs.RetentionDays.FOUR_MONTHS,
            logs.RetentionDays.FIVE_MONTHS,
            logs.RetentionDays.SIX_MONTHS,
            logs.RetentionDays.ONE_YEAR,
            logs.RetentionDays.THIRTEEN_MONTHS,
            logs.RetentionDays.EIGHTEEN_MONTHS,
            logs.RetentionDays.TWO_YEARS,
            logs.RetentionDays.THREE_YEARS,
            logs.RetentionDays.FIVE_YEARS,
            logs.RetentionDays.SIX_YEARS,
            logs.RetentionDays.SEVEN_YEARS,
            logs.RetentionDays.EIGHT_YEARS,
            logs.RetentionDays.NINE_YEARS,
            logs.RetentionDays.TEN_YEARS,
        ),
        strict=True,
    )
)


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
