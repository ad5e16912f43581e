"""The store as one object: tables by what they hold, and the transaction that spans them."""

from __future__ import annotations

from contextlib import AbstractContextManager

from localcloud.aws.limits import retention
from localcloud.services.codepipeline.store.announcements import Announcements
from localcloud.services.codepipeline.store.database import Database
from localcloud.services.codepipeline.store.executions import Executions, StageRuns
from localcloud.services.codepipeline.store.pipelines import Pipelines
from localcloud.services.codepipeline.store.retention import remove_executions
from localcloud.services.codepipeline.store.runs import ActionRuns, RuleRuns


class Store:
    """Everything the engine remembers; one file, any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.pipelines = Pipelines(database)
        self.executions = Executions(database)
        self.stages = StageRuns(database)
        self.actions = ActionRuns(database)
        self.rules = RuleRuns(database)
        self.announcements = Announcements(database)

    def transaction(self) -> AbstractContextManager[None]:
        """Reads and writes within it are one atomic, durable step."""
        return self._database.transaction()

    def remove_expired(self, now: float) -> None:
        """Remove the history that is past its retention."""
        remove_executions(self._database, before=now - retention.PIPELINE_EXECUTIONS.total_seconds())

    def close(self) -> None:
        """Close the file."""
        self._database.close()
