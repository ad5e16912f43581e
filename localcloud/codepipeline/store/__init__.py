"""The engine's durable memory: every transition is here before anything acts on it."""

from localcloud.codepipeline.store.database import Database
from localcloud.codepipeline.store.store import Store

__all__ = ["Database", "Store"]
