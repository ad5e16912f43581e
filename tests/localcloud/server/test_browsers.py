"""Web pages of other sites reach nothing of the local cloud, and its own clients notice nothing of that."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

from localcloud.aws.identity.clients import service_model
from localcloud.server.browsers import refusal
from tests.localcloud.cloud_process import TOOLS, CloudProcess

HERE = "127.0.0.1:4566"
EVIL = "https://evil.example"

OWN_HOSTS = (
    HERE,
    "localhost:4566",
    "LOCALHOST",
    "[::1]:4566",
    "127.0.0.2",
    "bucket.s3.localhost:4566",
    "abc123.execute-api.us-east-1.amazonaws.com",
    "sts.cn-north-1.amazonaws.com.cn",
)
FOREIGN_HOSTS = (
    "evil.example",
    "evil.example:4566",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "amazonaws.com.evil.example",
    "evil-amazonaws.com",
    "evillocalhost",
    "127.0.0.1@evil.example",
    "192.0.2.7",
    "0.0.0.0",  # noqa: S104 - a name that is refused
    "2130706433",
    "[::ffff:192.0.2.7]",
    "[broken",
)


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_names_of_this_machine_and_of_aws_are_answered(host: str) -> None:
    assert refusal("POST", "/", {"host": host}) == ""


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
@pytest.mark.parametrize("path", ["/", "/_localcloud/health", "/_aws/execute-api/abc/v1/"])
def test_other_names_are_refused_on_every_path(host: str, path: str) -> None:
    assert host in refusal("GET", path, {"host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": EVIL},
        {"origin": "null"},
        {"origin": "http://localhost:4566"},
        {"origin": f"https://{HERE}"},
        {"origin": f"http://{HERE}.evil.example"},
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "http://[broken"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
def test_a_page_of_another_place_is_refused(headers: dict[str, str]) -> None:
    for path in ("/", "/bucket", "/_localcloud/git/push"):
        assert refusal("POST", path, {"host": HERE, **headers})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": f"http://{HERE}"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin"},
    ],
)
def test_clients_and_pages_from_here_go_on(headers: dict[str, str]) -> None:
    assert refusal("POST", "/", {"host": HERE, **headers}) == ""


def test_a_link_may_be_followed() -> None:
    followed = {"host": HERE, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert refusal("GET", "/", followed) == ""


@pytest.mark.parametrize("path", ["/_aws/execute-api/abc123/v1/api", "/restapis/abc123/v1/_user_request_/api"])
def test_a_deployed_api_decides_itself_which_pages_may_call_it(path: str) -> None:
    assert refusal("OPTIONS", path, {"host": HERE, "origin": "https://app.example"}) == ""


def _ask(cloud: CloudProcess, method: str, path: str, **headers: str) -> tuple[int, bytes]:
    place = urlsplit(cloud.endpoint_url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=30)
    try:
        connection.request(method, path, b"", {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("headers", [{"Origin": EVIL}, {"Host": "evil.example"}])
def test_the_server_refuses_what_a_foreign_page_sends(
    cloud: CloudProcess, method: str, headers: dict[str, str]
) -> None:
    status, answer = _ask(cloud, method, "/bucket-of-a-page", **headers)
    assert status == 403
    assert b"local cloud" in answer


@pytest.mark.enforces(
    "S3: buckets are made and listed by somebody who has signed",
    source="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
)
@pytest.mark.parametrize(("method", "path"), [("PUT", "/bucket-of-nobody"), ("GET", "/")])
def test_an_unsigned_request_neither_makes_nor_lists_buckets(cloud: CloudProcess, method: str, path: str) -> None:
    status, answer = _ask(cloud, method, path)
    assert (status, b"<Code>AccessDenied</Code>" in answer) == (403, True)
    names = {bucket["Name"] for bucket in cloud.client("s3", TOOLS).list_buckets()["Buckets"]}
    assert "bucket-of-nobody" not in names


def test_an_answer_has_one_request_id(cloud: CloudProcess) -> None:
    ids: list[list[str]] = []
    client = cloud.client("codepipeline", TOOLS)
    client.meta.events.register(
        "after-call.codepipeline.ListPipelines",
        lambda http_response, **_others: ids.append(http_response.raw.headers.getlist("x-amzn-requestid")),
    )
    client.list_pipelines()
    assert [len(found) for found in ids] == [1]


@pytest.mark.enforces(
    "IAM: a signature made for another service is refused",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html",
)
@pytest.mark.parametrize("service", ["codepipeline", "dynamodb", "logs"])
def test_a_signature_for_another_service_is_refused(cloud: CloudProcess, service: str) -> None:
    client = cloud.client(service, TOOLS)
    operation = {"codepipeline": "list_pipelines", "dynamodb": "list_tables", "logs": "describe_log_groups"}[service]
    getattr(client, operation)()
    client._request_signer._signing_name = "sns"
    with pytest.raises(client.exceptions.ClientError) as refused:
        getattr(client, operation)()
    assert "Credential should be scoped to correct service" in str(refused.value)


@pytest.mark.parametrize("service", ["dynamodb", "codebuild"])
def test_a_body_nested_beyond_reading_is_the_callers_mistake(cloud: CloudProcess, service: str) -> None:
    client = cloud.client(service, TOOLS)
    operation = {"dynamodb": "ListTables", "codebuild": "ListProjects"}[service]
    assert operation in service_model(service).operation_names
    deep = '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    client.meta.events.register(
        f"before-call.{service}.{operation}", lambda params, **_others: params.update(body=deep.encode())
    )
    with pytest.raises(client.exceptions.ClientError) as refused:
        client._make_api_call(operation, {})
    answer = refused.value.response
    assert (answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Code"]) == (400, "SerializationException")
