"""Ctrl-C: the first one unwinds the command in order, a second one only makes the clean-up quicker, never skips it.

Python's own handler would raise again inside the clean-up and leave a build or a server behind.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption:
    """Turns the first SIGINT, SIGTERM or SIGHUP into KeyboardInterrupt, and every further one into `urgent`."""

    def __init__(self) -> None:
        self.urgent = threading.Event()
        self._terminals: tuple[int, ...] = ()
        self._seen = 0
        self._held = 0
        self._due = False

    def install(self) -> None:
        """Installs the handlers; from the main thread only, as Python demands."""
        self._terminals = tuple(descriptor for descriptor in (0, 1, 2) if os.isatty(descriptor))
        for number in _SIGNALS:
            signal.signal(number, self._handle)

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._leave_terminals()
        self._seen += 1
        if self._seen > 1:
            self.urgent.set()
        elif self._held:
            self._due = True
        else:
            raise KeyboardInterrupt

    def _leave_terminals(self) -> None:
        """A closed terminal takes no word any more: a clean-up that says what it does would end there, half done."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in self._terminals:
            os.dup2(nowhere, descriptor)
        os.close(nowhere)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Postpones the interrupt over a few statements that must not be torn apart, such as starting a process and
        noting its id.
        """
        if threading.current_thread() is not threading.main_thread():
            yield  # signals are only ever handled in the main thread
            return
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self._due and not self._held:
            self._due = False
            raise KeyboardInterrupt


def wait_for_input(stream: TextIO) -> None:
    """Waits until a person has typed a line, or raises what a signal asks for. From the main thread only."""
    _wait_until_readable(stream.fileno())


class Wakening:
    """Lets other threads end a wait of the main thread, which a signal ends as well."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def __enter__(self) -> Wakening:
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody may `wake` any more."""
        os.close(self._reading)
        os.close(self._writing)

    def wake(self) -> None:
        """Ends one wait, the present one or the next; from any thread."""
        os.write(self._writing, b"x")

    def wait(self) -> None:
        """Waits for one `wake`, or raises what a signal asks for. From the main thread only."""
        _wait_until_readable(self._reading)
        os.read(self._reading, 1)


def _wait_until_readable(descriptor: int) -> None:
    """Python handles a signal only between two of its own instructions: one that comes just before a read or a lock's
    wait begins is noticed when that ends, which may be never. Here the signal itself ends the wait.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing)
    try:
        select.select([descriptor, reading], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)


INTERRUPTION = Interruption()
