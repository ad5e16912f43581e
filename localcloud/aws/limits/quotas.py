"""Quotas that a first deployment meets, as data: what an account has after a while, and what a new one has.

AWS publishes the former. Of the latter it says only that new accounts have reduced quotas; the values are those that
owners of new accounts report, the lowest where reports differ. Service Quotas may list a higher value than the one
that a new account is held to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

READ_ON: Final = date(2026, 11, 27)
"""When the pages below were last compared with this table."""

_LAMBDA: Final = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
_CODEBUILD: Final = "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html"
_API_GATEWAY: Final = (
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html"
)


@dataclass(frozen=True, kw_only=True)
class Quota:
    """One quota of an account in a region.

    Attributes:
        key: what it is called here, where AWS has a code for some only.
        service: Service Quotas' code of the service, e.g. ``lambda``.
        code: Service Quotas' code of the quota; empty for one that it does not list and AWS Support raises.
        name: as Service Quotas writes it.
        mature: the value of an account that is in use.
        new: the value of a new account.
        adjustable: whether Service Quotas takes a request to raise it.
        unit: as Service Quotas writes it.
        source: the page of AWS that states it.
    """

    key: str
    service: str
    code: str
    name: str
    mature: int
    new: int
    adjustable: bool = True
    unit: str = "None"
    source: str


def _running_builds(environment: str, code: str) -> Quota:
    key = environment.lower().replace("/", "-").replace(" ", "-")
    return Quota(
        key=f"codebuild-{key}",
        service="codebuild",
        code=code,
        name=f"Concurrently running builds for {environment} environment",
        mature=60,
        new=1,
        source=_CODEBUILD,
    )


LAMBDA_MEMORY: Final = Quota(
    key="lambda-memory",
    service="lambda",
    code="",
    name="Function memory maximum",
    mature=10_240,
    new=3_008,
    adjustable=False,
    unit="Megabytes",
    source=_LAMBDA,
)
LAMBDA_CONCURRENCY: Final = Quota(
    key="lambda-concurrency",
    service="lambda",
    code="L-B99A9384",
    name="Concurrent executions",
    mature=1_000,
    new=10,
    source=_LAMBDA,
)
INTEGRATION_TIMEOUT: Final = Quota(
    key="apigateway-integration-timeout",
    service="apigateway",
    code="L-E5AE38E3",
    name="Maximum integration timeout in milliseconds",
    mature=29_000,
    new=29_000,
    unit="Milliseconds",
    source=_API_GATEWAY,
)
VPCS: Final = Quota(
    key="vpcs",
    service="vpc",
    code="L-F678F1CE",
    name="VPCs per Region",
    mature=5,
    new=5,
    source="https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
)
ELASTIC_IPS: Final = Quota(
    key="elastic-ips",
    service="ec2",
    code="L-0263D0A3",
    name="EC2-VPC Elastic IPs",
    mature=5,
    new=5,
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
)
RUNNING_BUILDS: Final[tuple[Quota, ...]] = (
    _running_builds("Linux/Small", "L-9D07B6EF"),
    _running_builds("Linux/Medium", "L-2DC20C30"),
    _running_builds("Linux/Large", "L-4DDC4A99"),
    _running_builds("Linux/XLarge", "L-04E5CA62"),
    _running_builds("Linux/2XLarge", "L-0397D009"),
    _running_builds("Linux Lambda/1GB", "L-03FBB1ED"),
    _running_builds("Linux Lambda/2GB", "L-1DFDD5F9"),
    _running_builds("Linux Lambda/4GB", "L-39DB2B0B"),
    _running_builds("Linux Lambda/8GB", "L-049948E0"),
    _running_builds("Linux Lambda/10GB", "L-E692F494"),
    _running_builds("ARM/Small", "L-5ED1D25B"),
    _running_builds("ARM/Large", "L-596BEAB4"),
    _running_builds("ARM Lambda/1GB", "L-FD92223D"),
    _running_builds("ARM Lambda/2GB", "L-DE99852F"),
    _running_builds("ARM Lambda/4GB", "L-72045165"),
    _running_builds("ARM Lambda/8GB", "L-546A802A"),
    _running_builds("ARM Lambda/10GB", "L-36AF3CA5"),
)
"""Of the environments that this cloud runs builds for; each has a quota of its own."""

QUOTAS: Final[tuple[Quota, ...]] = (
    LAMBDA_MEMORY,
    LAMBDA_CONCURRENCY,
    INTEGRATION_TIMEOUT,
    VPCS,
    ELASTIC_IPS,
    *RUNNING_BUILDS,
)
BY_KEY: Final = {quota.key: quota for quota in QUOTAS}
