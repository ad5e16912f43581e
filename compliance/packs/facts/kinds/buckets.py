"""Buckets that a resource sends data to, or takes code, definitions and data from, outside of its policies.

A bucket's ARN has no account and its name is one among all of AWS's: that it is ours is told by a reference to it, or
by an account's id in its name. A name without one may be anybody's, today or once its bucket is deleted
(docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact
from compliance.packs.facts.kinds.leaves import Leaf, leaves

_NAMES: Final = frozenset(
    {"bucket", "bucketname", "destinationbucketname", "s3bucket", "s3bucketname", "sourcebucketnames", "bucketarn"}
)
"""Properties whose value is a bucket's name or ARN, in lower case: documents inside a property begin theirs so."""
_PLACE: Final = re.compile(
    r"^arn:[^:]*:s3:::(?P<arn>[^/]+)"
    r"|^s3[an]?://(?P<uri>[^/]+)"
    r"|^https?://s3[\w.-]*\.amazonaws\.com(?:\.cn)?/(?P<path>[^/]+)"
    r"|^(?:https?://)?(?P<host>[^/:]+)\.s3[\w.-]*\.amazonaws\.com(?:\.cn)?(?:/|$)"
)
"""The forms in which a text names a bucket, whatever property it is the value of."""
_NOT_SENT_TO: Final = re.compile(
    r"Policy|Policies|Statement|Principal"
    r"|^(?:Environment|EnvironmentVariables|Tags|Dimensions|Description|EventPattern|EventSelectors"
    r"|AdvancedEventSelectors)$"
)
"""Parts of a resource that grant, describe or select, and take nothing there."""
_JUDGED_ELSEWHERE: Final = re.compile(
    r"^AWS::(?:CloudWatch::|IAM::|Lambda::Permission$|S3::BucketPolicy$|S3::AccessPoint$|SSM::Parameter$)"
)
"""Types that name a bucket to watch it, to grant something or to keep its name, or that no other's bucket takes."""
_LOCATED: Final[Mapping[str, tuple[str, ...]]] = {
    "AWS::CodeBuild::Project": ("Source", "SecondarySources", "Artifacts", "SecondaryArtifacts"),
    "AWS::CodePipeline::Pipeline": ("ArtifactStore", "ArtifactStores"),
}
"""By type the parts whose ``Location`` is a bucket, with or without a key, where their ``Type`` is ``S3``."""
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")
_OWN_REFERENCE: Final = re.compile(r"\$\{(?!\?)")


def named_buckets(template: Mapping[str, Any], own_accounts: frozenset[str]) -> Iterator[Fact]:
    """A fact for each bucket that a resource names. Properties: ``Own``, whether the template tells that it is the
    account's."""
    intrinsics = Intrinsics(template)
    resources = template.get("Resources", {})
    made_here = {
        str(name)
        for resource in resources.values()
        if resource.get("Type") == "AWS::S3::Bucket"
        for name in intrinsics.texts(resource.get("Properties", {}).get("BucketName"))
    }
    for logical_id, resource in resources.items():
        kind = str(resource.get("Type"))
        if _JUDGED_ELSEWHERE.match(kind):
            continue
        for name in _named(kind, resource.get("Properties", {}), intrinsics):
            own = name in made_here or _tells_its_owner(name, own_accounts)
            yield Fact(kind="Bucket::Named", of=logical_id, properties={"Own": own})


def _named(kind: str, properties: Mapping[str, Any], intrinsics: Intrinsics) -> Iterator[str]:
    for leaf in leaves(properties):
        if any(_NOT_SENT_TO.search(part) for part in leaf.path) or leaf.path == ("BucketName",):
            continue
        for text in intrinsics.texts(leaf.value):
            name = _bucket(leaf, text)
            if name and name.strip("*"):
                yield name
    for part in _LOCATED.get(kind, ()):
        for place in _listed(properties.get(part), intrinsics):
            if place.get("Type") == "S3":
                found = (_PLACE.match(text) or text for text in intrinsics.texts(place.get("Location")))
                yield from (one.split("/")[0] for one in found if isinstance(one, str))


def _bucket(leaf: Leaf, text: str) -> str:
    """The name of the bucket that a value is; empty where it is none."""
    found = _PLACE.match(text)
    if found:
        return str(next(filter(None, found.groups())))
    return text.split("/")[0] if leaf.name.lower() in _NAMES else ""


def _tells_its_owner(name: str, own_accounts: frozenset[str]) -> bool:
    accounts = _ACCOUNT.findall(name)
    if accounts:
        return own_accounts.issuperset(accounts)
    return bool(_OWN_REFERENCE.search(name))


def _listed(value: Any, intrinsics: Intrinsics) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        for branch in intrinsics.branches(one):
            if isinstance(branch, Mapping):
                yield branch
