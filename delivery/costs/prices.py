"""AWS's on-demand prices in us-east-1, in USD, each with the page that publishes it. Another region has others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

REGION: Final = "us-east-1"
AS_OF: Final = "2026-11"
HOURS_A_MONTH: Final = 730


@dataclass(frozen=True, kw_only=True)
class Price:
    """What one unit costs.

    Attributes:
        usd: for one `unit`.
        unit: in words that follow the amount, such as ``an hour``.
        source: AWS's page.
    """

    usd: Decimal
    unit: str
    source: str

    @property
    def a_month(self) -> Decimal:
        """Of a thing that stands all month."""
        return self.usd * HOURS_A_MONTH if self.unit.endswith("hour") else self.usd

    def __str__(self) -> str:
        return f"{self.usd} USD {self.unit}"


def _price(usd: str, unit: str, page: str) -> Price:
    return Price(usd=Decimal(usd), unit=unit, source=f"https://aws.amazon.com/{page}/pricing/")


NAT_GATEWAY: Final = _price("0.045", "an hour", "vpc")
NAT_TRAFFIC: Final = _price("0.045", "a GB", "vpc")
PUBLIC_ADDRESS: Final = _price("0.005", "an hour", "vpc")
INTERFACE_ENDPOINT: Final = _price("0.01", "an hour", "privatelink")
KEY: Final = _price("1", "a month", "kms")
KEY_REQUESTS: Final = _price("0.03", "for 10,000 requests", "kms")
SIGNATURES: Final = _price("0.15", "for 10,000 signatures", "kms")
WEB_ACL: Final = _price("5", "a month", "waf")
WEB_ACL_RULE: Final = _price("1", "a month", "waf")
WEB_ACL_REQUESTS: Final = _price("0.60", "a million requests", "waf")
ALARM_METRIC: Final = _price("0.10", "a month", "cloudwatch")
DASHBOARD: Final = _price("3", "a month", "cloudwatch")
LOGS_IN: Final = _price("0.50", "a GB taken in", "cloudwatch")
LOGS_KEPT: Final = _price("0.03", "a GB and month kept", "cloudwatch")
READ_UNIT: Final = _price("0.00013", "an hour", "dynamodb/provisioned")
WRITE_UNIT: Final = _price("0.00065", "an hour", "dynamodb/provisioned")
READS: Final = _price("0.125", "a million reads", "dynamodb/on-demand")
WRITES: Final = _price("0.625", "a million writes", "dynamodb/on-demand")
TABLE_STORAGE: Final = _price("0.25", "a GB and month", "dynamodb/on-demand")
POINT_IN_TIME_RECOVERY: Final = _price("0.20", "a GB and month of point-in-time recovery", "dynamodb/on-demand")
BACKUP_STORAGE: Final = _price("0.10", "a GB and month", "backup")
BACKUP_RESTORE: Final = _price("0.15", "a GB restored", "backup")
PIPELINE_MINUTE: Final = _price("0.002", "a minute of an action, after 100", "codepipeline")
BUILD_MEDIUM: Final = _price("0.01", "a minute on medium", "codebuild")
BUILD_SMALL: Final = _price("0.005", "a minute on small", "codebuild")
BUILD_LAMBDA: Final = _price("0.00002", "a GB-second on Lambda compute", "codebuild")
FUNCTION_SECONDS: Final = _price("0.0000166667", "a GB-second", "lambda")
FUNCTION_CALLS: Final = _price("0.20", "a million calls", "lambda")
API_CALLS: Final = _price("3.50", "a million calls", "api-gateway")
OBJECT_STORAGE: Final = _price("0.023", "a GB and month", "s3")
QUEUE_REQUESTS: Final = _price("0.40", "a million requests", "sqs")
MESSAGES: Final = _price("0.50", "a million messages", "sns")
