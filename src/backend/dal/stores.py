"""All stores of one environment, over one pair of clients."""

from dataclasses import dataclass

from dal.artifact_store import ArtifactStore
from dal.aws_clients import AwsClients, create_clients
from dal.cv_store import CvStore
from dal.idempotency_store import IdempotencyStore
from dal.job_store import JobStore
from models.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Stores:
    """Where the service's data is."""

    cvs: CvStore
    jobs: JobStore
    artifacts: ArtifactStore
    idempotency: IdempotencyStore


def open_stores(settings: Settings, *, clients: AwsClients | None = None) -> Stores:
    """The stores that `settings` name; over clients of the function's own environment unless others are given."""
    clients = clients or create_clients()
    return Stores(
        cvs=CvStore(s3=clients.s3, bucket=settings.artifacts_bucket),
        jobs=JobStore(dynamodb=clients.dynamodb, table=settings.job_research_table),
        artifacts=ArtifactStore(
            clients=clients,
            table=settings.artifacts_table,
            bucket=settings.artifacts_bucket,
            retention_days=settings.artifact_retention_days,
        ),
        idempotency=IdempotencyStore(dynamodb=clients.dynamodb, table=settings.idempotency_table),
    )
