"""What must be true of every page, whatever a stranger wrote into what it shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.console.hostile_account import FAILED, REGION, STACK, WAITING
from tests.console.served_console import Answer

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")
_OWN = ("/", "?", "#")

PAGES = (
    "/",
    "/approvals",
    "/approvals/asking-1",
    "/environments",
    "/environments/{stage}",
    "/compliance",
    "/metrics",
    "/resources",
    f"/resources/{{stage}}/{REGION}/{STACK}",
    *(f"/resources/{{stage}}/{REGION}/{STACK}/{name}" for name in ("Items", "Files", "Function", "Topic")),
    f"/executions/{FAILED}",
    f"/executions/{WAITING}",
    f"/executions/{FAILED}/reports",
    f"/executions/{FAILED}/provenance",
    f"/executions/{FAILED}/logs/{{stage}}/{{action}}/lines?first=1&count=9&text=t",
    f"/executions/{FAILED}/logs/{{stage}}/{{action}}/lines?first=x",
    f"/executions/{FAILED}/events?log={{stage}}/{{action}}",
    f"/executions/{FAILED}/logs/{{stage}}/{{action}}/text",
)


def complaints(answer: Answer) -> list[str]:
    """What is wrong with an answer: it failed, something of it would run or lead elsewhere, hides, or has no name."""
    found = [] if 200 <= answer.status < 500 else [f"status {answer.status}"]
    if "Traceback" in answer.body:
        found.append("a traceback")
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return found
    page = _Page()
    page.feed(answer.body)
    found += page.wrong
    found += [f"the id {each} twice" for each in {*page.ids} if page.ids.count(each) > 1]
    hidden = {letter for letter in answer.body if letter not in "\n\t" and unicodedata.category(letter) in _UNSEEN}
    return found + [f"the letter {letter!r}" for letter in sorted(hidden)]


class _Page(HTMLParser):
    """Reads one page, as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.wrong += _dangers(tag, given)
        self.ids += [given["id"]] if "id" in given else []
        if tag == "a":
            self._link = []

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            if not any(_is_drawn(letter) for letter in "".join(self._link)):
                self.wrong.append("a link without a name")
            self._link = None


def _dangers(tag: str, given: dict[str, str]) -> Iterator[str]:
    if tag in {"img", "iframe", "object", "embed", "base"} or (tag == "script" and "src" not in given):
        yield f"a {tag}"
    for name, value in given.items():
        if name.startswith("on") or name == "style":
            yield f"the attribute {name}"
        if name in {"href", "src", "action"} and (not value.startswith(_OWN) or value.startswith("//")):
            yield f"{name} leads to {value}"


def _is_drawn(letter: str) -> bool:
    return not letter.isspace() and letter not in _BLANK and unicodedata.category(letter) not in {*_UNSEEN, "Mn"}
