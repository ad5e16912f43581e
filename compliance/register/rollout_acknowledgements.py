"""What is excused of the functions that check a release, and of who moves the traffic: the same for each environment.

None of them is for a rule that a change of code could satisfy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.decisions import PRODUCT_WILDCARDS, TRAFFIC_BY_STEPS
from feature_stacks.naming import PIPELINE_STACK, physical_name
from stages.environment import Environment

_WILDCARD: Final = "AwsSolutions::AwsSolutions-IAM5[Resource::"


def rollout_entries(environments: Sequence[Environment]) -> tuple[Acknowledgement, ...]:
    """Of these environments, 6 entries each."""
    return tuple(entry for environment in environments for entry in _release(environment))


def _release(environment: Environment) -> Iterator[Acknowledgement]:
    feature = f"{PIPELINE_STACK}/{environment.stage_name}/CvTailoring/CVTailoring"
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{_WILDCARD}*]",
        path=f"{feature}/Checks/Policy/Resource",
        reason="As for the function itself: X-Ray's write actions and EC2's describing ones have no resource-level "
        "permission, and Lambda asks for the others before there is an interface. The checks' own code is denied them.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{_WILDCARD}arn:{{partition}}:ec2:{{region}}:{{account}}:network-interface/*]",
        path=f"{feature}/Checks/Policy/Resource",
        reason="As for the function itself: Lambda chooses the ids of the interfaces, which can be made in these "
        "subnets only, and the checks' own code is denied all of it.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{_WILDCARD}arn:{{partition}}:lambda:{{region}}:{{account}}:function:"
        f"{physical_name('cv-tailoring', 'lambda', environment.name)}:*]",
        path=f"{feature}/Checks/PreTraffic/Policy/Resource",
        reason="The hook invokes the version that is being released, whose number Lambda gives: a permission on that "
        "number alone would reach Lambda after the hook has run. It is this one function's versions.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{_WILDCARD}*]",
        path=f"{feature}/Release/Policy/Resource",
        reason="cloudwatch:DescribeAlarms lists: CloudWatch asks for it on every alarm, whichever of them CodeDeploy "
        "asked about. It reads states and changes nothing.",
    )
    yield PRODUCT_WILDCARDS.excuses(
        finding=f"{_WILDCARD}*]",
        path=f"{feature}/Health/Policy/Resource",
        reason="cloudwatch:DescribeAlarms lists: CloudWatch asks for it on every alarm, whichever of them the "
        "pipeline's condition asked about. It reads states and changes nothing.",
    )
    yield TRAFFIC_BY_STEPS.excuses(
        finding="Serverless::Serverless-EventBusDLQ",
        path=f"{feature}/Synthetic/Schedule/Resource",
        reason="What a schedule could not deliver is a check that nobody would make up for: the next one comes in five "
        "minutes, and that none came is an alarm of its own, which a queue that nobody reads is not.",
    )
