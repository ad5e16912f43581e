"""The AWS that the service sees, in memory, with the sample user, CV and job planted; and the settings that name it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dal.aws_clients import AwsClients
from dal.dynamodb_values import to_item
from tests.unit.backend.fake_dynamodb import FakeDynamoDb
from tests.unit.backend.fake_s3 import FakeS3

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
ARTIFACTS, JOBS, IDEMPOTENCY, BUCKET = "artifacts", "jobs", "idempotency", "cv-bucket"

ENVIRONMENT: Mapping[str, str] = {
    "CV_TAILORING_TABLE_NAME": ARTIFACTS,
    "CV_ARTIFACTS_BUCKET": BUCKET,
    "JOB_RESEARCH_TABLE_NAME": JOBS,
    "IDEMPOTENCY_TABLE_NAME": IDEMPOTENCY,
    "ENVIRONMENT": "dev",
    "TAILORING_ENGINE": "extractive",
    "ENGINE_FALLBACK": "true",
    "ENGINE_JUDGED": "true",
    "ANTHROPIC_SECRET_NAME": "anthropic-careervp-dev",
    "ANTHROPIC_BASE_URL": "https://api.anthropic.com",
    "ANTHROPIC_MODEL": "claude-haiku-4-5",
    "ANTHROPIC_MAX_OUTPUT_TOKENS": "4096",
    "ANTHROPIC_ATTEMPTS": "3",
    "ANTHROPIC_ATTEMPT_MS": "12000",
    "ANTHROPIC_JUDGING_MS": "4000",
    "ANTHROPIC_USD_PER_MILLION_INPUT_TOKENS": "1",
    "ANTHROPIC_USD_PER_MILLION_OUTPUT_TOKENS": "5",
    "ANTHROPIC_USD_PER_MILLION_CACHE_WRITE_TOKENS": "1.25",
    "ANTHROPIC_USD_PER_MILLION_CACHE_READ_TOKENS": "0.1",
    "INTEGRATION_TIMEOUT_MS": "29000",
    "ARTIFACT_RETENTION_DAYS": "90",
    "LOG_LEVEL": "INFO",
    "POWERTOOLS_SERVICE_NAME": "careervp-cv-tailoring",
    "POWERTOOLS_METRICS_NAMESPACE": "CareerVP",
}


def sample(name: str) -> dict[str, Any]:
    """A document of the samples folder, fresh each time, so that a test may change it."""
    document: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return document


class PlantedCloud:
    """Tables and bucket with the samples in them."""

    def __init__(self) -> None:
        self.dynamodb = FakeDynamoDb(
            **{ARTIFACTS: ("application_id", "created_at"), JOBS: ("job_id",), IDEMPOTENCY: ("id",)}
        )
        self.s3 = FakeS3(BUCKET)
        self.plant_cv(sample("cv"))
        self.plant_job(sample("job"))

    @property
    def clients(self) -> AwsClients:
        return AwsClients(dynamodb=self.dynamodb, s3=self.s3)

    @property
    def artifacts(self) -> list[dict[str, Any]]:
        return self.dynamodb.items(ARTIFACTS)

    def plant_cv(self, cv: object, *, user_id: str = "sample-user-1", version: int = 1) -> None:
        self.s3.objects[f"cvs/{user_id}/v{version}.json"] = json.dumps(cv, ensure_ascii=False).encode()

    def plant_job(self, job: dict[str, Any]) -> None:
        self.dynamodb.tables[JOBS][(job["job_id"],)] = to_item(job)
