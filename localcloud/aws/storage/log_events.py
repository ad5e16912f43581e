"""The events of log streams, in a database: a line is written when it comes, and never again.

Kept in memory they would be a gigabyte for a million lines, and a part of every checkpoint.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, overload

from localcloud.aws.storage.database import Database

Event = dict[str, Any]
"""``timestamp`` and ``ingestionTime`` in epoch milliseconds, ``message``, ``eventId``."""

_SCHEMA = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, number INTEGER NOT NULL, timestamp INTEGER NOT NULL,
    ingested INTEGER NOT NULL, message TEXT NOT NULL);
CREATE INDEX events_of_stream ON events (stream, number);
CREATE TABLE streams (id INTEGER PRIMARY KEY, events INTEGER NOT NULL, characters INTEGER NOT NULL);
"""
_COLUMNS: Final = "id, timestamp, ingested, message"
_ID_DIGITS: Final = 56  # as CloudWatch Logs writes an event's id
_READ_AT_ONCE: Final = 1_000
_REMOVED_AT_ONCE: Final = 5_000


class EventTable:
    """The events of every stream of every account."""

    def __init__(self, path: Path, *, view: type[StoredEvents] | None = None) -> None:
        """Open or create the file; `view` is what a stream is given as.

        Raises:
            DamagedStateError: the file is no database any more.
            OtherVersionError: it is of another version.
        """
        self._view = view or StoredEvents
        self.database = Database(path, schema=_SCHEMA, version=1, synchronous="NORMAL")
        self.lock = threading.RLock()
        self._next_event = self._after("SELECT max(id) AS newest FROM events")
        self._next_stream = self._after("SELECT max(id) AS newest FROM streams")

    def _after(self, statement: str) -> int:
        row = self.database.row(statement)
        return (row["newest"] or 0) + 1 if row else 1

    def new_stream(self) -> StoredEvents:
        """A stream without events."""
        with self.lock:
            self._next_stream += 1
            return self._view(self, self._next_stream - 1, events=0, characters=0)

    def stream(self, number: int) -> StoredEvents:
        """A stream by its number; without events where the table does not know it."""
        with self.lock:
            self._next_stream = max(self._next_stream, number + 1)
        row = self.database.row("SELECT events, characters FROM streams WHERE id = ?", (number,))
        events, characters = tuple(row) if row else (0, 0)
        oldest = self.database.row("SELECT min(number) AS first FROM events WHERE stream = ?", (number,))
        first = (oldest["first"] or 0) if oldest else 0
        return self._view(self, number, events=events, characters=characters, first=first)

    def name(self, events: Iterable[Event]) -> None:
        """Give each event an id that no other has."""
        with self.lock:
            for event in events:
                event["eventId"] = f"{self._next_event:0{_ID_DIGITS}d}"
                self._next_event += 1

    def find(self, event_id: str) -> tuple[int, Event] | None:
        """An event by its id, after the number of its stream; None where there is none."""
        if len(event_id) != _ID_DIGITS or not event_id.isdecimal() or int(event_id) >= self._next_event:
            return None
        row = self.database.row(f"SELECT {_COLUMNS}, stream FROM events WHERE id = ?", (int(event_id),))  # noqa: S608
        return (row["stream"], _event(row)) if row else None

    def newest_stream(self) -> int:
        """The number of the stream that was made last."""
        with self.lock:
            return self._next_stream - 1

    def keep(self, streams: Collection[int], *, up_to: int) -> None:
        """Remove all other streams that were made no later than the one numbered `up_to`, a few events at a time."""
        known = self.database.rows("SELECT id FROM streams WHERE id <= ?", (up_to,))
        for (number,) in known:
            if number not in streams:
                self._remove(number)

    def _remove(self, number: int) -> None:
        removing = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE stream = ? LIMIT ?)"
        while self.database.row("SELECT 1 FROM events WHERE stream = ? LIMIT 1", (number,)):
            self.database.write(removing, (number, _REMOVED_AT_ONCE))
        self.database.write("DELETE FROM streams WHERE id = ?", (number,))


class StoredEvents(Sequence[Event]):
    """One stream's events, the oldest first: a list that is read from the database where it is asked for.

    Attributes:
        number: of the stream, in its table.
        characters: of all its messages.
    """

    def __init__(self, table: EventTable, number: int, *, events: int, characters: int, first: int = 0) -> None:
        self.number = number
        self.characters = characters
        self._table = table
        self._events = events
        self._first = first  # the row number of the oldest: those before it are past their retention

    def append_in_order(self, events: Sequence[Event]) -> None:
        """Add events, each at its time; those of one time stay in the order in which they came.

        Raises:
            sqlite3.OperationalError: the disk refused; nothing was added.
        """
        ordered = sorted(events, key=_timestamp)
        table, database = self._table, self._table.database
        with table.lock:
            table.name(ordered)
            added = sum(len(event["message"]) for event in ordered)
            with database.transaction():
                begin, following = self._first + self._events, ordered
                if self._events and self[-1]["timestamp"] > ordered[0]["timestamp"]:
                    begin, following = self._take_out_later(ordered)
                database.write_many(
                    "INSERT INTO events (id, stream, number, timestamp, ingested, message) VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        (int(event["eventId"]), self.number, number, *_values(event))
                        for number, event in enumerate(following, begin)
                    ),
                )
                self._note(self._events + len(ordered), self.characters + added)
            self._events += len(ordered)
            self.characters += added

    def _note(self, events: int, characters: int) -> None:
        self._table.database.write(
            "INSERT INTO streams VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET events = excluded.events, "
            "characters = excluded.characters",
            (self.number, events, characters),
        )

    def remove_before(self, moment: float) -> None:
        """Remove the events from before a moment in epoch milliseconds, a few at a time.

        Raises:
            sqlite3.Error: the disk refused; what is left can be removed later.
        """
        gone = _REMOVED_AT_ONCE
        while gone == _REMOVED_AT_ONCE:
            with self._table.lock:
                past = [event for event in self[:_REMOVED_AT_ONCE] if event["timestamp"] < moment]
                gone = len(past)
                if gone:
                    self._remove_first(gone, characters=sum(len(event["message"]) for event in past))

    def _remove_first(self, count: int, *, characters: int) -> None:
        database = self._table.database
        with database.transaction():
            database.write("DELETE FROM events WHERE stream = ? AND number < ?", (self.number, self._first + count))
            self._note(self._events - count, self.characters - characters)
        self._first += count
        self._events -= count
        self.characters -= characters

    def _take_out_later(self, late: list[Event]) -> tuple[int, list[Event]]:
        """Take out what comes after the first of some late events; returns its row's number, and both in order."""
        row = self._table.database.row(
            "SELECT min(number) AS number FROM events WHERE stream = ? AND timestamp > ?",
            (self.number, late[0]["timestamp"]),
        )
        begin = int(row["number"]) if row else 0
        tail = self[begin - self._first :]
        self._table.database.write("DELETE FROM events WHERE stream = ? AND number >= ?", (self.number, begin))
        return begin, list(heapq.merge(tail, late, key=_timestamp))

    def __deepcopy__(self, memo: Any) -> StoredEvents:
        """The same: what is in the database is not copied."""
        return self

    def __len__(self) -> int:
        """How many there are."""
        return self._events

    def __iter__(self) -> Iterator[Event]:
        """From the oldest on, as many as there are now."""
        return self.between(0, self._events)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        """As of a list; slices have no step."""
        if isinstance(index, slice):
            start, stop, _ = index.indices(self._events)
            return list(self.between(start, stop))
        found = self._read(index + self._events if index < 0 else index, 1)
        if not found:
            raise IndexError(index)
        return found[0]

    def between(self, start: int, stop: int) -> Iterator[Event]:
        """Those of a range of positions, read as they are asked for."""
        for begin in range(start, stop, _READ_AT_ONCE):
            yield from self._read(begin, min(_READ_AT_ONCE, stop - begin))

    def _read(self, begin: int, count: int) -> list[Event]:
        rows = self._table.database.rows(
            f"SELECT {_COLUMNS} FROM events WHERE stream = ? AND number >= ? AND number < ? ORDER BY number",  # noqa: S608
            (self.number, self._first + begin, self._first + begin + count),
        )
        return [_event(row) for row in rows]


def _event(row: Any) -> Event:
    return {
        "timestamp": row["timestamp"],
        "message": row["message"],
        "ingestionTime": row["ingested"],
        "eventId": f"{row['id']:0{_ID_DIGITS}d}",
    }


def _values(event: Event) -> tuple[int, int, str]:
    return event["timestamp"], event["ingestionTime"], event["message"]


def _timestamp(event: Event) -> int:
    return int(event["timestamp"])
