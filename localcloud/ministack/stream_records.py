"""Log streams are written once, and a checkpoint holds only which there were: each build has one, of 250 bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from localcloud.aws.storage.collected_records import CollectedRecords

_STREAMS: Final = "streams"
_COLLECTED: Final = "collected"
STORED: Final = "stored"
"""In the place of a stream's events: their number in the table of events."""
Groups = Mapping[tuple[str, str, str], dict[str, Any]]


class StreamRecords:
    """What a stream is beside its events, by the number of these.

    Attributes:
        numbers: of the streams that were collected last.
    """

    def __init__(self, records: CollectedRecords) -> None:
        self._records = records
        self.numbers: frozenset[int] = frozenset()

    def take_out(self, state: dict[str, Any]) -> None:
        """Take the streams out of a state that a checkpoint gets, and put a number there instead.

        Raises:
            sqlite3.Error: the disk refused.
        """
        groups: Groups = state["log_groups"]._data
        found = {stream["events"][STORED]: (key, name, stream) for key, name, stream in _of(groups)}
        numbers = frozenset(found)
        state[_STREAMS] = {
            _COLLECTED: self._records.collect(
                new=((str(number), found[number]) for number in sorted(numbers - self.numbers)),
                gone=map(str, self.numbers - numbers),
            )
        }
        self.numbers = numbers
        for group in groups.values():
            group["streams"] = {}

    def put_back(self, state: dict[str, Any]) -> None:
        """Put the streams into a state that was read; those of an earlier version are in it."""
        collected = state.pop(_STREAMS, None)
        if collected is None:
            return
        groups: Groups = state["log_groups"]._data
        restored = self._records.restore(collected[_COLLECTED])
        for _, (key, name, stream) in restored:
            if tuple(key) in groups:
                groups[tuple(key)]["streams"][name] = stream
        self.numbers = frozenset(int(number) for number, _ in restored)

    def forget_deleted(self, state: Mapping[str, Any]) -> None:
        """Remove what neither a checkpoint that has become current nor the one before holds."""
        self._records.forget(state[_STREAMS][_COLLECTED])


def _of(groups: Groups) -> Iterator[tuple[tuple[str, str, str], str, dict[str, Any]]]:
    for key, group in groups.items():
        for name, stream in group["streams"].items():
            if isinstance(stream["events"], dict):
                yield key, name, stream
