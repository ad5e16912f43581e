"""Deployed REST APIs: who may call them, from which account, and what a refused or failed call gets."""

from __future__ import annotations

import pytest

from tests.localcloud.cloud_process import DEV, TOOLS, CloudProcess, ServerProcess
from tests.localcloud.ministack.functions import Api, make_api
from tests.localcloud.ministack.principals import allow, make_role, make_user, trust

pytestmark = pytest.mark.cloud
_GOOD = {"name": "thing"}


@pytest.fixture(scope="module")
def api(cloud: CloudProcess) -> Api:
    """An API in dev whose function sends the body back."""
    return make_api(cloud)


def test_a_signed_call_reaches_the_function(cloud: CloudProcess, api: Api) -> None:
    answer = api.post(_GOOD, cloud.session(DEV))
    assert (answer.status, answer.json()) == (200, _GOOD)


def test_a_permission_for_exactly_this_call_is_enough(cloud: CloudProcess, api: Api) -> None:
    caller = make_user(cloud, DEV, allow("execute-api:Invoke", api.arn()))
    assert api.post(_GOOD, caller).status == 200


def test_a_role_of_the_api_s_account_assumed_from_another_may_call(cloud: CloudProcess, api: Api) -> None:
    trusted = trust(AWS=f"arn:aws:iam::{TOOLS}:root")
    role = make_role(cloud, DEV, trusted=trusted, policy=allow("execute-api:Invoke", api.arn()))
    assert api.post(_GOOD, cloud.assume(role, by=TOOLS)).status == 200


@pytest.mark.enforces(
    "API Gateway: a method with IAM authorization refuses an unsigned call",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-permissions-to-invoke-api.html",
)
def test_an_unsigned_call_gets_the_api_s_own_refusal(api: Api) -> None:
    answer = api.post(_GOOD, None)
    assert (answer.status, answer.json()["kind"]) == (403, "MISSING_AUTHENTICATION_TOKEN")
    assert answer.headers["access-control-allow-origin"] == "https://app.example"


@pytest.mark.enforces(
    "API Gateway: a wrong signature is refused",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html",
)
def test_a_wrongly_signed_call_gets_the_api_s_own_refusal(cloud: CloudProcess, api: Api) -> None:
    answer = api.post(_GOOD, cloud.session(DEV), spoil_signature=True)
    assert (answer.status, answer.json()["kind"]) == (403, "INVALID_SIGNATURE")


@pytest.mark.enforces(
    "API Gateway: the caller needs execute-api:Invoke on the method",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-permissions-to-invoke-api.html",
)
@pytest.mark.parametrize("path", ["things", "elsewhere"])
def test_a_caller_without_the_permission_gets_the_api_s_own_refusal(cloud: CloudProcess, api: Api, path: str) -> None:
    caller = make_user(cloud, DEV, allow("execute-api:Invoke", api.arn(path="other")))
    answer = api.post(_GOOD, caller, path=path)
    assert answer.status == 403
    assert answer.json()["kind"] in ("ACCESS_DENIED", "MISSING_AUTHENTICATION_TOKEN")


@pytest.mark.enforces(
    "API Gateway: a caller of another account needs the API's resource policy as well",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html",
)
def test_another_account_needs_the_api_s_own_policy(cloud: CloudProcess, api: Api) -> None:
    answer = api.post(_GOOD, cloud.session(TOOLS))
    assert (answer.status, answer.json()["kind"]) == (403, "ACCESS_DENIED")


def test_an_open_method_is_open_to_everybody(cloud: CloudProcess) -> None:
    open_api = make_api(cloud, authorization="NONE")
    assert open_api.post(_GOOD, None).status == 200
    assert open_api.post(_GOOD, cloud.session(TOOLS)).status == 200


def test_ministack_alone_finds_no_api_of_another_account(alone: ServerProcess) -> None:
    assert make_api(alone, authorization="NONE").post(_GOOD, None).status == 404


@pytest.mark.enforces(
    "API Gateway: a request validator holds the body to the method's model",
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
)
@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, '[object has missing required properties (["name"])]'),
        (
            {"name": "thing", "x": 1},
            '[object instance has properties which are not allowed by the schema: ["x"]]',
        ),
        (
            {"name": 5},
            '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]',
        ),
        ({"name": "too long"}, "[string is too long (length: 8, maximum allowed: 5)]"),
        (
            {"name": "thing", "size": 0},
            "[numeric instance is lower than the required minimum (minimum: 1, found: 0)]",
        ),
        (b"{", "[Invalid JSON]"),
    ],
)
def test_a_body_that_the_model_forbids_is_refused_with_the_reason(
    cloud: CloudProcess, api: Api, body: object, why: str
) -> None:
    answer = api.post(body, cloud.session(DEV))
    assert answer.status == 400
    assert answer.json() == {"kind": "BAD_REQUEST_BODY", "why": why}


def test_a_body_of_a_content_type_without_a_model_is_not_validated(cloud: CloudProcess, api: Api) -> None:
    assert api.post(b"{", cloud.session(DEV), content_type="text/plain").status == 200
    assert api.post(b"{", cloud.session(DEV), content_type="Application/JSON; charset=utf-8").status == 400


def test_ministack_alone_validates_any_content_type_as_json(alone: ServerProcess) -> None:
    api = make_api(alone)
    apigateway = alone.client("apigateway", DEV)
    (resource,) = [
        found for found in apigateway.get_resources(restApiId=api.api_id)["items"] if found["path"] == "/things"
    ]
    validator = apigateway.create_request_validator(restApiId=api.api_id, name="body", validateRequestBody=True)
    apigateway.update_method(
        restApiId=api.api_id,
        resourceId=resource["id"],
        httpMethod="POST",
        patchOperations=[{"op": "replace", "path": "/requestValidatorId", "value": validator["id"]}],
    )
    assert api.post(b"{", alone.session(DEV), content_type="text/plain").status == 400


def test_ministack_alone_does_not_validate_what_a_stack_says(alone: ServerProcess) -> None:
    assert make_api(alone).post({}, alone.session(DEV)).status == 200


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("def handler(event, context):\n    raise ValueError('the secret reason')\n", id="raises"),
        pytest.param("def handler(event, context):\n    return {'no': 'status'}\n", id="answers in another form"),
        pytest.param("import absent\n", id="cannot be imported"),
    ],
)
def test_a_failing_function_gives_the_api_s_own_answer_without_its_reason(cloud: CloudProcess, code: str) -> None:
    answer = make_api(cloud, code).post(_GOOD, cloud.session(DEV))
    assert (answer.status, answer.json()["kind"]) == (502, "DEFAULT_5XX")
    assert b"secret" not in answer.body


def test_a_late_function_gives_the_api_s_own_time_out(cloud: CloudProcess) -> None:
    waits = "import time\n\ndef handler(event, context):\n    time.sleep(5)\n"
    answer = make_api(cloud, waits, timeout_ms=300).post(_GOOD, cloud.session(DEV))
    assert (answer.status, answer.json()["kind"]) == (504, "INTEGRATION_TIMEOUT")


def test_ministack_alone_tells_the_caller_why_the_function_failed(alone: ServerProcess) -> None:
    raises = "def handler(event, context):\n    raise ValueError('the secret reason')\n"
    answer = make_api(alone, raises).post(_GOOD, alone.session(DEV))
    assert answer.status == 502
    assert b"the secret reason" in answer.body


@pytest.mark.enforces(
    "Lambda: an API invokes a function only where the function's policy lets it",
    source="https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
)
def test_a_function_that_does_not_let_the_api_invoke_it_is_not_invoked(cloud: CloudProcess) -> None:
    answer = make_api(cloud, permitted_path="others").post(_GOOD, cloud.session(DEV))
    assert (answer.status, answer.json()["kind"]) == (500, "API_CONFIGURATION_ERROR")


def test_ministack_alone_invokes_a_function_that_does_not_let_the_api(alone: ServerProcess) -> None:
    answer = make_api(alone, permitted_path="others").post(_GOOD, alone.session(DEV))
    assert answer.status == 200
