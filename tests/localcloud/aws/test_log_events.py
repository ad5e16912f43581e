"""Log events in a database: read like a list, written once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.aws.storage.log_events import Event, EventTable


@pytest.fixture
def table(tmp_path: Path) -> Iterator[EventTable]:
    opened = EventTable(tmp_path / "events.sqlite")
    yield opened
    opened.database.close()


def events(*given: tuple[int, str]) -> list[Event]:
    return [{"timestamp": time, "message": message, "ingestionTime": 7} for time, message in given]


def rows_changed(table: EventTable) -> int:
    return table.database._connection.total_changes


def test_a_stream_reads_like_a_list(table: EventTable) -> None:
    stream = table.new_stream()
    stream.append_in_order(events(*((number, f"line {number}") for number in range(2_500))))
    messages = [f"line {number}" for number in range(2_500)]
    assert len(stream) == 2_500
    assert [event["message"] for event in stream] == messages
    assert [event["message"] for event in stream[990:2_010]] == messages[990:2_010]
    assert [event["message"] for event in stream[-3:]] == messages[-3:]
    assert (stream[0]["message"], stream[-1]["message"]) == ("line 0", "line 2499")
    assert stream.characters == sum(map(len, messages))
    with pytest.raises(IndexError):
        stream[2_500]


def test_late_events_come_to_their_place(table: EventTable) -> None:
    stream = table.new_stream()
    stream.append_in_order(events((1, "a"), (3, "c"), (3, "d"), (5, "f")))
    stream.append_in_order(events((4, "e"), (1, "b"), (0, "first")))
    assert [event["message"] for event in stream] == ["first", "a", "b", "c", "d", "e", "f"]
    assert [event["timestamp"] for event in stream] == [0, 1, 1, 3, 3, 4, 5]
    assert len({event["eventId"] for event in stream}) == 7


def test_streams_are_apart_and_there_again_once_reopened(table: EventTable, tmp_path: Path) -> None:
    one, other = table.new_stream(), table.new_stream()
    one.append_in_order(events((1, "one")))
    other.append_in_order(events((1, "other"), (2, "more")))
    table.database.close()
    again = EventTable(tmp_path / "events.sqlite")
    read = again.stream(other.number)
    assert ([event["message"] for event in read], read.characters) == (["other", "more"], 9)
    assert again.new_stream().number not in (one.number, other.number)
    again.database.close()


def test_an_event_is_found_by_its_id(table: EventTable) -> None:
    stream = table.new_stream()
    stream.append_in_order(events((1, "a"), (2, "b")))
    assert table.find(stream[1]["eventId"]) == (stream.number, stream[1])
    assert table.find("9" * 56) is None
    assert table.find("6a1c0b7e") is None


def test_what_was_written_is_not_written_again(table: EventTable) -> None:
    """However long a log is: each event is a row, and beside the batch's rows there is its stream's and the count."""
    stream = table.new_stream()
    changes = []
    for batch in range(20):
        before = rows_changed(table)
        stream.append_in_order(events(*((batch, "line") for _ in range(100))))
        changes.append(rows_changed(table) - before)
    assert set(changes) == {102}


def test_only_what_is_to_be_kept_stays(table: EventTable) -> None:
    kept, removed = table.new_stream(), table.new_stream()
    for stream in (kept, removed):
        stream.append_in_order(events((1, "line"), (2, "line")))
    newest = table.newest_stream()
    later = table.new_stream()
    later.append_in_order(events((1, "line")))
    table.keep({kept.number}, up_to=newest)
    assert [len(table.stream(stream.number)) for stream in (kept, removed, later)] == [2, 0, 1]
    assert table.database.row("SELECT count(*) AS found FROM events")["found"] == 3  # type: ignore[index]


def test_events_past_their_retention_go_and_the_others_keep_their_order(table: EventTable) -> None:
    stream = table.new_stream()
    stream.append_in_order(events(*((number, f"line {number}") for number in range(12_000))))
    stream.remove_before(11_998)
    assert [event["message"] for event in stream] == ["line 11998", "line 11999"]
    assert (len(stream), stream.characters, stream[-1]["message"]) == (2, 20, "line 11999")
    stream.append_in_order(events((11_998, "late"), (12_000, "new")))
    expected = ["line 11998", "late", "line 11999", "new"]
    assert [event["message"] for event in stream[0:4]] == expected
    assert [event["message"] for event in table.stream(stream.number)] == expected


def test_a_stream_that_lost_all_events_takes_new_ones(table: EventTable) -> None:
    stream = table.new_stream()
    stream.append_in_order(events((1, "a"), (2, "b")))
    stream.remove_before(3)
    assert (list(stream), stream.characters) == ([], 0)
    stream.append_in_order(events((4, "c")))
    assert (
        [event["message"] for event in stream] == [event["message"] for event in table.stream(stream.number)] == ["c"]
    )
