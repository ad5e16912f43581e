"""Once for each piece of work: repeats, two at once, the caller's own key, and what happens when records fail."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dal.idempotency_store import WINDOW_SECONDS
from logic.tailoring_service import TailoringService
from models.deadline import Deadline
from models.errors import CorruptRecordError, InvalidRequestError, JobNotFoundError, StorageError, TimeBudgetSpentError
from models.master_cv import MasterCv
from models.request import TailorCvRequest
from models.response import TailorCvData
from tests.unit.backend.conftest import Endpoint
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.planted_cloud import ARTIFACTS, IDEMPOTENCY, PlantedCloud, sample

LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)


def request(**changes: Any) -> TailorCvRequest:
    return TailorCvRequest.model_validate({**sample("request"), **changes})


class Tailor:
    """The service with a deadline and no header unless one is given."""

    def __init__(self, service: TailoringService, deadline: Deadline) -> None:
        self.service = service
        self.deadline = deadline

    def __call__(self, header: str | None = None, **changes: Any) -> TailorCvData:
        return self.service.tailor(request(**changes), idempotency_key=header, deadline=self.deadline)


@pytest.fixture
def tailor(service: TailoringService, deadline: Deadline) -> Tailor:
    return Tailor(service, deadline)


def test_repeat_gets_the_stored_answer(tailor: Tailor, cloud: PlantedCloud) -> None:
    first, second = tailor(), tailor()
    assert first.model_dump_json(exclude_unset=True) == second.model_dump_json(exclude_unset=True)
    assert len(cloud.artifacts) == 1


def test_repeat_needs_neither_the_job_nor_the_cv(tailor: Tailor, cloud: PlantedCloud) -> None:
    first = tailor()
    cloud.s3.objects.clear()
    assert tailor().metadata == first.metadata


@pytest.mark.parametrize("header", [None, "key-1"])
def test_cv_that_was_replaced_under_its_version_is_tailored_anew(
    tailor: Tailor, cloud: PlantedCloud, header: str | None
) -> None:
    first = tailor(header)
    cloud.plant_cv({**sample("cv"), "contact_info": {"full_name": "Somebody Else"}})
    tailor.service = replace(tailor.service, now=lambda: LATER)
    second = tailor(header)
    assert second.tailored_cv.contact_info.full_name == "Somebody Else"
    assert second.metadata.artifact_key != first.metadata.artifact_key
    assert tailor(header).metadata == second.metadata


def test_posting_that_was_replaced_is_answered_anew(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    cloud.plant_job({**sample("job"), "title": "Gardener"})
    tailor.service = replace(tailor.service, now=lambda: LATER)
    assert tailor().metadata.created_at.startswith("2026-11-20T10")


def test_a_new_cv_takes_three_round_trips_one_after_another(tailor: Tailor, cloud: PlantedCloud) -> None:
    """Registering while job and CV are read, storing, completing the record."""
    tailor()
    assert [
        (operation, parameters["TableName"]) for operation, parameters in cloud.dynamodb.calls if operation != "GetItem"
    ] == [
        ("PutItem", IDEMPOTENCY),
        ("PutItem", ARTIFACTS),
        ("UpdateItem", IDEMPOTENCY),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"user_id": "sample-user-2"},
        {"application_id": "another"},
        {"job_id": "another-job"},
        {"cv_version": 2},
        {"style_preferences": {"tone": "technical"}},
        {"style_preferences": {"formality_level": "low"}},
        {"style_preferences": {"include_summary": False}},
    ],
)
def test_different_request_is_different_work(tailor: Tailor, cloud: PlantedCloud, change: dict[str, Any]) -> None:
    cloud.plant_cv(sample("cv"), user_id="sample-user-2")
    cloud.plant_cv(sample("cv"), version=2)
    cloud.plant_job({**sample("job"), "job_id": "another-job"})
    tailor()
    tailor.service = replace(tailor.service, now=lambda: LATER)
    tailor(**change)
    assert len(cloud.artifacts) == 2


def test_repeat_may_ask_to_be_shown_more_of_the_same_artifact(tailor: Tailor, cloud: PlantedCloud) -> None:
    plain = tailor(include_gap_analysis=False, output_format="json")
    full = tailor(include_gap_analysis=True, output_format="markdown")
    assert (plain.gap_analysis, plain.markdown) == (None, None)
    assert full.gap_analysis is not None
    assert full.markdown is not None
    assert full.metadata == plain.metadata
    assert len(cloud.artifacts) == 1


def test_callers_key_decides_what_is_a_repeat(tailor: Tailor, cloud: PlantedCloud) -> None:
    first = tailor("key-1")
    assert tailor("key-1").metadata == first.metadata
    tailor.service = replace(tailor.service, now=lambda: LATER)
    assert tailor("key-2").metadata.created_at != first.metadata.created_at
    assert len(cloud.artifacts) == 2


def test_key_that_belongs_to_another_request_is_refused(tailor: Tailor) -> None:
    tailor("key-1")
    with pytest.raises(InvalidRequestError) as refused:
        tailor("key-1", cv_version=2)
    assert [detail.field for detail in refused.value.details] == ["Idempotency-Key"]


def test_key_of_another_user_is_another_key(tailor: Tailor, cloud: PlantedCloud) -> None:
    other = sample("cv")
    other["contact_info"]["full_name"] = "Ines Varga"
    cloud.plant_cv(other, user_id="sample-user-2")
    tailor("key-1")
    theirs = tailor("key-1", user_id="sample-user-2", application_id="theirs")
    assert theirs.tailored_cv.contact_info.full_name == "Ines Varga"


def test_record_holds_no_answer_and_no_clear_text(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor("private-key")
    (record,) = cloud.dynamodb.items(IDEMPOTENCY)
    prefix, _, digest = record["id"].partition("#")
    assert (prefix, len(digest)) == ("cv-tailoring", 64)
    written = repr(record)
    for secret in ("private-key", "sample-user-1", "Mirela", "sample-job-1"):
        assert secret not in written
    assert record["status"] == "COMPLETED"


def test_record_ends_with_the_window(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    (record,) = cloud.dynamodb.items(IDEMPOTENCY)
    assert abs(int(record["expiration"]) - (datetime.now(UTC).timestamp() + 3600)) < 60
    tailor.service = replace(tailor.service, now=lambda: LATER)
    cloud.dynamodb.tables[IDEMPOTENCY][(record["id"],)]["expiration"] = {
        "N": str(int(record["expiration"]) - WINDOW_SECONDS - 1)
    }
    tailor()
    assert len(cloud.artifacts) == 2


def test_two_at_once_give_one_artifact_and_one_answer(tailor: Tailor, cloud: PlantedCloud) -> None:
    inside, second_waits = threading.Event(), threading.Event()
    read = tailor.service.stores.cvs.read

    def slow_read(*, user_id: str, cv_version: int) -> MasterCv:
        inside.set()
        assert second_waits.wait(10)
        return read(user_id=user_id, cv_version=cv_version)

    def pause(seconds: float) -> None:
        assert seconds > 0
        second_waits.set()
        first.result(timeout=10)

    tailor.service.stores.cvs.read = slow_read  # type: ignore[method-assign]
    tailor.service = replace(tailor.service, pause=pause)
    with ThreadPoolExecutor(max_workers=2) as pool:
        first = pool.submit(tailor)
        assert inside.wait(10)
        second = pool.submit(tailor)
        assert second.result(timeout=10).metadata == first.result(timeout=10).metadata
    assert len(cloud.artifacts) == 1


def test_waiting_ends_with_the_budget(tailor: Tailor, cloud: PlantedCloud) -> None:
    waits: list[float] = []
    now = [0.0]
    tailor()
    (record,) = cloud.dynamodb.tables[IDEMPOTENCY].values()
    record["status"] = {"S": "INPROGRESS"}
    record["in_progress_expiration"] = {"N": "99999999999999"}
    tailor.deadline = Deadline(budget_ends_at=10.0, invocation_ends_at=60.0, clock=lambda: now[0])

    def pause(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    tailor.service = replace(tailor.service, pause=pause)
    with pytest.raises(TimeBudgetSpentError):
        tailor()
    assert waits[:5] == [0.05, 0.1, 0.2, 0.4, 0.8]
    assert max(waits) == 1.0
    assert 8 <= sum(waits) <= 9.5


def test_work_of_a_killed_invocation_is_taken_over(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    (record,) = cloud.dynamodb.tables[IDEMPOTENCY].values()
    record["status"] = {"S": "INPROGRESS"}
    record["in_progress_expiration"] = {"N": "1"}
    tailor.service = replace(tailor.service, now=lambda: LATER)
    tailor()
    assert len(cloud.artifacts) == 2


def test_record_in_progress_lasts_as_long_as_the_invocation_can(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    (put,) = [call for name, call in cloud.dynamodb.calls if name == "PutItem" and call["TableName"] == IDEMPOTENCY]
    expiry = int(put["Item"]["in_progress_expiration"]["N"])
    reference = int(put["ExpressionAttributeValues"][":now_in_millis"]["N"])
    assert 55_000 < expiry - reference <= 60_000


def test_failed_work_is_forgotten_and_its_reason_reaches_the_caller(tailor: Tailor, cloud: PlantedCloud) -> None:
    with pytest.raises(JobNotFoundError):
        tailor(job_id="nowhere")
    assert cloud.dynamodb.items(IDEMPOTENCY) == []


def test_reason_reaches_the_caller_even_when_the_record_cannot_be_removed(tailor: Tailor, cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("DeleteItem", IDEMPOTENCY)] = client_error("InternalServerError", "DeleteItem")
    with pytest.raises(JobNotFoundError):
        tailor(job_id="nowhere")


def test_stored_cv_is_answered_even_when_its_record_cannot_be_completed(tailor: Tailor, cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("UpdateItem", IDEMPOTENCY)] = client_error("InternalServerError", "UpdateItem")
    assert tailor().metadata.artifact_key
    assert len(cloud.artifacts) == 1


def test_work_that_cannot_be_registered_is_not_begun(tailor: Tailor, cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("PutItem", IDEMPOTENCY)] = client_error("ThrottlingException", "PutItem")
    with pytest.raises(StorageError):
        tailor()
    assert cloud.artifacts == []


def test_deleted_artifact_is_made_anew(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    cloud.dynamodb.tables[ARTIFACTS].clear()
    assert tailor().metadata.artifact_key
    assert len(cloud.artifacts) == 1


def test_forgetting_does_not_remove_a_record_that_changed_meanwhile(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    cloud.dynamodb.tables[ARTIFACTS].clear()
    read = cloud.dynamodb.get_item

    def read_and_be_overtaken(**parameters: Any) -> dict[str, Any]:
        answer = read(**parameters)
        if parameters["TableName"] == IDEMPOTENCY:
            (record,) = cloud.dynamodb.tables[IDEMPOTENCY].values()
            record["data"] = {"S": '{"application_id": "x", "created_at": "y"}'}
        return answer

    cloud.dynamodb.get_item = read_and_be_overtaken  # type: ignore[method-assign]
    with pytest.raises(CorruptRecordError, match="is gone"):
        tailor()
    assert len(cloud.dynamodb.items(IDEMPOTENCY)) == 1


def test_forgetting_leaves_a_record_that_points_elsewhere_alone(tailor: Tailor, cloud: PlantedCloud) -> None:
    tailor()
    cloud.dynamodb.tables[ARTIFACTS].clear()
    store = tailor.service.stores.idempotency
    forget = store.forget

    def late_forget(key: Any, *, reference: Any) -> None:
        (record,) = cloud.dynamodb.tables[IDEMPOTENCY].values()
        record["data"] = {"S": '{"application_id": "x", "created_at": "y"}'}
        forget(key, reference=reference)

    store.forget = late_forget  # type: ignore[method-assign]
    with pytest.raises(CorruptRecordError, match="is gone"):
        tailor()
    assert len(cloud.dynamodb.items(IDEMPOTENCY)) == 1


@pytest.mark.parametrize("name", ["Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"])
def test_header_name_is_case_insensitive(endpoint: Endpoint, cloud: PlantedCloud, name: str) -> None:
    endpoint.post(sample("request"), headers={name: "k"})
    status, envelope = endpoint.post({**sample("request"), "cv_version": 2}, headers={"Idempotency-Key": "k"})
    assert (status, envelope["code"], envelope["details"][0]["field"]) == (400, "VALIDATION_ERROR", "Idempotency-Key")


@pytest.mark.parametrize("value", ["", " ", "a b", "é", "x" * 256, "a\nb"])
def test_malformed_header_is_400(endpoint: Endpoint, value: str) -> None:
    status, envelope = endpoint.post(sample("request"), headers={"Idempotency-Key": value})
    assert (status, envelope["details"][0]["field"]) == (400, "Idempotency-Key")
