"""Where AWS has what the templates need and not every region has: plain data, each list with its source and its date.

The product's own stacks need nothing that a region of the partition ``aws`` lacks. The pipeline does. GovCloud, China
and the other partitions have no CodeConnections, so that no push could start anything there; no role of one partition
can be assumed from another, so that no environment can lie there either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Feature:
    """Something of AWS that some regions have.

    Attributes:
        name: in AWS's words.
        regions: that have it.
        source: the page that lists them.
        as_of: the month in which it was read, such as ``2026-11``.
    """

    name: str
    regions: frozenset[str]
    source: str
    as_of: str

    def __str__(self) -> str:
        return f"{self.name} (regions as of {self.as_of}: {self.source})"


def _regions(names: str) -> frozenset[str]:
    return frozenset(names.split())


CONNECTIONS: Final = Feature(
    name="CodeConnections",
    regions=_regions(
        "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 "
        "eu-north-1 eu-south-1 eu-west-1 eu-west-2 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2"
    ),
    source="https://docs.aws.amazon.com/general/latest/gr/codestar_connections.html",
    as_of="2026-11",
)
NOTIFICATIONS: Final = Feature(
    name="CodeStar Notifications",
    regions=_regions(
        "ap-east-1 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 "
        "eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 me-south-1 sa-east-1 us-east-1 us-east-2 us-west-1 "
        "us-west-2"
    ),
    source="https://docs.aws.amazon.com/general/latest/gr/codestar_notifications.html",
    as_of="2026-11",
)
PIPELINE_ACTIONS: Final = Feature(
    name="CodePipeline",
    regions=_regions(
        "af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 "
        "ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ca-central-1 eu-central-1 "
        "eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 "
        "me-south-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2"
    ),
    source="https://docs.aws.amazon.com/general/latest/gr/codepipeline.html",
    as_of="2026-11",
)
LAMBDA_COMPUTE: Final = Feature(
    name="Lambda compute of CodeBuild",
    regions=_regions(
        "ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 eu-central-1 eu-west-1 sa-east-1 us-east-1 "
        "us-east-2 us-west-2"
    ),
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/lambda.html",
    as_of="2026-11",
)

OF_THE_PIPELINE: Final = (CONNECTIONS, NOTIFICATIONS, PIPELINE_ACTIONS)
"""What the pipeline's own region must have."""
OF_AN_ENVIRONMENT: Final = (PIPELINE_ACTIONS,)
"""What an environment's region must have: the pipeline's actions run there, on a copy of the artifacts."""


def missing(region: str, features: tuple[Feature, ...]) -> Feature | None:
    """The first of the features that the region lacks; None where it has all."""
    return next((feature for feature in features if region not in feature.regions), None)
