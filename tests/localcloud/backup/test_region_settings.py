"""What AWS Backup may act on: everything, until somebody turns a kind off in an account and region."""

from __future__ import annotations

from typing import Any

from tests.localcloud.cloud_process import DEV, PROD, CloudProcess

OPT_IN = "ResourceTypeOptInPreference"


def settings(cloud: CloudProcess, account: str) -> dict[str, Any]:
    found: dict[str, Any] = cloud.client("backup", account).describe_region_settings()
    return found


def test_everything_is_opted_in_until_somebody_turns_it_off_in_that_account(cloud: CloudProcess) -> None:
    assert settings(cloud, DEV)[OPT_IN]["DynamoDB"]
    client = cloud.client("backup", DEV)
    client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": False})
    try:
        assert not settings(cloud, DEV)[OPT_IN]["DynamoDB"]
        assert settings(cloud, DEV)[OPT_IN]["S3"]
        assert settings(cloud, PROD)[OPT_IN]["DynamoDB"]
    finally:
        client.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": True})


def test_what_backup_manages_itself_is_kept_beside_it(cloud: CloudProcess) -> None:
    cloud.client("backup", PROD).update_region_settings(ResourceTypeManagementPreference={"DynamoDB": True})
    assert settings(cloud, PROD)["ResourceTypeManagementPreference"] == {"DynamoDB": True}
    assert settings(cloud, PROD)[OPT_IN]["DynamoDB"]
