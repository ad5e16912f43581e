"""What the frameworks ask and this product does not do, in each environment that a framework gates.

Each pack repeats the same eight findings under its own name. None of them is a rule that a change of code could satisfy
without making the product worse; `docs/adr/0014-what-frameworks-ask-in-vain.md` weighs each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.decisions import FRAMEWORK_LIMITS
from feature_stacks.constants import API_STAGE
from feature_stacks.naming import PIPELINE_STACK
from stages.environment import Environment


def framework_entries(environments: Sequence[Environment]) -> tuple[Acknowledgement, ...]:
    """Of each framework that gates one of these environments: six entries, and one for each zone's way out."""
    return tuple(
        FRAMEWORK_LIMITS.excuses(finding=f"{framework}::{framework}-{rule}", path=path, reason=reason)
        for environment in environments
        for framework in environment.gating_frameworks
        for rule, path, reason in _limits(environment)
    )


def _limits(environment: Environment) -> Iterator[tuple[str, str, str]]:
    """The rule, the construct that has the finding, and why it stands."""
    stage = f"{PIPELINE_STACK}/{environment.stage_name}"
    api_stage = f"{stage}/CvTailoring/Api/RestApi/DeploymentStage.{API_STAGE}/Resource"
    yield (
        "APIGWCacheEnabledAndEncrypted",
        api_stage,
        "The API has one method, a POST whose answer is one user's tailored CV: a cache would have nothing to serve "
        "twice and would hold CVs in one more place. There is no cache.",
    )
    yield (
        "APIGWSSLEnabled",
        api_stage,
        "A client certificate shows an HTTP back end that API Gateway calls it. The only back end here is a Lambda "
        "function, which its resource policy lets this one method invoke.",
    )
    yield (
        "S3DefaultEncryptionKMS",
        f"{stage}/Shared/Cvs/AccessLogs/Resource",
        "S3 delivers access logs to buckets with SSE-S3 only; under a KMS key none would arrive. The log names keys "
        "and roles, no content.",
    )
    yield (
        "S3BucketReplicationEnabled",
        f"{stage}/Shared/Cvs/Bucket/Resource",
        "Master CVs are copies that other systems put here, tailored ones can be made again from them, and versions "
        "undo a mistake. A replica would be a second place that a deleted CV must go from.",
    )
    yield (
        "S3BucketReplicationEnabled",
        f"{stage}/Shared/Cvs/AccessLogs/Resource",
        "Access logs are kept for 90 days to look into an incident, in versions; their loss with a region is accepted, "
        "since the bucket that they tell of would be lost with them.",
    )
    yield (
        "VPCDefaultSecurityGroupClosed",
        f"{stage}/Shared/Network/Vpc/Resource",
        "The pack finds this at every VPC, since no template shows the default group. It lets in its own members "
        "only, and has none: whatever is in this VPC names a group of its own.",
    )
    for number in range(environment.network.availability_zones):
        yield (
            "VPCNoUnrestrictedRouteToIGW",
            f"{stage}/Shared/Network/Vpc/publicSubnet{number + 1}/DefaultRoute",
            "A NAT gateway works only in a subnet with this route, and functions reach the LLM vendor through it. "
            "Nothing else is in the subnet, which gives out no public addresses.",
        )
