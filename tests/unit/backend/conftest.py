"""Scope: the CV-tailoring Lambda, in process.

From the proxy event to what the AWS clients are asked to do: models, logic, stores, handler. AWS is in memory
(`fake_dynamodb`, `fake_s3`), checked against botocore's service models; there is no network, no deployment and no
subprocess but where a cold start itself is the subject. What the deployed function does behind API Gateway belongs to
tests/e2e and tests/smoke.
"""

import importlib
import json
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from dal import open_stores
from logic.posting.job_profile import read_job
from logic.scoring.relevance import score_cv
from logic.tailoring_service import TailoringService
from logic.writing.drafting import Drafting
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.job_posting import JobPosting
from models.master_cv import MasterCv
from models.request import StylePreferences
from models.settings import Settings
from tests.unit.backend.planted_cloud import ENVIRONMENT, PlantedCloud, sample

TODAY = date(2026, 11, 20)
# The same examples every time: a change that breaks one is told by the change, not by the dice.
hypothesis_settings.register_profile("repeatable", derandomize=True, database=None)
hypothesis_settings.load_profile("repeatable")

HANDLER_MODULE = "handlers.cv_tailoring_handler"
NOW = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def cloud() -> PlantedCloud:
    """AWS in memory, with the samples planted."""
    return PlantedCloud()


@pytest.fixture
def settings() -> Settings:
    """Settings that name the planted cloud's stores."""
    return Settings.from_environment(ENVIRONMENT)


@pytest.fixture
def service(cloud: PlantedCloud, settings: Settings) -> TailoringService:
    """The service over the planted cloud, at a fixed time."""
    return TailoringService(
        stores=open_stores(settings, clients=cloud.clients),
        drafting=Drafting(engine=ExtractiveEngine()),
        now=lambda: NOW,
    )


@pytest.fixture
def deadline() -> Deadline:
    """A deadline with API Gateway's 29 s and Lambda's 60 s ahead."""
    return Deadline.start(integration_timeout_ms=29_000, invocation_remaining_ms=60_000)


@pytest.fixture
def cv() -> MasterCv:
    """The sample CV."""
    return MasterCv.model_validate(sample("cv"))


@pytest.fixture
def assign() -> Callable[..., Assignment]:
    """Makes an assignment from a CV, a posting and preferences; the samples and the defaults where none is given."""

    def make(
        cv: MasterCv | None = None, posting: JobPosting | None = None, preferences: StylePreferences | None = None
    ) -> Assignment:
        cv = cv or MasterCv.model_validate(sample("cv"))
        posting = posting or JobPosting.model_validate(sample("job"))
        job = read_job(posting)
        return Assignment(
            cv=cv,
            posting=posting,
            job=job,
            relevance=score_cv(cv, job, today=TODAY),
            preferences=preferences or StylePreferences(),
        )

    return make


@dataclass(kw_only=True)
class LambdaContextDouble:
    """What Lambda passes beside the event; `remaining_ms` is how long the invocation may still take."""

    remaining_ms: int = 60_000
    function_name: str = "careervp-cv-tailoring-function-dev"
    function_version: str = "1"
    memory_limit_in_mb: int = 3072
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:222222222222:function:careervp-cv-tailoring-function-dev"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_ms


class Endpoint:
    """The handler as API Gateway calls it. Its cold start is the first call, or `cold_start` where that is the test."""

    def __init__(self) -> None:
        self._handler: Callable[[dict[str, Any], Any], dict[str, Any]] | None = None

    def cold_start(self) -> None:
        """Import the entry point anew, as Lambda does in a new execution environment."""
        sys.modules.pop(HANDLER_MODULE, None)
        self._handler = importlib.import_module(HANDLER_MODULE).handler

    def post(
        self,
        body: object,
        *,
        headers: dict[str, str] | None = None,
        context: LambdaContextDouble | None = None,
        **event: Any,
    ) -> tuple[int, dict[str, Any]]:
        """Status and envelope of a POST; a `body` that is not text is sent as JSON."""
        response = self.post_raw(body, headers=headers, context=context, **event)
        return response["statusCode"], json.loads(response["body"])

    def post_raw(
        self,
        body: object,
        *,
        headers: dict[str, str] | None = None,
        context: LambdaContextDouble | None = None,
        **event: Any,
    ) -> dict[str, Any]:
        text = body if isinstance(body, str) or body is None else json.dumps(body)
        proxy_event = {
            "httpMethod": "POST",
            "path": "/api/cv-tailoring",
            "headers": headers,
            "body": text,
            "isBase64Encoded": False,
            "requestContext": {"requestId": "11111111-2222-3333-4444-555555555555"},
            **event,
        }
        if self._handler is None:
            self.cold_start()
        assert self._handler is not None
        return self._handler(proxy_event, context or LambdaContextDouble())


@pytest.fixture
def endpoint(cloud: PlantedCloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """The real entry point over the planted cloud: only the AWS clients are replaced."""
    for variable, value in ENVIRONMENT.items():
        monkeypatch.setenv(variable, value)
    # Powertools keeps one log stream for each service name: a name of its own gives this test the captured stdout.
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", f"careervp-cv-tailoring-{uuid.uuid4()}")
    monkeypatch.setattr("dal.stores.create_clients", lambda: cloud.clients)
    yield Endpoint()
    sys.modules.pop(HANDLER_MODULE, None)
