"""CodeDeploy's own durable record of deployments.

MiniStack's state is saved at checkpoints only; a deployment must be known after a kill as of its last step, so that it
goes on or is ended. Applications and groups are a stack's resources, and lie in the checkpoints as the stack does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from localcloud.aws.storage.database import Database
from localcloud.aws.storage.documents import decode, encode
from localcloud.services.codedeploy.arns import Scope
from localcloud.services.codedeploy.records import Deployment

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE deployment (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE INDEX deployment_by_place ON deployment (account, region, position);
"""
_PUT = """
INSERT INTO deployment VALUES (?, ?, ?, (SELECT ifnull(max(position), 0) + 1 FROM deployment), ?)
ON CONFLICT (id) DO UPDATE SET body = excluded.body
"""


class Deployments:
    """All deployments, in the order in which they were made. Thread-safe; whoever waits is told of each change."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file, schema=_SCHEMA, version=_SCHEMA_VERSION, synchronous="NORMAL")
        self._changed = threading.Condition()

    def close(self) -> None:
        self._database.close()

    def put(self, deployment: Deployment) -> None:
        """Write a new deployment."""
        self._write(deployment)
        self.notify()

    def change(self, deployment_id: str, *, also: Deployment | None = None, **members: Any) -> Deployment:
        """Change members of a deployment as one step, in which another is written too; returns it as it is then."""
        return self.change_by(deployment_id, lambda found: replace(found, **members), also=also)

    def change_by(
        self, deployment_id: str, change: Callable[[Deployment], Deployment], *, also: Deployment | None = None
    ) -> Deployment:
        """Change a deployment as one step by what it is; returns it as it is then."""
        with self._database.transaction():
            found = self.get(deployment_id)
            if found is None:
                raise KeyError(deployment_id)
            changed = change(found)
            self._write(changed)
            if also is not None:
                self._write(also)
        # Whoever is told reads the store: not while it is held.
        self.notify()
        return changed

    def get(self, deployment_id: str) -> Deployment | None:
        row = self._database.row("SELECT body FROM deployment WHERE id = ?", (deployment_id,))
        return _read(row["body"]) if row else None

    def of(self, scope: Scope) -> list[Deployment]:
        """An account's deployments in a region, newest first."""
        statement = "SELECT body FROM deployment WHERE account = ? AND region = ? ORDER BY position DESC"
        return [_read(row["body"]) for row in self._database.rows(statement, (scope.account, scope.region))]

    def unfinished(self) -> list[Deployment]:
        """Everywhere, for what the server does at a start."""
        rows = self._database.rows("SELECT body FROM deployment ORDER BY position")
        return [found for row in rows if not (found := _read(row["body"])).ended]

    def await_change(self, deployment_id: str, until: Callable[[Deployment], bool], *, seconds: float) -> bool:
        """Wait until a deployment is as asked; False when it is not after `seconds`."""

        def reached() -> bool:
            found = self.get(deployment_id)
            return found is not None and until(found)

        with self._changed:
            return self._changed.wait_for(reached, seconds)

    def notify(self) -> None:
        """Let whoever waits look again."""
        with self._changed:
            self._changed.notify_all()

    def _write(self, deployment: Deployment) -> None:
        self._database.write(_PUT, (deployment.id, deployment.account, deployment.region, encode(deployment)))


def _read(body: str) -> Deployment:
    found = decode(Deployment, body)
    return replace(found, shares=tuple((share, minutes) for share, minutes in found.shares))
