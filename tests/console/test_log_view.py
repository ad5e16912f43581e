"""A log of any length in the browser: the newest lines of a flood, any line where the reader goes there, a line in the
middle by search, in few elements; and nothing while nobody sees the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.console.hostile_account import hostile_console
from tests.console.visit import Visit, start_visit
from tests.console.written_log import PAGE, WrittenLog

pytestmark = pytest.mark.slow

MANY = 100_000
MOST_ELEMENTS = 700
_HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@contextmanager
def opened(browser: Browser, log: WrittenLog, path: str = PAGE) -> Iterator[Visit]:
    with hostile_console(log.account()) as console:
        visit = start_visit(browser, console, viewport={"width": 1280, "height": 900})
        visit.open(path)
        yield visit
        visit.page.context.close()
    assert visit.complaints == []


def shown(page: Page) -> list[str]:
    """The lines that a reader sees."""
    found: list[str] = page.evaluate(
        """() => {
          const list = document.getElementById("log-lines"), view = list.getBoundingClientRect();
          return [...list.children].filter((row) => {
            const box = row.getBoundingClientRect();
            return box.top < view.bottom - 2 && box.bottom > view.top + 2;
          }).map((row) => row.textContent);
        }"""
    )
    return found


def elements(page: Page) -> int:
    return int(page.evaluate("document.getElementsByTagName('*').length"))


def at_number(page: Page, number: int) -> None:
    expect(page.locator(f'#log-lines [data-number="{number}"]')).to_be_in_viewport()


def scroll_to(page: Page, share: float) -> None:
    page.locator("#log-lines").evaluate("(list, share) => (list.scrollTop = share * list.scrollHeight)", share)


def scrolled_up(page: Page, pixels: int) -> None:
    """Scrolled by a reader, and done with it."""
    page.evaluate(
        """async (pixels) => {
          const list = document.getElementById("log-lines");
          const ended = new Promise((done) => list.addEventListener("scrollend", done, { once: true }));
          list.scrollBy(0, -pixels);
          await ended;
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }""",
        pixels,
    )


def test_the_end_of_a_flood_is_shown_in_few_elements(browser: Browser) -> None:
    log = WrittenLog(60_000, ended=False)
    with opened(browser, log) as visit:
        expect(visit.page.locator("#log-lines")).to_contain_text("line 60000 of the log")
        log.lines = MANY
        expect(visit.page.locator("#log-lines")).to_contain_text(f"line {MANY} of the log")
        assert shown(visit.page)[-1] == f"line {MANY} of the log"
        assert elements(visit.page) < MOST_ELEMENTS


@pytest.mark.parametrize("ended", [True, False], ids=["ended", "growing"])
def test_a_reader_who_scrolls_sees_any_line(browser: Browser, *, ended: bool) -> None:
    with opened(browser, WrittenLog(MANY, ended=ended)) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text(f"line {MANY} of the log")
        page.locator("#log-lines").hover()
        page.mouse.wheel(0, -200)
        expect(page.get_by_label("Follow")).not_to_be_checked()
        expect(page.locator("#log-state")).to_have_text("100,000 lines", timeout=20_000)
        for share in (0.0, 0.25, 0.5, 0.75, 0.333, 0.9):
            scroll_to(page, share)
            at_number(page, max(1, int(share * MANY) + 10))
            lines = shown(page)
            numbers = [int(line.split()[1]) for line in lines]
            assert numbers == list(range(numbers[0], numbers[0] + len(lines)))
            assert elements(page) < MOST_ELEMENTS


def test_each_line_passes_by_under_a_wheel(browser: Browser) -> None:
    with opened(browser, WrittenLog(3_000, ended=True)) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text("line 3000 of the log")
        seen: set[str] = set()
        page.locator("#log-lines").hover()
        for _ in range(600):
            seen.update(shown(page))
            if "line 1 of the log" in seen:
                break
            page.mouse.wheel(0, -200)
            page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert len(seen) == 3_000


def test_what_a_reader_looks_at_stays_while_the_log_grows(browser: Browser) -> None:
    log = WrittenLog(5_000, ended=False)
    with opened(browser, log) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text("line 5000 of the log")
        page.locator("#log-lines").hover()
        page.mouse.wheel(0, -3_000)
        expect(page.get_by_label("Follow")).not_to_be_checked()
        expect(page.locator("#log-state")).to_have_text("5,000 lines")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before = shown(page)
        log.lines = 5_500
        expect(page.locator("#log-state")).to_have_text("5,500 lines")
        assert shown(page) == before
        page.locator("#log-lines").focus()
        page.keyboard.press("End")
        expect(page.get_by_label("Follow")).to_be_checked()
        expect(page.locator("#log-lines")).to_contain_text("line 5500 of the log")


def test_a_reader_who_scrolls_on_while_lines_are_read_is_not_taken_back(browser: Browser) -> None:
    with opened(browser, WrittenLog(4_800, ended=False)) as visit:
        page, held = visit.page, list[Route]()
        expect(page.locator("#log-lines")).to_contain_text("line 4800 of the log")
        page.route("**/logs/**", lambda route: held.append(route))
        scrolled_up(page, 200)
        expect(page.get_by_label("Follow")).not_to_be_checked()
        scrolled_up(page, 300)
        before = shown(page)
        for route in held:
            route.continue_()
        page.unroute("**/logs/**")
        expect(page.locator("#log-lines > div")).to_have_count(240)
        assert shown(page) == before
        page.locator("#log-lines").focus()
        page.keyboard.press("End")
        expect(page.get_by_label("Follow")).to_be_checked()


def test_what_was_seen_of_a_flood_stays_where_the_reader_stops(browser: Browser) -> None:
    log = WrittenLog(40_000, ended=False)
    with opened(browser, log) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text("line 40000 of the log")
        page.get_by_label("Follow").uncheck()
        expect(page.locator("#log-state")).to_have_text("40,000 lines", timeout=20_000)
        log.lines = MANY
        expect(page.locator("#log-state")).to_contain_text("more than", timeout=20_000)
        assert shown(page)[-1] == "line 40000 of the log"
        page.locator("#log-lines").hover()
        page.mouse.wheel(0, 60)
        expect(page.locator("#log-lines")).to_contain_text("line 40003 of the log")


def test_a_search_finds_a_line_in_the_middle_and_leads_to_it(browser: Browser) -> None:
    def message(number: int) -> str:
        return "\x1b[31mError\x1b[0m: it is [broken" if number == 51_234 else f"line {number}"

    with opened(browser, WrittenLog(MANY, ended=False, message=message)) as visit:
        page = visit.page
        page.get_by_label("Find in the log").fill("error: it is [BROKEN")
        expect(page.locator("#log-found")).to_have_text("1 line", timeout=20_000)
        expect(page.locator("#log-lines > div:visible")).to_have_count(1)
        assert visit.problems() == []
        page.get_by_role("link", name="51234").press("Enter")
        at_number(page, 51_234)
        assert "line 51233" in shown(page)
        assert page.get_by_label("Find in the log").input_value() == ""
        expect(page.locator("#log-lines .here")).to_contain_text("it is [broken")


def test_a_link_leads_to_a_line(browser: Browser) -> None:
    with opened(browser, WrittenLog(MANY, ended=True), f"{PAGE}&line=70000#log") as visit:
        at_number(visit.page, 70_000)
        expect(visit.page.get_by_label("Follow")).not_to_be_checked()


def test_many_lines_that_were_found_are_few_elements(browser: Browser) -> None:
    with opened(browser, WrittenLog(MANY, ended=True)) as visit:
        visit.page.get_by_label("Find in the log").fill("of the log")
        expect(visit.page.locator("#log-found")).to_have_text("100,000 lines", timeout=20_000)
        expect(visit.page.get_by_role("link", name="1", exact=True)).to_be_visible()
        assert elements(visit.page) < 2 * MOST_ELEMENTS
        visit.page.get_by_label("Find in the log").fill("line 7")
        expect(visit.page.locator("#log-found")).to_have_text("11,111 lines", timeout=20_000)
        expect(visit.page.locator("#log-state")).to_have_text("of 100,000 lines")
        visit.page.get_by_label("Find in the log").fill("")
        expect(visit.page.locator("#log-lines")).to_contain_text(f"line {MANY} of the log")
        expect(visit.page.locator("#log-state")).to_have_text("100,000 lines")


def test_a_hidden_page_draws_nothing_until_it_is_shown(browser: Browser) -> None:
    log = WrittenLog(10, ended=False)
    with opened(browser, log) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text("line 10 of the log")
        expect(page.locator("[aria-busy]")).to_have_count(0)  # what was asked for while it was seen has come
        page.evaluate(_HIDE, True)
        page.evaluate(
            """() => {
              window.changes = 0;
              const watch = new MutationObserver((all) => (window.changes += all.length));
              watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            }"""
        )
        log.lines = 500
        page.wait_for_timeout(2_500)  # as long as a page that is seen would have shown it twice
        assert page.evaluate("window.changes") == 0
        page.evaluate(_HIDE, False)
        expect(page.locator("#log-lines")).to_contain_text("line 500 of the log")
        expect(page.locator("#log-state")).to_have_text("500 lines")


def test_more_pages_than_a_browser_opens_connections_are_answered(browser: Browser) -> None:
    with opened(browser, WrittenLog(10, ended=False)) as visit:
        others = [visit.page.context.new_page() for _ in range(9)]
        visit.page.evaluate(_HIDE, True)
        for page in others:
            page.goto(visit.page.url)
            expect(page.locator("#log-lines")).to_contain_text("line 10 of the log")
            page.evaluate(_HIDE, True)


def test_what_is_copied_are_the_lines(browser: Browser) -> None:
    def message(number: int) -> str:
        return "" if number == 2 else f"  line {number}"

    with opened(browser, WrittenLog(4, ended=True, message=message)) as visit:
        expect(visit.page.locator("#log-lines")).to_contain_text("line 4")
        marked = visit.page.evaluate(
            """() => {
              document.getSelection().selectAllChildren(document.getElementById("log-lines"));
              return document.getSelection().toString();
            }"""
        )
    assert marked.rstrip().split("\n") == ["  line 1", "", "  line 3", "  line 4"]


def test_what_a_reader_has_marked_stays(browser: Browser) -> None:
    log = WrittenLog(10, ended=False)
    with opened(browser, log) as visit:
        page = visit.page
        expect(page.locator("#log-lines")).to_contain_text("line 10 of the log")
        mark = "document.getSelection().selectAllChildren(document.querySelector('#log-lines').children[3])"
        page.evaluate(mark)
        log.lines = 20
        expect(page.locator("#log-state")).to_have_text("20 lines")
        assert page.evaluate("document.getSelection().toString()") == "line 4 of the log"
        page.evaluate("document.getSelection().removeAllRanges()")
        log.lines = 30
        expect(page.locator("#log-lines")).to_contain_text("line 30 of the log")


def test_a_log_that_may_not_be_read_is_said_and_the_page_goes_on(browser: Browser) -> None:
    account = WrittenLog(1, ended=True).account()
    del account.answers["logs", "get_log_events"]
    with hostile_console(account) as console:
        visit = start_visit(browser, console)
        visit.open(PAGE)
        expect(visit.page.locator("#log-lines")).to_contain_text("AccessDenied")
        expect(visit.page.locator("#link-state")).to_be_hidden()
        visit.page.context.close()


def test_lines_that_come_are_shown_where_there_is_room(browser: Browser) -> None:
    log = WrittenLog(5, ended=False)
    with opened(browser, log) as visit:
        page = visit.page
        expect(page.locator("#log-lines > div")).to_have_count(5)
        page.get_by_label("Follow").uncheck()
        log.lines = 15
        expect(page.locator("#log-lines > div")).to_have_count(15)
        page.get_by_label("Find in the log").fill("line 1")
        expect(page.locator("#log-lines > div")).to_have_count(7)
        log.lines = 19
        expect(page.locator("#log-lines > div")).to_have_count(11)
        expect(page.locator("#log-found")).to_have_text("11 lines")


def test_a_page_of_a_console_that_was_started_anew_says_what_to_do(browser: Browser) -> None:
    account = WrittenLog(5, ended=False).account()
    with hostile_console(account) as console:
        visit = start_visit(browser, console)
        visit.open(PAGE)
        expect(visit.page.locator("#log-lines")).to_contain_text("line 5 of the log")
    with hostile_console(account, port=console.session.port):
        expect(visit.page.locator("#link-state")).to_contain_text("open the address that it printed", timeout=20_000)
    visit.page.context.close()
