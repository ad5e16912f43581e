"""When ended builds' directories are removed: in a pause, where too many wait, and at the end."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from localcloud.services.codebuild.process.ended_workspaces import EndedWorkspaces

LONG = 3600.0
WAIT_SECONDS = 30.0


@dataclass
class Directory:
    removed: threading.Event = field(default_factory=threading.Event)

    def remove(self) -> None:
        self.removed.set()


def test_a_directory_goes_once_no_build_has_run_for_a_while() -> None:
    ended, directory = EndedWorkspaces(idle_seconds=0.01), Directory()
    ended.build_started()
    ended.build_ended(directory)
    assert directory.removed.wait(WAIT_SECONDS)


def test_it_stays_while_another_build_runs() -> None:
    ended, first, second = EndedWorkspaces(idle_seconds=0.01), Directory(), Directory()
    ended.build_started()
    ended.build_started()
    ended.build_ended(first)
    assert not first.removed.wait(0.3)
    ended.build_ended(second)
    assert first.removed.wait(WAIT_SECONDS)
    assert second.removed.wait(WAIT_SECONDS)


def test_a_build_that_starts_in_the_pause_puts_it_off() -> None:
    ended, directory = EndedWorkspaces(idle_seconds=1.0), Directory()
    ended.build_started()
    ended.build_ended(directory)
    ended.build_started()
    assert not directory.removed.wait(1.5)
    ended.build_ended(Directory())
    assert directory.removed.wait(WAIT_SECONDS)


@dataclass
class HeldDirectory(Directory):
    """One whose removal takes until it is let go on."""

    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def remove(self) -> None:
        self.begun.set()
        assert self.go_on.wait(WAIT_SECONDS)
        super().remove()


def test_a_build_that_starts_while_directories_go_puts_off_the_others() -> None:
    ended, first, second, third = EndedWorkspaces(idle_seconds=0.01), HeldDirectory(), Directory(), Directory()
    ended.adopt([first, second])
    assert first.begun.wait(WAIT_SECONDS)
    ended.build_started()
    first.go_on.set()
    assert first.removed.wait(WAIT_SECONDS)
    assert not second.removed.wait(0.5)
    ended.build_ended(third)
    assert second.removed.wait(WAIT_SECONDS)
    assert third.removed.wait(WAIT_SECONDS)


def test_what_an_earlier_server_left_goes_in_the_same_pause() -> None:
    ended, left, directory = EndedWorkspaces(idle_seconds=0.3), Directory(), Directory()
    ended.adopt([left])
    ended.build_started()
    assert not left.removed.wait(1.0)
    ended.build_ended(directory)
    assert left.removed.wait(WAIT_SECONDS)
    assert directory.removed.wait(WAIT_SECONDS)


def test_what_an_earlier_server_left_needs_no_build_to_go() -> None:
    ended, left = EndedWorkspaces(idle_seconds=0.01), Directory()
    ended.adopt([left])
    assert left.removed.wait(WAIT_SECONDS)


def test_the_oldest_goes_at_once_where_too_many_wait() -> None:
    ended, directories = EndedWorkspaces(idle_seconds=LONG, kept=2), [Directory() for _ in range(3)]
    for directory in directories:
        ended.build_started()
        ended.build_ended(directory)
    assert directories[0].removed.wait(WAIT_SECONDS)
    assert [directory.removed.is_set() for directory in directories[1:]] == [False, False]
    ended.remove_all()
    assert [directory.removed.is_set() for directory in directories] == [True, True, True]
