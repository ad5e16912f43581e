"""An integration over 29 s needs the account's quota raised first."""

from __future__ import annotations

import pytest

from localcloud.aws.limits.quotas import INTEGRATION_TIMEOUT
from tests.localcloud.cloud_process import DEV, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import ANSWERING, api_resources
from tests.localcloud.ministack.principals import refused, unique
from tests.localcloud.ministack.stacks import create_stack, delete_stack, describe, failure_reasons, update_stack


def _integration(server: ServerProcess, account: str, milliseconds: int) -> None:
    """Make an API with one integration of that time-out."""
    client = server.client("apigateway", account)
    api = client.create_rest_api(name=unique("api"))
    method = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
    client.put_method(**method, authorizationType="AWS_IAM")
    mock = {**method, "type": "MOCK"}
    client.put_integration(**mock, timeoutInMillis=29_000)
    with refused("BadRequestException"):
        client.put_integration(**mock, timeoutInMillis=milliseconds)
    with refused("BadRequestException"):
        change = {"op": "replace", "path": "/timeoutInMillis", "value": str(milliseconds)}
        client.update_integration(**method, patchOperations=[change])


@pytest.mark.enforces(
    "API Gateway: an integration waits at most 29 s, until the quota is raised",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html",
)
def test_over_29_seconds_a_stack_fails_until_the_quota_is_raised(new_cloud: CloudProcess) -> None:
    resources = api_resources(ANSWERING, timeout_ms=29_001)
    stack = create_stack(new_cloud, resources)
    assert describe(new_cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "Timeout should be between 50 ms and 29000 ms" in failure_reasons(new_cloud, stack)
    delete_stack(new_cloud, stack)
    new_cloud.client("service-quotas", DEV).request_service_quota_increase(
        ServiceCode="apigateway", QuotaCode=INTEGRATION_TIMEOUT.code, DesiredValue=60_000
    )
    again = create_stack(new_cloud, resources)
    assert describe(new_cloud, again)["StackStatus"] == "CREATE_COMPLETE"
    resources["Post"]["Properties"]["Integration"]["TimeoutInMillis"] = 60_001
    update_stack(new_cloud, again, resources)
    assert describe(new_cloud, again)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    delete_stack(new_cloud, again)


def test_the_api_refuses_it_too(cloud: CloudProcess) -> None:
    for milliseconds in (49, 29_001):
        _integration(cloud, DEV, milliseconds)


def test_ministack_alone_waits_as_long_as_is_asked(alone: ServerProcess) -> None:
    stack = create_stack(alone, api_resources(ANSWERING, timeout_ms=600_000))
    assert describe(alone, stack)["StackStatus"] == "CREATE_COMPLETE"
