"""Nothing personal leaves the service but in the answer to its owner: planted markers are not found anywhere else."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from models.master_cv import MasterCv
from tests.unit.backend.conftest import Endpoint, LambdaContextDouble
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.planted_cloud import ARTIFACTS, IDEMPOTENCY, JOBS, PlantedCloud, sample

MARK = "Zzyzx"
IDENTIFIERS = {"user_id": f"{MARK}-user", "application_id": f"{MARK}-application", "job_id": f"{MARK}-job"}


def marked(value: Any) -> Any:
    """`value` with the marker in each of its texts."""
    if isinstance(value, dict):
        return {key: marked(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [marked(entry) for entry in value]
    return f"{value} {MARK}" if isinstance(value, str) else value


@pytest.fixture
def personal(cloud: PlantedCloud) -> dict[str, Any]:
    """A request whose CV, posting, ids and header hold the marker."""
    cloud.plant_cv(marked(sample("cv")), user_id=IDENTIFIERS["user_id"])
    cloud.plant_job({**marked(sample("job")), "job_id": IDENTIFIERS["job_id"]})
    return {**sample("request"), **IDENTIFIERS}


def break_nothing(cloud: PlantedCloud) -> None: ...


def break_store(cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("PutItem", ARTIFACTS)] = client_error("InternalServerError", "PutItem")


def break_unexpectedly(cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("GetItem", JOBS)] = RuntimeError(f"about {MARK}")


def break_idempotency(cloud: PlantedCloud) -> None:
    cloud.dynamodb.fail_with[("PutItem", IDEMPOTENCY)] = RuntimeError(f"about {MARK}")


def lose_cv(cloud: PlantedCloud) -> None:
    del cloud.s3.objects[f"cvs/{IDENTIFIERS['user_id']}/v1.json"]


def spoil_cv(cloud: PlantedCloud) -> None:
    cloud.plant_cv({"contact_info": {"full_name": [MARK]}, "summary": {MARK: MARK}}, user_id=IDENTIFIERS["user_id"])


def spoil_job(cloud: PlantedCloud) -> None:
    cloud.plant_job({"job_id": IDENTIFIERS["job_id"], "title": {MARK: MARK}, "years_required": MARK})


@pytest.mark.parametrize(
    ("arrange", "status"),
    [
        (break_nothing, 200),
        (break_store, 503),
        (break_unexpectedly, 500),
        (break_idempotency, 503),
        (lose_cv, 404),
        (spoil_cv, 500),
        (spoil_job, 500),
    ],
)
def test_logs_metrics_and_errors_hold_no_marker(
    endpoint: Endpoint,
    cloud: PlantedCloud,
    personal: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    arrange: Callable[[PlantedCloud], None],
    status: int,
) -> None:
    arrange(cloud)
    response = endpoint.post_raw(personal, headers={"Idempotency-Key": f"{MARK}-key"})
    assert response["statusCode"] == status
    written = capsys.readouterr()
    assert '"level"' in written.out, "the service logs something"
    assert '"CloudWatchMetrics"' in written.out, "the service measures something"
    assert MARK.casefold() not in (written.out + written.err).casefold()
    assert MARK.casefold() not in json.dumps(response["headers"]).casefold()
    if status != 200:
        assert MARK.casefold() not in response["body"].casefold()


def test_rejected_values_are_not_repeated(endpoint: Endpoint, capsys: pytest.CaptureFixture[str]) -> None:
    body = {
        "user_id": f"{MARK} <a@example.com>",
        "application_id": {MARK: MARK},
        "job_id": [MARK],
        "cv_version": MARK,
        "output_format": MARK,
        "style_preferences": {"tone": MARK, f"{MARK} {MARK}": MARK},
        f"{MARK}@example.com": MARK,
    }
    response = endpoint.post_raw(body, headers={"Idempotency-Key": f"{MARK} {MARK}"})
    written = capsys.readouterr()
    assert response["statusCode"] == 400
    assert MARK not in response["body"] + written.out + written.err


def test_debug_logging_holds_no_marker_either(
    endpoint: Endpoint,
    personal: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    assert endpoint.post(personal)[0] == 200
    assert MARK not in capsys.readouterr().out


def test_keys_hold_ids_and_times_only(endpoint: Endpoint, cloud: PlantedCloud) -> None:
    cv = MasterCv.model_validate(sample("cv"))
    cloud.plant_cv({**sample("cv"), "summary": "x" * 400_000})
    assert endpoint.post(sample("request"), context=LambdaContextDouble())[0] == 200
    keys = [
        *cloud.s3.objects,
        *map(repr, cloud.dynamodb.tables[ARTIFACTS]),
        *map(repr, cloud.dynamodb.tables[IDEMPOTENCY]),
    ]
    assert any(key.startswith("tailored-cvs/") for key in keys)
    for personal in filter(None, (cv.contact_info.full_name, cv.contact_info.email, cv.contact_info.phone)):
        assert not any(personal in key for key in keys)
