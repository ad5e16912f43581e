"""What keeps the data of a resource: a change that takes one of these away destroys, now or at the next step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

KEPT: Final = ("Retain", "RetainExceptOnCreate", "Snapshot")
GUARDS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "AWS::DynamoDB::Table": (
        ("DeletionProtectionEnabled", "true", "deletion protection"),
        ("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", "true", "point-in-time recovery"),
    ),
    "AWS::S3::Bucket": (("VersioningConfiguration.Status", "Enabled", "versions of objects"),),
    "AWS::KMS::Key": (("Enabled", "true", "the key's use"),),
    "AWS::RDS::DBCluster": (("DeletionProtection", "true", "deletion protection"),),
    "AWS::RDS::DBInstance": (("DeletionProtection", "true", "deletion protection"),),
    "AWS::Cognito::UserPool": (("DeletionProtection", "ACTIVE", "deletion protection"),),
    "AWS::EFS::FileSystem": (("BackupPolicy.Status", "ENABLED", "backups"),),
}
"""By type: a property, what it must be to guard, and what it guards."""
GUARDED_BY_DEFAULT: Final = frozenset({("AWS::KMS::Key", "Enabled")})
PERIODS: Final[Mapping[str, tuple[tuple[str, int, str], ...]]] = {
    "AWS::Logs::LogGroup": (("RetentionInDays", 1_000_000, "days that logs are kept"),),
    "AWS::SQS::Queue": (("MessageRetentionPeriod", 345_600, "seconds that messages are kept"),),
    "AWS::Kinesis::Stream": (("RetentionPeriodHours", 24, "hours that records are kept"),),
    "AWS::RDS::DBInstance": (("BackupRetentionPeriod", 1, "days that backups are kept"),),
    "AWS::RDS::DBCluster": (("BackupRetentionPeriod", 1, "days that backups are kept"),),
    "AWS::DynamoDB::Table": (
        ("PointInTimeRecoverySpecification.RecoveryPeriodInDays", 35, "days that can be recovered"),
    ),
}
"""By type: a period, what it is where nothing is said, and in words."""


def at(properties: Any, path: str) -> Any:
    """The value at ``Outer.Inner``; None where there is none."""
    for name in path.split("."):
        properties = properties.get(name) if isinstance(properties, Mapping) else None
    return properties


def lost(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What no longer keeps the data, a line each."""
    kind, old, new = before["Type"], before.get("Properties", {}), after.get("Properties", {})
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        if before.get(policy) in KEPT and after.get(policy) not in KEPT:
            yield f"{policy} was {before[policy]}, is {after.get(policy, 'Delete')}"
    for path, guarding, what in GUARDS.get(kind, ()):
        default = guarding if (kind, path) in GUARDED_BY_DEFAULT else None
        if (at(old, path) or default) == guarding != (at(new, path) or default):
            yield f"{what} is off"
    for path, default_period, what in PERIODS.get(kind, ()):
        earlier, later = (_number(at(side, path), default_period) for side in (old, new))
        if earlier is not None and later is not None and later < earlier:
            yield f"{what}: {earlier}, now {later}"
    yield from _lost_by_type(kind, old, new)


def _lost_by_type(kind: str, old: Any, new: Any) -> Iterator[str]:
    if kind == "AWS::S3::Bucket":
        if _expiry(new) != _expiry(old) and _expires_more(old, new):
            yield "a rule that deletes objects is new or wider"
        if _locked_days(new) < _locked_days(old):
            yield f"days that objects are locked: {_locked_days(old)}, now {_locked_days(new)}"
    elif kind == "AWS::DynamoDB::Table":
        expiry = at(new, "TimeToLiveSpecification")
        if at(expiry, "Enabled") == "true" and at(old, "TimeToLiveSpecification") != expiry:
            yield "items expire"
    elif kind == "AWS::DynamoDB::GlobalTable":
        left = [at(one, "Region") for one in at(new, "Replicas") or []]
        for region in (at(one, "Region") for one in at(old, "Replicas") or []):
            if region not in left:
                yield f"the replica in {region} is gone"


def _locked_days(bucket: Any) -> int:
    default = at(bucket, "ObjectLockConfiguration.Rule.DefaultRetention")
    return (_number(at(default, "Days"), 0) or 0) + 365 * (_number(at(default, "Years"), 0) or 0)


_DELETING: Final = (
    "ExpirationInDays",
    "ExpirationDate",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionExpirationInDays",
)
_SCOPE: Final = ("Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


def _expiry(bucket: Any) -> list[dict[str, Any]]:
    rules = at(bucket, "LifecycleConfiguration.Rules")
    return [
        {key: rule[key] for key in (*_DELETING, *_SCOPE) if key in rule}
        for rule in (rules if isinstance(rules, list) else [])
        if rule.get("Status") == "Enabled" and any(key in rule for key in _DELETING)
    ]


def _expires_more(before: Any, after: Any) -> bool:
    """Whether a rule deletes what none did, or sooner."""
    return not all(any(_as_soon(old, new) for old in _expiry(before)) for new in _expiry(after))


def _as_soon(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the old rule deleted all that the new one does, as soon."""
    same_scope = all(key not in old or old[key] == new.get(key) for key in _SCOPE)
    return same_scope and all(key in old and _not_sooner(old[key], new[key]) for key in _DELETING if key in new)


def _not_sooner(old: Any, new: Any) -> bool:
    earlier, later = _number(_days(old), None), _number(_days(new), None)
    return old == new if earlier is None or later is None else later >= earlier


def _days(value: Any) -> Any:
    return value.get("NoncurrentDays") if isinstance(value, Mapping) else value


def _number(value: Any, default: int | None) -> int | None:
    if value is None:
        return default
    return int(value) if isinstance(value, str) and value.isdigit() else None
