"""Log events are written to a database when they are put, and a checkpoint holds only where they are.

MiniStack keeps each event twice in memory, and all of them are in each checkpoint: after a build that printed 100,000
lines every following checkpoint took seconds, and a million lines were two gigabytes.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict, json_response
from ministack.services import cloudwatch_logs

from localcloud.aws.runtime import active
from localcloud.aws.storage.collected_records import CollectedRecords
from localcloud.aws.storage.expiry import remove_at_checkpoints
from localcloud.aws.storage.log_events import Event, EventTable, StoredEvents
from localcloud.ministack.state_formats import use_formats
from localcloud.ministack.stream_records import STORED, StreamRecords
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudwatch_logs", "_append_log_events", "stream,events"),
    Touched("services.cloudwatch_logs", "_build_log_record", "ptr,timestamp_ms,message,log_group,log_stream"),
    Touched("services.cloudwatch_logs", "_describe_log_groups", "data"),
    Touched("services.cloudwatch_logs", "_describe_log_streams", "data"),
    Touched("services.cloudwatch_logs", "_fanout_to_live_tail_sessions", "group_name,stream_name,events"),
    Touched("services.cloudwatch_logs", "_fanout_to_subscription_filters", "group_name,stream_name,events"),
    Touched("services.cloudwatch_logs", "_log_groups"),
    Touched("services.cloudwatch_logs", "_log_records"),
    Touched("services.cloudwatch_logs", "_put_log_events", "data"),
    Touched("services.cloudwatch_logs", "_stream_event_range", "events,stream_name,start,end"),
    Touched("services.cloudwatch_logs", "get_state", ""),
    Touched("services.cloudwatch_logs", "load_persisted_state", "data"),
)
_SERVICE: Final = "cloudwatch_logs"
_DAY: Final = 86_400.0
Stream = dict[str, Any]


_sizes = threading.local()


class _Events(StoredEvents):
    """As MiniStack reads them."""

    def __iter__(self) -> Iterator[Event]:
        """One by one; where only their size is asked for, one that is as long as all of them."""
        return iter([{"message": range(self.characters)}]) if getattr(_sizes, "only", False) else super().__iter__()


def _with_sizes_only(describe: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """`storedBytes` without reading what is stored: MiniStack adds up the lengths of all messages for it."""

    @functools.wraps(describe)
    def described(data: dict[str, Any]) -> Any:
        _sizes.only = True
        try:
            return describe(data)
        finally:
            _sizes.only = False

    return described


class _LogRecords(AccountRegionScopedDict):  # type: ignore[misc]
    """What MiniStack looks an event up in by its id: nothing is kept, it is read where the event is."""

    def __init__(self, table: EventTable) -> None:
        super().__init__()
        self._table = table
        self._places: dict[int, tuple[str, str]] = {}

    def __deepcopy__(self, memo: Any) -> AccountRegionScopedDict:
        """What a checkpoint gets."""
        return AccountRegionScopedDict()

    def __setitem__(self, key: str, value: Any) -> None:
        """Nothing: the event itself is in the table."""

    def update(self, *given: Any, **named: Any) -> None:
        """Nothing, as well."""

    def get(self, key: str, default: Any = None) -> Any:
        """The record of an event in a stream of the caller's account and region."""
        found = self._table.find(key)
        place = self._place(found[0]) if found else None
        if found is None or place is None:
            return default
        event, (group, stream) = found[1], place
        return cloudwatch_logs._build_log_record(
            ptr=key, timestamp_ms=event["timestamp"], message=event["message"], log_group=group, log_stream=stream
        )

    def _place(self, number: int) -> tuple[str, str] | None:
        place = self._places.get(number)
        if place is None or not _holds(place, number):
            self._places.update(
                (stream["events"].number, (group_name, name))
                for group_name, group in cloudwatch_logs._log_groups.items()
                for name, stream in group["streams"].items()
                if isinstance(stream["events"], StoredEvents)
            )
            place = self._places.get(number)
        return place if place and _holds(place, number) else None


def _holds(place: tuple[str, str], number: int) -> bool:
    group, name = place
    stream = (cloudwatch_logs._log_groups.get(group) or {"streams": {}})["streams"].get(name)
    return bool(stream and isinstance(stream["events"], StoredEvents) and stream["events"].number == number)


class LogStreams:
    """Which streams the checkpoints hold, of the events in the table."""

    def __init__(self, table: EventTable, records: StreamRecords) -> None:
        self.table = table
        self._records = records
        self._saved: frozenset[int] | None = None
        self._newest = 0

    def state(self, get_state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """MiniStack's state with a reference in place of each stream's events."""
        for stream in list(_streams(cloudwatch_logs._log_groups)):
            self._stored(stream)  # what is put into it later is found by a checkpoint from before
        newest = self.table.newest_stream()
        state = get_state()
        for stream in _streams(state["log_groups"]):
            if isinstance(stream["events"], StoredEvents):
                stream["events"] = {STORED: stream["events"].number}
        self._records.take_out(state)
        self._newest = newest
        return state

    def load(self, load: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
        """Let MiniStack load its state, and give each stream what the table has of it."""
        self._records.put_back(data)
        loaded = [(stream, stream["events"]) for stream in _streams(data.get("log_groups", {}))]
        for stream, _ in loaded:
            stream["events"] = []
        load(data)
        for stream, events in loaded:
            if isinstance(events, dict):
                stream["events"] = self.table.stream(events[STORED])
                _bring_up_to_date(stream)
            else:
                self.append(stream, events)

    def append(self, stream: Stream, events: list[Event]) -> None:
        """Put events into a stream; its first ones make it known to the table."""
        if events:
            self._stored(stream).append_in_order(events)
            _bring_up_to_date(stream)

    def _stored(self, stream: Stream) -> StoredEvents:
        """A stream's events in the table; MiniStack begins each stream with an empty list."""
        with self.table.lock:
            if not isinstance(stream["events"], StoredEvents):
                stream["events"] = self.table.new_stream()
            events: StoredEvents = stream["events"]
            return events

    def remove_expired(self, now: float) -> None:
        """Remove the events that are older than their groups keep them; no stream is read but for these."""
        for group in list(cloudwatch_logs._log_groups._data.values()):
            days = group.get("retentionInDays")
            oldest = (now - int(days) * _DAY) * 1000 if days else 0
            for stream in list(group["streams"].values()):
                if (stream.get("firstEventTimestamp") or oldest) < oldest:
                    stream["events"].remove_before(oldest)
                    stream["firstEventTimestamp"] = None
                    _bring_up_to_date(stream)

    def forget_deleted(self, state: Mapping[str, Any]) -> None:
        """Remove the events of streams that neither a checkpoint that has become current nor the one before holds."""
        self._records.forget_deleted(state)
        saved = self._records.numbers
        before, self._saved = self._saved, saved
        if before is not None:
            self.table.keep(saved | before, up_to=self._newest)


def _streams(groups: Any) -> Iterator[Stream]:
    for group in getattr(groups, "_data", groups).values():
        yield from group.get("streams", {}).values()


def _bring_up_to_date(stream: Stream) -> None:
    events = stream["events"]
    if events:
        newest = events[-1]
        stream["firstEventTimestamp"] = events[0]["timestamp"]
        stream["lastEventTimestamp"] = newest["timestamp"]
        stream["lastIngestionTime"] = max(stream.get("lastIngestionTime") or 0, newest["ingestionTime"])


_applied: list[LogStreams] = []


def apply() -> None:
    """Put events into the table from now on, and read them from there."""
    table = EventTable(active().state_dir / "logs" / "events.sqlite", view=_Events)
    records = CollectedRecords(active().state_dir / "logs" / "streams.sqlite")
    streams = LogStreams(table, StreamRecords(records))
    use_formats()
    cloudwatch_logs._append_log_events = streams.append
    cloudwatch_logs._log_records = _LogRecords(table)
    cloudwatch_logs._put_log_events = functools.partial(_put_log_events, cloudwatch_logs._put_log_events)
    cloudwatch_logs._stream_event_range = _stream_event_range
    cloudwatch_logs.get_state = functools.partial(streams.state, cloudwatch_logs.get_state)
    cloudwatch_logs.load_persisted_state = functools.partial(streams.load, cloudwatch_logs.load_persisted_state)
    for name in ("_describe_log_groups", "_describe_log_streams"):
        setattr(cloudwatch_logs, name, _with_sizes_only(getattr(cloudwatch_logs, name)))
    remove_at_checkpoints(active().state_dir, "logs", streams.remove_expired)
    _applied[:] = [streams]


def _put_log_events(refuse: Callable[[dict[str, Any]], Any], data: dict[str, Any]) -> Any:
    """MiniStack's, without a second record of each event; it is on the way of every line that a build prints."""
    group, name = data.get("logGroupName"), data.get("logStreamName")
    stream = (cloudwatch_logs._log_groups.get(group) or {"streams": {}})["streams"].get(name)
    if stream is None:
        return refuse(data)
    now, given = int(time.time() * 1000), data.get("logEvents", [])
    events = [
        {"timestamp": event.get("timestamp", now), "message": event.get("message", ""), "ingestionTime": now}
        for event in given
    ]
    cloudwatch_logs._append_log_events(stream, events)
    stream["uploadSequenceToken"] = str(int(stream["uploadSequenceToken"]) + 1)
    cloudwatch_logs._fanout_to_subscription_filters(group, name, given)
    cloudwatch_logs._fanout_to_live_tail_sessions(group, name, events)
    return json_response({"nextSequenceToken": stream["uploadSequenceToken"]})


def _stream_event_range(events: Any, stream_name: str, start: int, end: int) -> Iterator[tuple[Event, str]]:
    found = events.between(start, end) if isinstance(events, StoredEvents) else iter(events[start:end])
    return ((event, stream_name) for event in found)


def forget_deleted(states: Mapping[str, Any]) -> None:
    """Let go of what a complete checkpoint does not hold any more."""
    for streams in _applied if _SERVICE in states else ():
        streams.forget_deleted(states[_SERVICE])
