"""The bar below a command's lines."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from rich.console import Console

from localcloud.cli.terminal.step_bar import StepBar

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def drawn(block: Callable[[StepBar], None], *, terminal: bool, total: int | None = 3, width: int = 100) -> str:
    """All that a console was given while the block ran, without what moves the cursor."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)
    bar = StepBar(console)
    with bar.shown(total):
        block(bar)
        if terminal and bar._progress is not None:
            bar._progress.refresh()
    assert isinstance(console.file, io.StringIO)
    return _CODES.sub("", console.file.getvalue())


def _two_of_three(bar: StepBar) -> None:
    with bar.step("cdk synth"), bar.step("cdk bootstrap (dev)"):
        if bar._progress is not None:
            bar._progress.refresh()


def test_it_names_what_runs_and_counts_what_is_done() -> None:
    text = drawn(_two_of_three, terminal=True)
    assert "cdk synth, cdk bootstrap (dev)" in text
    assert "0/3" in text
    assert "2/3" in text


def test_outside_of_a_terminal_nothing_is_drawn() -> None:
    assert drawn(_two_of_three, terminal=False) == ""


def test_a_step_that_fails_is_not_done() -> None:
    def fails(bar: StepBar) -> None:
        with pytest.raises(OSError, match="gone"), bar.step("cdk synth"):
            raise OSError("gone")

    assert "1/3" not in drawn(fails, terminal=True)


def test_steps_beside_each_other_are_all_counted() -> None:
    def many(bar: StepBar) -> None:
        def one(number: int) -> None:
            with bar.step(str(number)):
                pass

        with ThreadPoolExecutor(max_workers=8) as pool:
            list(pool.map(one, range(200)))

    assert "200/200" in drawn(many, terminal=True, total=200)


def test_how_many_there_will_be_may_be_unknown() -> None:
    assert "2/?" in drawn(_two_of_three, terminal=True, total=None)


def test_what_runs_is_cut_where_the_terminal_is_narrow() -> None:
    def long(bar: StepBar) -> None:
        with bar.step("cdk bootstrap (an environment with a long name)"):
            assert bar._progress is not None
            bar._progress.refresh()

    text = drawn(long, terminal=True, width=70)
    assert "…" in text
    assert all(len(line) <= 70 for line in text.split("\r"))
