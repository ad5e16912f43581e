"""Data access: the stores that the logic works with, the one way to make them, and what a language model is to it.

The model's client itself is not in here: importing it costs two seconds (see `anthropic_messages`).
"""

from dal.artifact_store import ArtifactStore
from dal.cv_store import CvStore
from dal.idempotency_store import IdempotencyStore, KeyReusedError, WorkInProgressError, WorkKey
from dal.job_store import JobStore
from dal.messages_api import (
    MessagesApi,
    ModelCallError,
    ModelQuestion,
    ModelReply,
    ModelTimeoutError,
    ModelUsage,
)
from dal.stores import Stores, open_stores

__all__ = [
    "ArtifactStore",
    "CvStore",
    "IdempotencyStore",
    "JobStore",
    "KeyReusedError",
    "MessagesApi",
    "ModelCallError",
    "ModelQuestion",
    "ModelReply",
    "ModelTimeoutError",
    "ModelUsage",
    "Stores",
    "WorkInProgressError",
    "WorkKey",
    "open_stores",
]
