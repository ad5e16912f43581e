"""Several parameters in one call are authorized one by one, as AWS does it."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import DEV, REGION, CloudProcess, ServerProcess
from tests.localcloud.ministack.principals import DENIED, allow, make_user, refused, unique

pytestmark = pytest.mark.cloud
_ACTIONS = ["ssm:GetParameters", "ssm:DeleteParameters"]


def _arn(name: str) -> str:
    return f"arn:aws:ssm:{REGION}:{DEV}:parameter{name}"


def _two(server: ServerProcess) -> tuple[str, str]:
    names = (f"/{unique('exports')}/a", f"/{unique('others')}/b")
    for name in names:
        server.client("ssm", DEV).put_parameter(Name=name, Value="1", Type="String")
    return names


@pytest.mark.enforces(
    "Systems Manager: GetParameters and DeleteParameters are asked about each parameter",
    source="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html",
)
def test_each_parameter_is_asked_about(cloud: CloudProcess) -> None:
    mine, other = _two(cloud)
    ssm = cloud.client("ssm", session=make_user(cloud, DEV, allow(_ACTIONS, _arn(mine))))
    for names in ([mine, other], [other, mine]):
        with refused(*DENIED):
            ssm.get_parameters(Names=names)
        with refused(*DENIED):
            ssm.delete_parameters(Names=names)
    assert [item["Name"] for item in ssm.get_parameters(Names=[mine])["Parameters"]] == [mine]
    assert ssm.delete_parameters(Names=[mine])["DeletedParameters"] == [mine]


def test_a_version_or_an_arn_names_the_same_parameter(cloud: CloudProcess) -> None:
    mine, _ = _two(cloud)
    ssm = cloud.client("ssm", session=make_user(cloud, DEV, allow(_ACTIONS, _arn(mine))))
    assert len(ssm.get_parameters(Names=[f"{mine}:1"])["Parameters"]) == 1


def test_ministack_alone_asks_about_all(alone: ServerProcess) -> None:
    mine, _ = _two(alone)
    ssm = alone.client("ssm", session=make_user(alone, DEV, allow(_ACTIONS, _arn(mine))))
    with refused(*DENIED):
        ssm.get_parameters(Names=[mine])
