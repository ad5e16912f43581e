from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import TOOLS
from tests.localcloud.ministack.principals import unique
from tests.preflight.readiness import Readiness

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("preflight")]


@pytest.mark.parametrize("service", ["codeconnections", "codestar-connections"])
def test_a_connection_that_nobody_authorized(ready: Readiness, service: str) -> None:
    client, name = ready.cloud.client(service), unique("connection")
    arn = client.create_connection(ConnectionName=name)["ConnectionArn"]
    ready.settings["connection_arn"] = arn
    line = ready.to_do("connection")
    assert (line.place, line.text) == ("tools", f"{name} is PENDING")
    assert "Update pending connection" in line.remedy
    client.delete_connection(ConnectionArn=arn)


def test_a_connection_that_is_not_there(ready: Readiness) -> None:
    client = ready.cloud.client("codeconnections", TOOLS)
    arn = client.create_connection(ConnectionName=unique("connection"))["ConnectionArn"]
    client.delete_connection(ConnectionArn=arn)
    ready.settings["connection_arn"] = arn
    assert ready.to_do("connection").text == f"there is no connection {arn}"
