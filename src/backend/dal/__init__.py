"""Data access: the stores that the logic works with, and the one way to make them."""

from dal.artifact_store import ArtifactStore
from dal.cv_store import CvStore
from dal.idempotency_store import IdempotencyStore, KeyReusedError, WorkInProgressError, WorkKey
from dal.job_store import JobStore
from dal.stores import Stores, open_stores

__all__ = [
    "ArtifactStore",
    "CvStore",
    "IdempotencyStore",
    "JobStore",
    "KeyReusedError",
    "Stores",
    "WorkInProgressError",
    "WorkKey",
    "open_stores",
]
