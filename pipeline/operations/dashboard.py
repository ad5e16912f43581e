"""One page of the delivery: whether anything is wrong now, how well it delivers, and where the time goes."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from feature_stacks.naming import DELIVERY_METRICS, physical_name
from stages.environment import Environment

_DAY = Duration.days(1)
_DORA = (
    ("Deployments a week", "DeploymentsPerWeek"),
    ("Change lead time, s", "ChangeLeadTime"),
    ("Change failure rate, %", "ChangeFailureRate"),
    ("Recovery time, s", "RecoveryTime"),
)


class DeliveryDashboard(Construct):
    """DORA's metrics of each environment, executions, stages, stacks, and the alarms."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environments: Sequence[Environment],
        stages: Sequence[str],
        alarms: Sequence[cloudwatch.IAlarm],
    ) -> None:
        super().__init__(scope, construct_id)
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=physical_name("delivery", "dashboard", "tools"),
            widgets=[
                [cloudwatch.AlarmStatusWidget(title="Alarms", alarms=list(alarms), width=24, height=3)],
                [
                    cloudwatch.GraphWidget(
                        title=f"{title}, of 30 days",
                        left=[
                            _metric(name, environment.name, Environment=environment.name)
                            for environment in environments
                        ],
                    )
                    for title, name in _DORA
                ],
                [
                    cloudwatch.GraphWidget(
                        title="Executions of 30 days",
                        left=[_metric(f"{status}Executions", status) for status in ("Succeeded", "Failed")],
                        width=8,
                    ),
                    cloudwatch.GraphWidget(
                        title="What a stage takes, s, median of 30 days",
                        left=[_metric("StageDuration", stage, Stage=stage) for stage in stages],
                        width=8,
                    ),
                    cloudwatch.GraphWidget(
                        title="Stacks",
                        left=[
                            _metric(f"{what}Stacks", what) for what in ("Drifted", "Orphaned", "Unchecked", "Checked")
                        ],
                        width=8,
                    ),
                ],
            ],
        )


def _metric(name: str, label: str, **dimensions: str) -> cloudwatch.IMetric:
    """The newest point of each day: each is a figure of the last 30 days."""
    return cloudwatch.Metric(
        namespace=DELIVERY_METRICS,
        metric_name=name,
        dimensions_map=dimensions or None,
        statistic="Maximum",
        period=_DAY,
        label=label,
    )
