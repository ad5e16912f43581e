"""Procedures of the runbook that need an account and no pipeline, followed as they stand."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feature_stacks.naming import PRODUCT
from tests.e2e.checkout import PROJECT
from tests.e2e.executable_page import Reader
from tests.e2e.runbook_operator import RUNBOOK
from tests.localcloud.cloud_process import PROD, CloudProcess

pytestmark = pytest.mark.cloud
TABLE = f"{PRODUCT}-cv-tailored-artifacts-table-prod"
SECRET = f"anthropic-{PRODUCT}-prod"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CloudProcess]:
    folder = tmp_path_factory.mktemp("recovery")
    with CloudProcess(state_dir=folder / "state", toolchain_dir=folder / "toolchain") as process:
        yield process


class Person:
    """Who follows a section with prod's credentials, in a folder that has what a checkout has."""

    def __init__(self, cloud: CloudProcess, folder: Path) -> None:
        (folder / ".venv").symlink_to(PROJECT / ".venv")
        (folder / "delivery").symlink_to(PROJECT / "delivery")
        self.all_was_well = ""
        self._cloud, self._folder = cloud, folder
        plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self._reader = Reader(
            folder=folder,
            environment=plain,
            person={
                "takes credentials of prod": lambda: self._reader.environment.update(cloud.environment(PROD)),
                "gives them back": lambda: self._reader.environment.clear(),
                "says when all was well": self._say_when,
                "writes the new key into a file": self._write_key,
            },
            scratch=folder,
        )

    def follow(self, section: str) -> str:
        self._reader.follow(RUNBOOK, section)
        return "\n".join(self._reader.output)

    def _say_when(self) -> None:
        self._reader.environment["ALL_WAS_WELL"] = self.all_was_well

    def _write_key(self) -> None:
        (self._folder / "key.txt").write_text("another key")


@pytest.fixture
def person(cloud: CloudProcess, tmp_path: Path) -> Person:
    return Person(cloud, tmp_path)


def make_table(dynamodb: Any) -> None:
    names = ("application_id", "created_at")
    dynamodb.create_table(
        TableName=TABLE,
        KeySchema=[
            {"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=True)
        ],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.update_continuous_backups(
        TableName=TABLE, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )


def put(dynamodb: Any, application: str, text: str) -> None:
    item = {"application_id": application, "created_at": "2026-01-01", "text": text}
    dynamodb.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})


def texts(dynamodb: Any) -> dict[str, str]:
    found = dynamodb.scan(TableName=TABLE)["Items"]
    return {item["application_id"]["S"]: item["text"]["S"] for item in found}


def test_a_table_restored_to_a_point_in_time(cloud: CloudProcess, person: Person) -> None:
    dynamodb = cloud.client("dynamodb", PROD)
    make_table(dynamodb)
    put(dynamodb, "lost", "before")
    put(dynamodb, "rewritten", "before")
    time.sleep(1.1)  # a restore is asked for in whole seconds
    person.all_was_well = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    time.sleep(1.1)
    dynamodb.delete_item(TableName=TABLE, Key={"application_id": {"S": "lost"}, "created_at": {"S": "2026-01-01"}})
    put(dynamodb, "rewritten", "since then")
    put(dynamodb, "new", "since then")
    printed = person.follow("A table restored to a point in time")
    assert texts(dynamodb) == {"lost": "before", "rewritten": "since then", "new": "since then"}
    assert f"1 items put back into {TABLE}; 1 that it has stay as they are" in printed
    assert dynamodb.list_tables()["TableNames"] == [TABLE]


def test_a_lost_secret(cloud: CloudProcess, person: Person) -> None:
    secrets = cloud.client("secretsmanager", PROD)
    secrets.create_secret(Name=SECRET, SecretString="a key")
    secrets.delete_secret(SecretId=SECRET)
    with pytest.raises(secrets.exceptions.InvalidRequestException):
        secrets.get_secret_value(SecretId=SECRET)
    person.follow("A lost secret")
    assert secrets.get_secret_value(SecretId=SECRET)["SecretString"] == "another key"
