"""A parameter keeps its newest 100 versions, as on AWS."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import refused, unique

pytestmark = pytest.mark.cloud
SOURCE = "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html"


def put(server: ServerProcess, name: str, times: int) -> int:
    """Puts one version after the other; the newest one's number."""
    ssm = server.client("ssm", DEV)
    for number in range(times):
        newest = ssm.put_parameter(Name=name, Value=str(number), Type="String", Overwrite=True)["Version"]
    return int(newest)


def kept(server: ServerProcess, name: str) -> list[int]:
    pages = server.client("ssm", DEV).get_paginator("get_parameter_history").paginate(Name=name)
    return [entry["Version"] for page in pages for entry in page["Parameters"]]


@pytest.mark.enforces("Systems Manager: a parameter has its newest 100 versions", source=SOURCE)
def test_the_oldest_version_goes_when_there_are_more(cloud: CloudProcess) -> None:
    name = f"/{unique('versions')}"
    assert put(cloud, name, 103) == 103
    assert kept(cloud, name) == list(range(4, 104))
    ssm = cloud.client("ssm", DEV)
    assert ssm.get_parameter(Name=name)["Parameter"]["Value"] == "102"
    assert ssm.get_parameter(Name=f"{name}:4")["Parameter"]["Value"] == "3"
    with refused("ParameterVersionNotFound"):
        ssm.get_parameter(Name=f"{name}:3")


@pytest.mark.enforces("Systems Manager: the oldest of 100 versions cannot go while it has a label", source=SOURCE)
def test_a_label_on_the_oldest_version_refuses_one_more(cloud: CloudProcess) -> None:
    name, ssm = f"/{unique('labelled')}", cloud.client("ssm", DEV)
    put(cloud, name, 100)
    ssm.label_parameter_version(Name=name, ParameterVersion=1, Labels=["live"])
    with refused("ParameterMaxVersionLimitExceeded"):
        put(cloud, name, 1)
    assert kept(cloud, name) == list(range(1, 101))
    ssm.label_parameter_version(Name=name, ParameterVersion=2, Labels=["live"])
    assert put(cloud, name, 1) == 101
    assert kept(cloud, name) == list(range(2, 102))


def test_ministack_alone_keeps_all(alone: ServerProcess) -> None:
    name = f"/{unique('versions')}"
    put(alone, name, 103)
    assert len(kept(alone, name)) == 103
