"""Many who ask for a checkpoint at once get one that began after they asked, and not one each."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from localcloud.server import checkpoint

ASKING = 20


class Disk:
    """Writes checkpoints of a number; each waits until it is let through."""

    def __init__(self) -> None:
        self.state = 0
        self.saved: list[int] = []
        self.begun = threading.Semaphore(0)
        self.through = threading.Semaphore(0)

    def write(self, state_dir: Path) -> int:
        answered, state = checkpoint._requests.newest, self.state
        self.begun.release()
        assert self.through.acquire(timeout=30)
        self.saved.append(state)
        return answered


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    written = Disk()
    monkeypatch.setattr(checkpoint, "_write", written.write)
    return written


def asking(folder: Path, count: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=checkpoint.write_checkpoint, args=(folder,)) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_those_who_ask_while_one_is_written_share_the_next(disk: Disk, tmp_path: Path) -> None:
    first = asking(tmp_path, 1)
    assert disk.begun.acquire(timeout=30)
    disk.state = 1  # changed after the first began: it does not hold this
    before = checkpoint._requests.newest
    others = asking(tmp_path, ASKING)
    while checkpoint._requests.newest < before + ASKING:
        threading.Event().wait(0.001)
    disk.through.release()
    first[0].join(30)
    assert disk.begun.acquire(timeout=30)
    assert all(thread.is_alive() for thread in others)
    disk.through.release()
    for thread in others:
        thread.join(30)
    assert disk.saved == [0, 1]


def test_who_asks_later_gets_one_of_their_own(disk: Disk, tmp_path: Path) -> None:
    for state in (1, 2):
        disk.state = state
        disk.through.release()
        checkpoint.write_checkpoint(tmp_path)
    assert disk.saved == [1, 2]


def test_one_that_failed_answers_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    attempts = []

    def refuse(state_dir: Path) -> int:
        attempts.append(state_dir)
        raise OSError("no space left on device")

    monkeypatch.setattr(checkpoint, "_write", refuse)
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            checkpoint.write_checkpoint(tmp_path)
    assert len(attempts) == 2
