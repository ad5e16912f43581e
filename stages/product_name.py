"""Holds the product's name to what AWS takes in the names that follow from it, before anything is synthesized: S3 and
IAM would refuse a wrong one after minutes, one resource at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from feature_stacks import naming
from stages.environment import Environment

PLACE: Final = "feature_stacks/naming.py"
_WORDS: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ACCOUNT: Final = "0" * 12
_TOOLS: Final = "tools"
_RANDOM: Final = "X" * 13
"""So many characters CloudFormation ends a name in that it makes."""

_RESERVED: Final = {
    "amzn": "S3 keeps it for itself",
    "aws": "AWS keeps it for itself",
    "cdk": "the CDK's bootstrap calls its roles so",
    "sg": "EC2 keeps it for ids of security groups",
    "sthree": "S3 keeps it for itself",
}
"""First words of names that a service refuses, or that mean another's resources, and why
(docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html)."""


@dataclass(frozen=True, kw_only=True)
class DerivedName:
    """A name that the product's begins.

    Attributes:
        kind: what is called so.
        name: with the product's name of now.
        longest: how many characters its service lets it have.
    """

    kind: str
    name: str
    longest: int

    @property
    def room(self) -> int:
        """Characters that are left to the product's name."""
        return self.longest - (len(self.name) - len(naming.PRODUCT))

    @property
    def pattern(self) -> str:
        """The name with ``{product}`` where the product's stands, and ``{account}``."""
        return "{product}" + self.name.removeprefix(naming.PRODUCT).replace(_ACCOUNT, "{account}")


def tightest(environments: Sequence[Environment], replica_regions: Sequence[str] = ()) -> DerivedName:
    """The derived name that leaves least room to the product's."""
    return min(_derived(environments, replica_regions), key=lambda one: one.room)


def illegal(product: str) -> str | None:
    """What is wrong with the characters of a product's name; None where nothing is."""
    if not _WORDS.fullmatch(product):
        return (
            f"must be lower-case letters and digits, in words joined by single hyphens, with a letter first, not "
            f"{product!r}: it begins the names of buckets, where S3 takes nothing else, and of stacks, where "
            "CloudFormation wants a letter first"
        )
    first = product.partition("-")[0]
    if first in _RESERVED:
        return f"must not begin with the word {first!r}, as {product!r} does: {_RESERVED[first]}"
    return None


def too_long(product: str, environments: Sequence[Environment], replica_regions: Sequence[str] = ()) -> str | None:
    """Why a product's name is too long for these environments; None where it is not."""
    name = tightest(environments, replica_regions)
    if len(product) <= name.room:
        return None
    return (
        f"must have at most {name.room} characters, and {product!r} has {len(product)}: the {name.kind} "
        f"{name.pattern} may have {name.longest} in all. Choose a shorter one, or shorter names of environments"
    )


def _derived(environments: Sequence[Environment], replica_regions: Sequence[str]) -> Iterator[DerivedName]:
    """The longest names of each kind whose service lets it have least (a test holds all others of the templates to
    them)."""
    # docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
    rule = naming.physical_name("delivery-execution-succeeded", "rule", _TOOLS)
    yield DerivedName(kind="EventBridge rule", name=rule, longest=64)
    # docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    role = f"{naming.PIPELINE_STACK}-{naming.PIPELINE_ROLE}-{_RANDOM}"
    yield DerivedName(kind="IAM role (its last 13 are CloudFormation's)", name=role, longest=64)
    for region in replica_regions:
        yield _bucket(naming.bucket_name(f"replica-{region}", _TOOLS, account=_ACCOUNT))
    for environment in environments:
        yield _bucket(naming.cv_bucket_name(environment.name, account=_ACCOUNT))
        # docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
        vault = naming.physical_name("shared-backup", "vault", environment.name)
        yield DerivedName(kind="backup vault", name=vault, longest=50)
        # docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
        function = naming.physical_name("cv-tailoring-post-traffic", "lambda", environment.name)
        yield DerivedName(kind="Lambda function", name=function, longest=64)
        role = naming.role_name("codedeploy", "cv-tailoring", environment.name)
        yield DerivedName(kind="IAM role", name=role, longest=64)


def _bucket(name: str) -> DerivedName:
    """docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html."""
    return DerivedName(kind="S3 bucket", name=name, longest=63)
