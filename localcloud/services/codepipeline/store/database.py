"""The tables of the pipelines' store, written with full durability: a committed transition survives a power cut."""

from __future__ import annotations

from pathlib import Path

from localcloud.aws.storage import database

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE pipelines (
    account TEXT, region TEXT, name TEXT, document TEXT NOT NULL, PRIMARY KEY (account, region, name));
CREATE TABLE pipeline_versions (
    account TEXT, region TEXT, name TEXT, version INTEGER, document TEXT NOT NULL,
    PRIMARY KEY (account, region, name, version));
CREATE TABLE executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    account TEXT, region TEXT, name TEXT, active INTEGER NOT NULL, client_token TEXT NOT NULL, document TEXT NOT NULL);
CREATE INDEX executions_of_pipeline ON executions (account, region, name, active);
CREATE TABLE stage_runs (
    execution_id TEXT, stage TEXT, entered INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (execution_id, stage));
CREATE TABLE action_runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, execution_id TEXT NOT NULL,
    account TEXT, region TEXT, name TEXT, stage TEXT, active INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX action_runs_of_execution ON action_runs (execution_id, stage);
CREATE INDEX action_runs_of_pipeline ON action_runs (account, region, name, stage);
CREATE INDEX action_runs_active ON action_runs (active);
CREATE TABLE rule_runs (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, execution_id TEXT NOT NULL,
    account TEXT, region TEXT, name TEXT, stage TEXT, active INTEGER NOT NULL, document TEXT NOT NULL);
CREATE INDEX rule_runs_of_execution ON rule_runs (execution_id, stage);
CREATE TABLE announcements (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL);
"""


class Database(database.Database):
    """The pipelines' tables in one file."""

    def __init__(self, path: Path, *, synchronous: str = "FULL") -> None:
        """Open or create the file.

        Raises:
            RuntimeError: the file is of another version of this schema.
        """
        super().__init__(path, schema=_SCHEMA, version=SCHEMA_VERSION, synchronous=synchronous)
