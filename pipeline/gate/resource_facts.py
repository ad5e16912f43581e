"""What resources of the templates keep: data, backups, logs, evidence, the word to people, and their limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pipeline.gate.stacks import Stack, as_text, digest, listed

NEVER_DELETED: Final = 100_000
"""Days, for what has no end."""


def resource_facts(stacks: list[Stack]) -> dict[str, dict[str, Any]]:
    """By kind and ``{stack}/{logical id}``."""
    facts: dict[str, dict[str, Any]] = {
        kind: {} for kind in ("kept", "backups", "evidence", "notifications", "suppressed", "limits", "places", "keys")
    }
    for stack in stacks:
        facts["places"][stack.name] = stack.environment
        facts["limits"][stack.name] = {"termination protection": stack.termination_protection}
        for logical_id, resource in stack.resources():
            where, properties = f"{stack.name}/{logical_id}", resource.get("Properties", {})
            for kind, value in _facts(resource, properties):
                facts[kind][where] = value
            # AWS's own keys apart, metadata of a resource speaks to tools: what judges, or lets pass.
            for key in [one for one in resource.get("Metadata", {}) if not one.lower().startswith("aws:")]:
                facts["suppressed"][f"{where}: {key}"] = digest(resource["Metadata"][key])[:16]
    return facts


def _facts(resource: dict[str, Any], properties: dict[str, Any]) -> list[tuple[str, Any]]:
    kind = resource.get("Type")
    found: list[tuple[str, Any]] = []
    if kind in ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::S3::Bucket", "AWS::Logs::LogGroup"):
        found.append(("kept", _kept(resource, properties)))
    if kind in _BACKUPS:
        found.append(("backups", _BACKUPS[kind](resource, properties)))
    if kind == "AWS::S3::Bucket" and properties.get("ObjectLockEnabled"):
        found.append(("evidence", _lock(properties)))
    if kind == "AWS::KMS::Key" and properties.get("KeyUsage") == "SIGN_VERIFY":
        found.append(("keys", {"spec": properties.get("KeySpec", "")}))
    if kind == "AWS::IAM::Role":
        found.append(("limits", {"boundary": as_text(properties.get("PermissionsBoundary", ""))}))
    if kind == "AWS::CodeStarNotifications::NotificationRule":
        targets = [as_text(one.get("TargetAddress")) for one in properties.get("Targets", [])]
        events = properties.get("EventTypeIds", [])
        enabled = properties.get("Status", "ENABLED") == "ENABLED"
        found.append(("notifications", {"events": events, "targets": targets, "enabled": enabled}))
    if kind == "AWS::SNS::Subscription":
        found.append(("notifications", {key: as_text(properties.get(key, "")) for key in ("Protocol", "Endpoint")}))
    if kind == "AWS::Events::Rule":
        targets = [as_text(one.get("Arn")) for one in properties.get("Targets", [])]
        enabled = properties.get("State", "ENABLED") != "DISABLED"
        of = digest([properties.get("EventPattern", ""), properties.get("ScheduleExpression", "")])[:16]
        found.append(("notifications", {"enabled": enabled, "to": targets, "of": of}))
    return found


def _kept(resource: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    recovery = properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled")
    kept: dict[str, Any] = {
        "retained": resource.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate", "Snapshot"),
        "retained when replaced": resource.get("UpdateReplacePolicy") in ("Retain", "Snapshot"),
        "deletion protection": properties.get("DeletionProtectionEnabled") is True,
        "point-in-time recovery": recovery is True,
        "versions": properties.get("VersioningConfiguration", {}).get("Status") == "Enabled",
    }
    if resource["Type"] == "AWS::Logs::LogGroup":
        kept["days"] = properties.get("RetentionInDays", NEVER_DELETED)
    if resource["Type"] == "AWS::S3::Bucket":
        rules = listed(properties.get("LifecycleConfiguration", {}).get("Rules"))
        kept["days"] = _shortest(rules, lambda rule: rule.get("ExpirationInDays"))
        kept["days of old versions"] = _shortest(
            rules, lambda rule: rule.get("NoncurrentVersionExpiration", {}).get("NoncurrentDays")
        )
    return kept


def _plan(_resource: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    """By each rule, for how long it keeps what it backs up."""
    rules = listed(properties.get("BackupPlan", {}).get("BackupPlanRule"))
    return {
        f"days of {rule.get('RuleName', number)}": rule.get("Lifecycle", {}).get("DeleteAfterDays", NEVER_DELETED)
        for number, rule in enumerate(rules)
    }


def _selection(_resource: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    selected = properties.get("BackupSelection", {})
    # What tags choose is text that nobody here can compare: any change of it counts.
    tags = as_text([selected[name] for name in ("ListOfTags", "Conditions") if name in selected])
    return {"backed up": [as_text(one) for one in listed(selected.get("Resources"))], "by tags": tags}


def _vault(resource: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "retained": resource.get("DeletionPolicy") in ("Retain", "RetainExceptOnCreate", "Snapshot"),
        "locked for days": properties.get("LockConfiguration", {}).get("MinRetentionDays", 0),
    }


_BACKUPS: Final[dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]]] = {
    "AWS::Backup::BackupPlan": _plan,
    "AWS::Backup::BackupSelection": _selection,
    "AWS::Backup::BackupVault": _vault,
}


def _shortest(rules: list[dict[str, Any]], days_of: Callable[[dict[str, Any]], Any]) -> dict[str, int]:
    """After how many days the whole of a bucket goes, and what lies under a prefix of its own."""
    shortest = {"in all": NEVER_DELETED}
    for rule in rules:
        days = days_of(rule)
        if rule.get("Status") == "Enabled" and isinstance(days, int):
            where = rule.get("Prefix") or "in all"
            shortest[where] = min(days, shortest.get(where, NEVER_DELETED))
    return shortest


def _lock(properties: dict[str, Any]) -> dict[str, Any]:
    default = properties.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention", {})
    days = default.get("Days", 0) + 365 * default.get("Years", 0)
    return {"compliance mode": default.get("Mode") == "COMPLIANCE", "days": days, "locked": bool(default)}
