"""Limits that a growing load meets, each with the page that publishes it; the project's own are read from its code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from feature_stacks.environment_choices import Provisioned
from stages.environment import Environment
from stages.environments import CLAUDE_HAIKU, ENVIRONMENTS

AS_OF: Final = "2026-11"
"""Of the published ones."""

_LAMBDA: Final = "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html"
_API_GATEWAY: Final = "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"
_DYNAMODB: Final = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html"
_WARM: Final = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html"
_S3: Final = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html"
_MODEL: Final = "https://platform.claude.com/docs/en/api/rate-limits"
_CODEPIPELINE: Final = "https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html"
_CODEBUILD: Final = "https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html"
_CLOUDFORMATION: Final = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A number that is published, or set in this project.

    Attributes:
        source: the page or the file that states it.
        adjustable: whether whoever set it changes it for who asks.
    """

    name: str
    value: int
    source: str
    adjustable: bool = True


API_RATE: Final = Limit(name="API Gateway: requests a second, account and region", value=10_000, source=_API_GATEWAY)
API_BURST: Final = Limit(
    name="API Gateway: burst, account and region", value=5_000, source=_API_GATEWAY, adjustable=False
)
CONCURRENCY: Final = Limit(name="Lambda: concurrent executions, account and region", value=1_000, source=_LAMBDA)
NEW_ENVIRONMENTS: Final = Limit(
    name="Lambda: new execution environments in 10 s, function", value=1_000, source=_LAMBDA, adjustable=False
)
TABLE_WRITES: Final = Limit(name="DynamoDB: write units a second, table", value=40_000, source=_DYNAMODB)
PARTITION_WRITES: Final = Limit(
    name="DynamoDB: write units a second, one key", value=1_000, source=_DYNAMODB, adjustable=False
)
NEW_TABLE_WRITES: Final = Limit(
    name="DynamoDB: write units a second at once, a new on-demand table", value=4_000, source=_WARM
)
BUCKET_READS: Final = Limit(
    name="S3: reads a second of a prefix that S3 has not divided yet", value=5_500, source=_S3, adjustable=False
)
MODEL_REQUESTS: Final = Limit(name="Claude Haiku 4.5: requests a minute, organization", value=4_000, source=_MODEL)
MODEL_INPUT: Final = Limit(name="Claude Haiku 4.5: input tokens a minute", value=4_000_000, source=_MODEL)
MODEL_OUTPUT: Final = Limit(name="Claude Haiku 4.5: output tokens a minute", value=800_000, source=_MODEL)
"""Of the highest standard tier."""
STAGES: Final = Limit(name="CodePipeline: stages of a pipeline", value=50, source=_CODEPIPELINE, adjustable=False)
ACTIONS: Final = Limit(name="CodePipeline: actions of a stage", value=50, source=_CODEPIPELINE, adjustable=False)
BUILDS: Final = Limit(
    name="CodeBuild: builds at once, of one compute type (a new account: 1)", value=60, source=_CODEBUILD
)
STACKS: Final = Limit(name="CloudFormation: stacks, account and region", value=2_000, source=_CLOUDFORMATION)
RESOURCES: Final = Limit(
    name="CloudFormation: resources of a stack", value=500, source=_CLOUDFORMATION, adjustable=False
)
PUBLISHED: Final = (
    API_RATE,
    API_BURST,
    CONCURRENCY,
    NEW_ENVIRONMENTS,
    TABLE_WRITES,
    PARTITION_WRITES,
    NEW_TABLE_WRITES,
    BUCKET_READS,
    MODEL_REQUESTS,
    MODEL_INPUT,
    MODEL_OUTPUT,
    STAGES,
    ACTIONS,
    BUILDS,
    STACKS,
    RESOURCES,
)


@dataclass(frozen=True, kw_only=True)
class Work:
    """One tailoring by one engine, in what it uses.

    Attributes:
        seconds: how long an execution environment is taken, on average.
        source: how that is known.
        requests: to the model; 0 without one.
        input_tokens, output_tokens: what it reads and writes.
    """

    engine: str
    seconds: float
    source: str
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


EXTRACTIVE: Final = Work(
    engine="extractive",
    seconds=0.12,
    source="assumed: the sample's 0.04 s of work, and the store's calls at AWS's usual 10 to 15 ms each",
)
MODEL: Final = Work(
    engine="anthropic",
    seconds=10.5,
    source=f"`stages/environments.py`: an answer takes {CLAUDE_HAIKU.name} 5 to 10 s, its judging about 3 s",
    requests=2,
    input_tokens=3_500,
    output_tokens=1_000,
)
COLD_START_SECONDS: Final = 1.5
"""Assumed: a package of this size in Python, on 3,072 MB."""

PROD: Final[Environment] = next((each for each in ENVIRONMENTS if each.protected), ENVIRONMENTS[-1])
"""The environment whose own limits are looked at: the first that is protected, or the last where none is."""


def most_write_units() -> int:
    """Of one table, as target tracking bounds it there; the quota where it is on demand."""
    billing = PROD.billing
    return billing.write.maximum if isinstance(billing, Provisioned) else TABLE_WRITES.value
