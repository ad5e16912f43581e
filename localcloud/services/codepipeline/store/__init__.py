"""The engine's durable memory: every transition is here before anything acts on it."""

from localcloud.services.codepipeline.store.database import Database
from localcloud.services.codepipeline.store.store import Store

__all__ = ["Database", "Store"]
