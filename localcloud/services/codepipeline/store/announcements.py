"""State changes waiting to be announced: written with the transition, removed once delivered; a crash loses none."""

from __future__ import annotations

import json
from dataclasses import asdict

from localcloud.aws.storage.documents import decode
from localcloud.services.codepipeline.records import Announcement, Json, PipelineKey
from localcloud.services.codepipeline.store.database import Database


class Announcements:
    """The outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *, key: PipelineKey, detail_type: str, detail: Json, attributes: Json, time: float) -> None:
        """Put one state change into the outbox."""
        record = {
            "key": asdict(key),
            "detail_type": detail_type,
            "detail": detail,
            "attributes": attributes,
            "time": time,
        }
        self._database.write("INSERT INTO announcements (document) VALUES (?)", (json.dumps(record),))

    def pending(self) -> list[Announcement]:
        """What is not delivered yet, oldest first."""
        rows = self._database.rows("SELECT id, document FROM announcements ORDER BY id")
        return [decode(Announcement, row["document"], id=row["id"]) for row in rows]

    def remove(self, announcement_id: int) -> None:
        """Forget a delivered one."""
        self._database.write("DELETE FROM announcements WHERE id = ?", (announcement_id,))
