"""Events of stacks are written once, and a checkpoint holds only up to where.

MiniStack has the events of every update of every stack in each checkpoint: each release of a stack with twenty changed
resources left some twenty kilobytes there, written again after every action.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import cloudformation

from localcloud.aws.runtime import active
from localcloud.aws.storage.collected_records import CollectedRecords
from localcloud.ministack.state_formats import use_formats
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation", "_PERSISTED_STORES"),
    Touched("services.cloudformation", "_stack_events"),
    Touched("services.cloudformation", "get_state", ""),
    Touched("services.cloudformation", "load_persisted_state", "data"),
)
_SERVICE: Final = "cloudformation"
_EVENTS: Final = "stack_events"
_COLLECTED: Final = "collected"
Key = tuple[str, str, str]


class StackEvents:
    """How many events of each stack are in the file."""

    def __init__(self, records: CollectedRecords) -> None:
        self.records = records
        self._written: dict[Key, int] = {}

    def state(self, get_state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """MiniStack's state with a number in place of the events.

        Raises:
            sqlite3.Error: the disk refused.
        """
        events = {key: list(found) for key, found in list(cloudformation._stack_events._data.items())}
        gone = [key for key, count in self._written.items() if len(events.get(key, ())) < count]
        written = {key: count for key, count in self._written.items() if key not in gone}
        number = self.records.collect(new=_new(events, written), gone=map(json.dumps, gone))
        self._written = {key: len(found) for key, found in events.items()}
        return {**get_state(), _EVENTS: {_COLLECTED: number}}

    def load(self, load: Callable[[dict[str, Any]], None], data: dict[str, Any]) -> None:
        """Let MiniStack load its state, and read the events, which an earlier version wrote into it."""
        load(data)
        events, found = data.get(_EVENTS), cloudformation._stack_events._data
        if isinstance(events, AccountRegionScopedDict):
            found.update(events._data)
        elif events:
            for text, event in self.records.restore(events[_COLLECTED]):
                account, region, stack = json.loads(text)
                found.setdefault((account, region, stack), []).append(event)
            self._written = {key: len(of_stack) for key, of_stack in found.items()}


def _new(events: Mapping[Key, list[Any]], written: Mapping[Key, int]) -> Iterator[tuple[str, Any]]:
    for key, found in events.items():
        for event in found[written.get(key, 0) :]:
            yield json.dumps(key), event


_applied: list[StackEvents] = []


def apply() -> None:
    """Write events to their file from now on, and read them from there."""
    use_formats()
    events = StackEvents(CollectedRecords(active().state_dir / "cloudformation" / "events.sqlite"))
    cloudformation._PERSISTED_STORES = tuple(
        (store, name) for store, name in cloudformation._PERSISTED_STORES if name != _EVENTS
    )
    cloudformation.get_state = functools.partial(events.state, cloudformation.get_state)
    cloudformation.load_persisted_state = functools.partial(events.load, cloudformation.load_persisted_state)
    _applied[:] = [events]


def forget_deleted(states: Mapping[str, Any]) -> None:
    """Let go of what a complete checkpoint does not hold any more."""
    for events in _applied if _SERVICE in states else ():
        events.records.forget(states[_SERVICE][_EVENTS][_COLLECTED])
