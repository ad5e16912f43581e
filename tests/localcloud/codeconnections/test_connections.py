"""Connections: authorized where they were not made here, PENDING where they were, under both names of the service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.localcloud.cloud_process import FOREIGN, REGION, TOOLS, CloudProcess
from tests.localcloud.codepipeline.pipeline_parts import CONNECTION
from tests.localcloud.ministack.principals import DENIED, allow, make_user, refused, unique

NAMES = ("codeconnections", "codestar-connections")


@pytest.fixture(params=NAMES)
def pending(cloud: CloudProcess, request: pytest.FixtureRequest) -> Iterator[str]:
    """A connection of either name that nobody has authorized."""
    client = cloud.client(request.param)
    arn = client.create_connection(ConnectionName=unique("connection"), ProviderType="GitHub")["ConnectionArn"]
    yield arn
    client.delete_connection(ConnectionArn=arn)


@pytest.mark.parametrize("name", NAMES)
def test_a_connection_that_settings_name_is_available(cloud: CloudProcess, name: str) -> None:
    arn = f"arn:aws:{name}:{REGION}:{TOOLS}:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f"
    assert cloud.client(name).get_connection(ConnectionArn=arn)["Connection"]["ConnectionStatus"] == "AVAILABLE"


def test_a_connection_that_was_made_by_the_api_is_pending(cloud: CloudProcess, pending: str) -> None:
    client = cloud.client(pending.split(":")[2])
    assert client.get_connection(ConnectionArn=pending)["Connection"]["ConnectionStatus"] == "PENDING"
    assert pending in [found["ConnectionArn"] for found in client.list_connections()["Connections"]]


def test_a_deleted_connection_and_one_of_another_account_are_not_found(cloud: CloudProcess) -> None:
    client = cloud.client("codeconnections")
    arn = client.create_connection(ConnectionName=unique("connection"))["ConnectionArn"]
    client.delete_connection(ConnectionArn=arn)
    with refused("ResourceNotFoundException"):
        client.get_connection(ConnectionArn=arn)
    with refused("ResourceNotFoundException"):
        client.get_connection(ConnectionArn=CONNECTION.replace(TOOLS, FOREIGN))


def test_reading_a_connection_needs_the_permission(cloud: CloudProcess) -> None:
    nobody = make_user(cloud, TOOLS, allow("codestar-connections:ListConnections", "*"))
    with refused(*DENIED):
        cloud.client("codestar-connections", session=nobody).get_connection(ConnectionArn=CONNECTION)
