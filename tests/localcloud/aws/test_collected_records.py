"""What a checkpoint's number stands for is what there was, whatever was written for later ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localcloud.aws.storage.collected_records import CollectedRecords


@pytest.fixture
def records(tmp_path: Path) -> Iterator[CollectedRecords]:
    found = CollectedRecords(tmp_path / "records.sqlite")
    yield found
    found.database.close()


def _stored(records: CollectedRecords) -> int:
    row = records.database.row("SELECT count(*) AS count FROM records")
    return int(row["count"]) if row else 0


def test_a_number_restores_what_was_there_and_drops_what_came_later(records: CollectedRecords) -> None:
    first = records.collect(new=[("a", 1), ("a", 2), ("b", 3)], gone=[])
    records.collect(new=[("c", 4)], gone=["a"])  # its checkpoint never became current
    assert records.restore(first) == [("a", 1), ("a", 2), ("b", 3)]
    assert records.collect(new=[("d", 5)], gone=["b"]) > first
    assert records.restore(records.number) == [("a", 1), ("a", 2), ("d", 5)]


def test_nothing_new_is_the_same_number_and_nothing_written(records: CollectedRecords) -> None:
    number = records.collect(new=[("a", 1)], gone=[])
    commits = records.database.commits
    assert records.collect(new=[], gone=[]) == number
    assert records.database.commits == commits


def test_what_went_stays_for_as_long_as_the_checkpoint_before_has_it(records: CollectedRecords) -> None:
    records.forget(records.collect(new=[("a", 1), ("b", 2)], gone=[]))
    records.forget(records.collect(new=[], gone=["a"]))
    assert _stored(records) == 2
    records.forget(records.number)
    assert _stored(records) == 1


def test_what_no_checkpoint_refers_to_is_dropped(tmp_path: Path) -> None:
    """A server was killed before its first checkpoint was whole."""
    before = CollectedRecords(tmp_path / "records.sqlite")
    before.collect(new=[("lost", 1)], gone=[])
    before.database.close()
    records = CollectedRecords(tmp_path / "records.sqlite")
    number = records.collect(new=[("a", 2)], gone=[])
    assert records.restore(number) == [("a", 2)]
    records.database.close()
