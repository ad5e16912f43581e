"""The end of a pipeline's history: what is past its retention goes, the oldest first, but not what a stage shows."""

from __future__ import annotations

from localcloud.services.codepipeline.store.database import Database

_LOOKED_AT: int = 50
_OLDEST = (
    "SELECT sequence, id, account, region, name, active, json_extract(document, '$.updated') AS updated "
    "FROM executions WHERE sequence > ? ORDER BY sequence LIMIT ?"
)
_IS_LATEST = """
SELECT 1 FROM stage_runs s WHERE s.execution_id = ? AND NOT EXISTS (
    SELECT 1 FROM stage_runs later JOIN executions e ON e.id = later.execution_id
    WHERE e.account = ? AND e.region = ? AND e.name = ? AND later.stage = s.stage AND later.entered > s.entered)
"""
_OF_EXECUTION = ("stage_runs", "action_runs", "rule_runs")


def remove_executions(database: Database, *, before: float) -> int:
    """Remove executions that ended before a moment in epoch seconds, with all their runs; returns how many.

    Executions are in the order of their start, so that where none is old one row is read. Kept are those that a stage
    shows as its latest, of which its state is made.
    """
    removed, position = 0, 0
    while rows := database.rows(_OLDEST, (position, _LOOKED_AT)):
        position = rows[-1]["sequence"]
        for row in rows:
            if row["updated"] >= before:
                return removed
            scope = (row["account"], row["region"], row["name"])
            if row["active"] or database.row(_IS_LATEST, (row["id"], *scope)):
                continue
            with database.transaction():
                for table in _OF_EXECUTION:
                    database.write(f"DELETE FROM {table} WHERE execution_id = ?", (row["id"],))  # noqa: S608
                database.write("DELETE FROM executions WHERE id = ?", (row["id"],))
            removed += 1
    return removed
