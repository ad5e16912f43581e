"""A build's log, followed: its newest lines at once, also of a build that writes faster than anybody reads, and each
line by its number once somebody asks for it.
"""

from __future__ import annotations

import pytest

from delivery.console.reading import build_log, stored_lines
from delivery.console.reading.build_log import NEWEST, BuildLog, LogPage
from tests.console.written_log import WrittenLog

BUILD = "small:0f0e0d0c-0000-4000-8000-000000000001"
MANY = 100_000


@pytest.fixture(autouse=True)
def _each_look_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_log, "FRESH_SECONDS", -1.0)


def followed(log: WrittenLog) -> BuildLog:
    return BuildLog(log.account(), BUILD)


def asked_until_read(log: BuildLog, first: int, count: int, *, text: str = "", view: int = 0) -> LogPage:
    """As a page asks: again, while the log is behind."""
    for _ in range(20):
        page = log.page(first, count, text=text, view=view)
        if not page.news.behind:
            return page
    raise AssertionError("it is behind for ever")


def test_of_a_flood_the_newest_lines_are_shown_and_little_is_read() -> None:
    written = WrittenLog(20_000, ended=False)
    log = followed(written)
    for lines in (20_000, 60_000, MANY):
        written.lines = lines
        news = log.news()
        assert news.newest == tuple(f"line {number} of the log" for number in range(lines - NEWEST + 1, lines + 1))
        assert news.behind
        assert not news.complete
    assert sum(written.asked) < 5_000


@pytest.mark.parametrize("number", [1, 256, 257, 50_000, 99_999, MANY])
def test_any_line_of_a_flood_is_there_where_somebody_asks(number: int) -> None:
    log = followed(WrittenLog(MANY, ended=False))
    log.news()
    assert asked_until_read(log, number, 1).lines == ((number, f"line {number} of the log"),)


def test_a_log_is_read_to_its_end_once_its_build_has_ended() -> None:
    log = followed(WrittenLog(MANY, ended=True))
    looks = [log.news() for _ in range(12)]
    assert looks[0].newest[-1] == f"line {MANY} of the log"
    assert (looks[-1].known, looks[-1].behind, looks[-1].complete) == (MANY, False, True)


def test_what_stands_still_is_read_on_faster() -> None:
    written = WrittenLog(MANY, ended=False)
    log = followed(written)
    looks = [log.news() for _ in range(12)]
    assert (looks[-1].known, looks[-1].behind, looks[-1].complete) == (MANY, False, False)


def test_a_log_that_goes_on_is_read_on() -> None:
    written = WrittenLog(3, ended=False)
    log = followed(written)
    first = log.news()
    assert log.news() == first, "nothing is new"
    written.lines, written.ended = 5, True
    second = log.news()
    assert [(news.known, news.newest[-1], news.complete) for news in (first, second)] == [
        (3, "line 3 of the log", False),
        (5, "line 5 of the log", True),
    ]


def test_a_reader_finds_what_they_saw_of_a_flood_by_its_number() -> None:
    written = WrittenLog(40_000, ended=False)
    log = followed(written)
    seen = log.news()
    written.lines = MANY
    log.news()
    page = asked_until_read(log, 1, 1, view=seen.version)
    assert page.at == 40_000 - NEWEST + 1
    assert log.page(page.at, 1).lines[0][1] == seen.newest[0]


def test_a_search_counts_the_lines_of_the_whole_log_and_gives_those_that_are_asked_for() -> None:
    written = WrittenLog(MANY, ended=False)
    log = followed(written)
    page = asked_until_read(log, 1, 3, text="LINE 5000")
    assert (page.total, page.lines[0]) == (11, (5_000, "line 5000 of the log"))
    assert [number for number, _ in page.lines] == [5_000, 50_000, 50_001]
    assert asked_until_read(log, 10, 5, text="line 5000").lines[-1][0] == 50_009
    written.lines += 1
    log.news()
    assert asked_until_read(log, 1, 1, text="of the log").total == MANY + 1


@pytest.mark.parametrize("text", ["[", "(a|b)*", "\\", "\x01", "%", ""])
def test_a_search_is_for_letters(text: str) -> None:
    log = followed(WrittenLog(3, ended=True, message=lambda number: f"\x1b[31mred\x1b[0m {text} {number}"))
    assert asked_until_read(log, 1, 9, text=f"red {text}".replace("\x01", "\\x01")).total == 3


def test_a_search_does_not_see_what_is_masked() -> None:
    shown = "AKIA" + "IOSFODNN7EXAMPLE"
    log = followed(WrittenLog(300, ended=True, message=lambda number: f"{number} key {shown}"))
    assert asked_until_read(log, 1, 1, text=shown).total == 0
    assert asked_until_read(log, 1, 1, text="key ********").total == 300


def test_a_log_that_is_longer_than_is_kept_says_no_wrong_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_lines, "MOST_BYTES", 100_000)
    log = followed(WrittenLog(MANY, ended=True))
    looks = [log.news() for _ in range(10)]
    assert looks[-1].newest[-1] == f"line {MANY} of the log"
    assert looks[-1].behind
    assert looks[-1].known < 10_000
    assert looks[-1].complete, "a page would be told for ever"


def test_what_was_read_before_it_failed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    written = WrittenLog(25_000, ended=True)
    account = written.account()

    def fails_once(**asked: object) -> dict[str, object]:
        if len(written.asked) == 1:
            written.asked.append(0)
            raise TimeoutError
        return written.get_log_events(**asked)

    account.answers["logs", "get_log_events"] = fails_once
    log = BuildLog(account, BUILD)
    with pytest.raises(TimeoutError):
        log.news()
    assert asked_until_read(log, 25_000, 1).lines == ((25_000, "line 25000 of the log"),)
    assert asked_until_read(log, 10_000, 2).lines[1] == (10_001, "line 10001 of the log")
