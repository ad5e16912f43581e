"""Nothing of a person leaves the service but in the answer to its owner: markers planted in every field of CV, posting
and request are searched in the function's logs and the metrics in them, in traces, in keys, and in answers to failures.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any

import pytest

from delivery.service_client import ServiceResponse
from tests.service.deployed_service import IDEMPOTENCY_TABLE, Applicant, DeployedService, sample

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

REQUESTS = 15
Break = Callable[[DeployedService, Applicant], AbstractContextManager[None]]


@pytest.fixture
def mark() -> str:
    """A word that nobody else writes."""
    return f"zzyzx{secrets.token_hex(4)}"


def marked(value: Any, mark: str) -> Any:
    """`value` with the marker in each of its texts."""
    if isinstance(value, dict):
        return {key: marked(entry, mark) for key, entry in value.items()}
    if isinstance(value, list):
        return [marked(entry, mark) for entry in value]
    return f"{value} {mark}" if isinstance(value, str) else value


def personal(service: DeployedService, mark: str) -> Applicant:
    """Somebody whose CV and job hold the marker in every text, personal data included."""
    cv = marked(sample("cv"), mark)
    # Another word than in the other texts: a model must not be shown whose name or address it is, wherever that occurs.
    cv["contact_info"] = marked(sample("cv")["contact_info"], f"who{mark}")
    cv["contact_info"]["email"] = f"who{mark}@example.com"
    return service.plant(cv=cv, job=marked(sample("job"), mark))


def nothing(service: DeployedService, applicant: Applicant) -> AbstractContextManager[None]:
    return nullcontext()


def store(service: DeployedService, applicant: Applicant) -> AbstractContextManager[None]:
    return service.denied("dynamodb:PutItem", service.table_arn(service.artifacts_table))


def registration(service: DeployedService, applicant: Applicant) -> AbstractContextManager[None]:
    return service.denied("dynamodb:*", service.table_arn(IDEMPOTENCY_TABLE))


@contextmanager
def cv_record(service: DeployedService, applicant: Applicant) -> Iterator[None]:
    """A CV whose text is where an object should be, under a name that is text of the person's as well."""
    text = sample("cv")["contact_info"]["full_name"]
    service.plant_cv(applicant, {"contact_info": {"full_name": [text]}, "summary": {text: text}})
    yield


@contextmanager
def job_record(service: DeployedService, applicant: Applicant) -> Iterator[None]:
    service.plant_job({"job_id": applicant.job_id, "title": {"Staff": "Engineer"}, "years_required": "many"})
    yield


@pytest.mark.parametrize(
    ("breaks", "status"), [(nothing, 200), (store, 503), (registration, 503), (cv_record, 422), (job_record, 422)]
)
def test_no_marker_in_logs_metrics_headers_keys_and_errors(
    service: DeployedService, mark: str, breaks: Break, status: int
) -> None:
    applicant = personal(service, mark)
    before = len(service.log_lines())
    with breaks(service, applicant):
        answer = service.post(applicant.request(include_gap_analysis=True), Idempotency_Key=f"key-{mark}")
    assert answer.status == status
    lines = service.log_lines()[before:]
    assert any('"CloudWatchMetrics"' in line for line in lines), "the service measures something"
    assert any('"level"' in line for line in lines), "the service logs something"
    assert_nowhere(mark, lines, written_by(service), headers_and_failure(answer))
    for text in personal_texts():
        assert_nowhere(text, lines, written_by(service), headers_and_failure(answer))


def test_refused_values_are_not_repeated_in_logs(service: DeployedService, mark: str) -> None:
    body = {
        "user_id": f"{mark} <a@example.com>",
        "application_id": {mark: mark},
        "job_id": [mark],
        "cv_version": mark,
        "style_preferences": {"tone": mark, f"{mark} {mark}": mark},
        f"{mark}@example.com": mark,
    }
    answer = service.post(body, Content_Type="text/plain", Idempotency_Key=f"{mark} {mark}")
    assert answer.status == 415
    assert_nowhere(mark, service.log_lines(), headers_and_failure(answer))


def test_ids_of_a_request_are_in_no_log_line(service: DeployedService, applicant: Applicant) -> None:
    assert service.post(applicant.request()).status == 200
    assert service.post(applicant.request(job_id=f"{applicant.job_id}-absent")).status == 404
    for identifier in (applicant.user_id, applicant.application_id, applicant.job_id):
        assert_nowhere(identifier, service.log_lines())


class TraceDaemon:
    """Where the function's X-Ray SDK sends its segments, as it does to the daemon beside it on AWS."""

    def __init__(self, datagrams: socket.socket) -> None:
        self._datagrams = datagrams

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._datagrams.getsockname()[1]}"

    def segments(self, *, until: str) -> list[str]:
        """What arrives up to the segment of that name, which a request sends last."""
        received: list[str] = []
        while not received or json.loads(received[-1])["name"] != until:
            received.append(self._datagrams.recv(65_535).decode().partition("\n")[2])
        return received


@pytest.fixture
def daemon() -> Iterator[TraceDaemon]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(30)
        datagrams.bind(("127.0.0.1", 0))
        yield TraceDaemon(datagrams)


@pytest.mark.parametrize(("breaks", "status"), [(nothing, 200), (store, 503), (cv_record, 422)])
def test_no_marker_in_traces(
    service: DeployedService, daemon: TraceDaemon, mark: str, breaks: Break, status: int
) -> None:
    applicant = personal(service, mark)
    with service.configured(AWS_XRAY_DAEMON_ADDRESS=daemon.address), breaks(service, applicant):
        segments = traced(service, daemon, applicant.request(include_gap_analysis=True), status=status)
    assert any(json.loads(segment)["name"] == "dynamodb" for segment in segments), "the calls to AWS are traced"
    for text in (mark, *personal_texts()):
        assert_nowhere(text, segments)


def traced(service: DeployedService, daemon: TraceDaemon, request: dict[str, Any], *, status: int) -> list[str]:
    """The segments of a request. Lambda traces the first of each second, and few of those that follow in it."""
    for _ in range(REQUESTS):
        assert service.post(request).status == status
        with suppress(TimeoutError):
            return daemon.segments(until="## handler")
    raise AssertionError(f"none of {REQUESTS} requests was traced")


def personal_texts() -> list[str]:
    contact = sample("cv")["contact_info"]
    return [contact["full_name"], contact["email"], contact["phone"], "Tidewater", "Brightwater"]


def written_by(service: DeployedService) -> list[str]:
    """Keys of everything that the service wrote; what lies under them is the CV itself."""
    keys = [*service.table_keys(service.artifacts_table), *service.table_keys(IDEMPOTENCY_TABLE)]
    return [*service.objects("tailored-cvs/"), *(json.dumps(key) for key in keys)]


def headers_and_failure(answer: ServiceResponse) -> list[str]:
    return [json.dumps(dict(answer.headers)), *([answer.body.decode()] if answer.status != 200 else [])]


def assert_nowhere(text: str, *places: list[str]) -> None:
    found = [line for place in places for line in place if text.casefold() in line.casefold()]
    assert found == []
