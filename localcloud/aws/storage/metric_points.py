"""The points of metrics, in a database: a point is written once, and again only where old ones are merged.

In a checkpoint they would be written anew with every action of a pipeline, megabytes after some minutes of traffic.
"""

from __future__ import annotations

import json
import math
import threading
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from localcloud.aws.storage.database import Database

_SCHEMA = """
CREATE TABLE series (
    id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
    key TEXT NOT NULL, dimensions TEXT NOT NULL, UNIQUE (account, region, namespace, name, key));
CREATE TABLE points (
    id INTEGER PRIMARY KEY, series INTEGER NOT NULL, timestamp REAL NOT NULL, unit TEXT NOT NULL, value REAL,
    count REAL, statistics TEXT);
CREATE INDEX points_by_time ON points (timestamp);
"""
_INSERT: Final = "INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?)"
_REMOVED_AT_ONCE: Final = 5_000
Point = Mapping[str, Any]
"""As MiniStack has it: ``Timestamp`` in epoch seconds, ``Value``, ``Unit``, ``Dimensions``; ``Count`` where a value was
seen more than once, ``_stat`` where it is a set of statistics."""
Row = tuple[int, int, float, str, float, float | None, str | None]


class StoredPoint(dict[str, Any]):
    """A point of a series; a copy of it is none.

    Attributes:
        row: its number in the table.
    """

    __slots__ = ("row",)

    def __init__(self, row: int, point: Point) -> None:
        super().__init__(point)
        self.row = row


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric of an account and a region.

    Attributes:
        key: its dimensions as one text, by which MiniStack tells it from others.
    """

    account: str
    region: str
    namespace: str
    name: str
    key: str


class StoredSeries(list[StoredPoint]):
    """One metric's points, in the order in which they came: a list of which the table knows.

    Attributes:
        metric: whose points they are.
        number: of the series, in its table; 0 until it has a point.
        dimensions: by name, the same for all of them.
    """

    def __init__(self, table: PointTable, metric: Metric) -> None:
        super().__init__()
        self.metric = metric
        self.number = 0
        self.dimensions: dict[str, str] = {}
        self._table = table
        self._in_order = True

    def append(self, point: Point) -> None:
        """Add a point; it is in the file after the next `PointTable.flush`."""
        with self._table.lock:
            if not self.number:
                self.number = self._table.number_of(self.metric, point["Dimensions"])
                self.dimensions = dict(point["Dimensions"])
            if self and point["Timestamp"] < self[-1]["Timestamp"]:
                self._in_order = False
            super().append(self._table.add(self.number, {**point, "Dimensions": self.dimensions}))

    def since(self, moment: float) -> list[StoredPoint]:
        """The points from a moment (epoch seconds) on; found without a look at each, where they came in order."""
        with self._table.lock:
            if not self._in_order:
                return [point for point in self if point["Timestamp"] >= moment]
            return self[bisect_left(self, moment, key=_timestamp) :]

    def read(self, number: int, dimensions: dict[str, str], points: Iterable[StoredPoint]) -> None:
        """Become what the table has of the series."""
        self.number, self.dimensions = number, dimensions
        self._put(points)

    def replace(self, points: Iterable[Point]) -> None:
        """Put other points in place of these; those of these that are among them stay as they are in the file.

        Raises:
            sqlite3.Error: the disk refused; nothing was changed.
        """
        with self._table.lock:
            self._put(self._table.replace(self, list(points)))

    def _put(self, points: Iterable[StoredPoint]) -> None:
        self[:] = points
        times = [point["Timestamp"] for point in self]
        self._in_order = times == sorted(times)

    def __deepcopy__(self, memo: Any) -> list[Any]:
        """What a checkpoint gets."""
        return []


class PointTable:
    """The points of every metric of every account.

    Attributes:
        lock: held while points are added or replaced.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            DamagedStateError: the file is no database any more.
            OtherVersionError: it is of another version.
        """
        self.database = Database(path, schema=_SCHEMA, version=1, synchronous="NORMAL")
        self.lock = threading.RLock()
        self._unsaved: list[Row] = []
        row = self.database.row("SELECT max(id) AS newest FROM points")
        self._next = (row["newest"] or 0) + 1 if row else 1

    @property
    def unsaved(self) -> int:
        """How many points are in no file yet."""
        return len(self._unsaved)

    def number_of(self, metric: Metric, dimensions: Mapping[str, str]) -> int:
        """The number of a metric's series, which is made if there is none."""
        found = (metric.account, metric.region, metric.namespace, metric.name, metric.key)
        where = "account = ? AND region = ? AND namespace = ? AND name = ? AND key = ?"
        with self.database.transaction():
            row = self.database.row(f"SELECT id FROM series WHERE {where}", found)  # noqa: S608
            if row:
                return int(row["id"])
            insert = "INSERT INTO series VALUES (NULL, ?, ?, ?, ?, ?, ?)"
            return self.database.write(insert, (*found, json.dumps(dimensions)))

    def stored(self) -> Iterator[StoredSeries]:
        """Every series with its points, read from the file."""
        points: dict[int, list[Any]] = {}
        for row in self.database.rows("SELECT * FROM points ORDER BY timestamp, id"):
            points.setdefault(row["series"], []).append(row)
        for row in self.database.rows("SELECT * FROM series"):
            metric = Metric(
                account=row["account"],
                region=row["region"],
                namespace=row["namespace"],
                name=row["name"],
                key=row["key"],
            )
            series, dimensions = StoredSeries(self, metric), json.loads(row["dimensions"])
            series.read(row["id"], dimensions, [_point(found, dimensions) for found in points.get(row["id"], ())])
            yield series

    def add(self, series: int, point: Point) -> StoredPoint:
        """Take a point, which is in the file after the next `flush`."""
        with self.lock:
            stored = self._number(point)
            self._unsaved.append(_row(series, stored))
        return stored

    def _number(self, point: Point) -> StoredPoint:
        self._next += 1
        return StoredPoint(self._next - 1, point)

    def replace(self, series: StoredSeries, points: list[Point]) -> list[StoredPoint]:
        """Write what of `points` the file does not have, and remove what is not among them; as one step."""
        with self.lock:
            kept = {point.row for point in points if isinstance(point, StoredPoint)}
            stored = [point if isinstance(point, StoredPoint) else self._number(point) for point in points]
            gone = [(point.row,) for point in series if point.row not in kept]
            new = [_row(series.number, point) for point in stored if point.row not in kept]
            if gone or new:
                with self.database.transaction():
                    self._write_unsaved()
                    self.database.write_many("DELETE FROM points WHERE id = ?", gone)
                    self.database.write_many(_INSERT, new)
                self._unsaved.clear()
        return stored

    def flush(self) -> None:
        """Write what was added.

        Raises:
            sqlite3.Error: the disk refused; it is tried again with the next.
        """
        with self.lock:
            if self._unsaved:
                self._write_unsaved()
                self._unsaved.clear()

    def _write_unsaved(self) -> None:
        self.database.write_many(_INSERT, self._unsaved)

    def remove_before(self, moment: float) -> frozenset[int]:
        """Remove the points from before a moment in epoch seconds, found by their index; returns their series."""
        self.flush()
        changed: set[int] = set()
        while found := self.database.rows(
            "SELECT id, series FROM points WHERE timestamp < ? LIMIT ?", (moment, _REMOVED_AT_ONCE)
        ):
            self.database.write_many("DELETE FROM points WHERE id = ?", [(row["id"],) for row in found])
            changed.update(row["series"] for row in found)
        return frozenset(changed)

    def forget(self, series: Collection[int]) -> None:
        """Remove series that have no points."""
        if series:
            self.database.write_many("DELETE FROM series WHERE id = ?", [(number,) for number in series])


def _timestamp(point: Point) -> float:
    moment: float = point["Timestamp"]
    return moment


def _row(series: int, point: StoredPoint) -> Row:
    statistics = json.dumps(point["_stat"]) if point.get("_stat") is not None else None
    unit = point.get("Unit") or "None"
    return point.row, series, point["Timestamp"], unit, point["Value"], point.get("Count"), statistics


def _point(row: Any, dimensions: dict[str, str]) -> StoredPoint:
    point = {
        "Timestamp": row["timestamp"],
        "Value": math.nan if row["value"] is None else row["value"],  # SQLite has no other word for it
        "Unit": row["unit"],
        "Dimensions": dimensions,
    }
    if row["count"] is not None:
        point["Count"] = row["count"]
    if row["statistics"] is not None:
        point["_stat"] = json.loads(row["statistics"])
    return StoredPoint(row["id"], point)
