"""How far a command is whose steps run beside each other: a bar below its lines, on a terminal alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_BESIDE = 52
"""Columns that the bar, the count and the time take."""


class StepBar:
    """The steps that are done, of how many, and which are under way. Thread-safe.

    It is drawn once `shown` is entered, and disappears with its end: what a step came to stands in the lines above.
    Where the console is no terminal nothing is drawn.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._running: list[str] = []
        self._done = 0
        self._progress: Progress | None = None

    @contextmanager
    def shown(self, total: int | None) -> Iterator[None]:
        """Draws the bar for the block.

        Args:
            total: how many steps there will be; None where that is not known, as in a cloud that has a part of it.
        """
        if not self._console.is_terminal or self._console.is_dumb_terminal:
            yield
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console, transient=True, refresh_per_second=4) as progress:
            progress.add_task("", total=total)
            self._progress = progress
            try:
                yield
            finally:
                self._progress = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step; it counts as done where it ends without an error."""
        with self._lock:
            self._running.append(name)
            self._draw()
        try:
            yield
        except BaseException:
            with self._lock:
                self._running.remove(name)
                self._draw()
            raise
        with self._lock:
            self._running.remove(name)
            self._done += 1
            self._draw()

    def _draw(self) -> None:
        if self._progress is None:
            return
        text = ", ".join(self._running)
        room = max(10, self._console.width - _BESIDE)
        shown = text if len(text) <= room else f"{text[: room - 1]}…"
        for task in self._progress.task_ids:
            self._progress.update(task, description=shown, completed=self._done)
