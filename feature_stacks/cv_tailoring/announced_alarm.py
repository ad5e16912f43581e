"""An alarm that announces that it fired and that it is over."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

from feature_stacks.constants import ALARM_PERIOD_SECONDS, CV_TAILORING_FEATURE
from feature_stacks.naming import physical_name

PERIOD = Duration.seconds(ALARM_PERIOD_SECONDS)
"""What metrics are summed up over."""


def announced_alarm(
    scope: Construct,
    subject: str,
    *,
    environment_name: str,
    topic: sns.ITopic,
    description: str,
    metric: cloudwatch.IMetric,
    threshold: int,
    periods: int,
    alarm_name: str = "",
    periods_to_alarm: int | None = None,
    missing_is_trouble: bool = False,
) -> cloudwatch.Alarm:
    """Fires above its threshold, in each of so many periods or in some of them. No data is no trouble, because nobody
    called, unless it is said to be.

    Args:
        subject: lower-case words joined by hyphens, for its construct's id and, where it is given none, its name.
    """
    alarm = cloudwatch.Alarm(
        scope,
        subject.title().replace("-", ""),
        alarm_name=alarm_name or physical_name(f"{CV_TAILORING_FEATURE}-{subject}", "alarm", environment_name),
        alarm_description=description,
        metric=metric,
        threshold=threshold,
        evaluation_periods=periods,
        datapoints_to_alarm=periods_to_alarm,
        comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        treat_missing_data=(
            cloudwatch.TreatMissingData.BREACHING if missing_is_trouble else cloudwatch.TreatMissingData.NOT_BREACHING
        ),
    )
    action = actions.SnsAction(topic)
    alarm.add_alarm_action(action)
    alarm.add_ok_action(action)
    return alarm
