"""Whatever a stranger writes where a page shows it, it is text: nothing runs, hides, turns the reading direction, leads
elsewhere or makes the page fail, and each thing keeps a name.
"""

from __future__ import annotations

import json
import re
import time
from html import unescape
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

import pytest

from localcloud.cli import PublishedMessage
from tests.console.hostile_account import COMMIT, FAILED, REGION, STACK, WAITING, HostileAccount, hostile_console
from tests.console.page_judge import PAGES, complaints
from tests.console.served_console import ServedConsole

TEXTS = {
    "attribute": 'a"><img src=x onerror=alert(1)>',
    "script": "</title></textarea><script>alert(1)</script>",
    "entities": "rel&lt;b&gt;&#60;",
    "template": "100%25 {{ 7 * 7 }} {% raw %}",
    "direction": "user\u202egpj.exe\u2066",
    "hidden": "a\u200bb\u2060c",
    "screen": "\x1b[2J\x1b]0;title\x07x",
    "link": "\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\",
    "eight bits": "\x9b31mred\x9d0;t\x9c",
    "line ends": "x\r\n\u2028y\x0bz\x85",
    "long": "y" * 10_000,
    "nothing": "",
    "spaces": " \t\n ",
    "fillers": "\u3164\u2800",
    "marks": "\u0301\ufe0f",
    "heap of marks": "a" + "\u0301" * 500,
    "half a character": "\udc80",
    "zero": "a\x00b",
    "nested": "[" * 2_000,
}


def wrong_pages(account: HostileAccount) -> dict[str, list[str]]:
    """By page, what is wrong with it; each must be there, and at once."""
    found = {}
    names = {name: quote(getattr(account, name), safe="") for name in ("stage", "action")}
    with hostile_console(account) as console:
        for page in PAGES:
            began = time.monotonic()
            answer = console.ask(page.format(**names))
            late = ["late"] if time.monotonic() - began > 5 else []
            missing = [f"status {answer.status}"] if answer.status != 200 else []
            found[page] = [*complaints(answer), *missing, *late]
    return {page: wrong for page, wrong in found.items() if wrong}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_strangers_text_is_text_on_every_page(text: str) -> None:
    assert wrong_pages(HostileAccount(text)) == {}


@pytest.mark.parametrize(
    ("stage", "action"), [("S" * 100, "A" * 100), ("a@b.c-_", "x@y.-_"), ("__proto__", "constructor"), ("Dev", "Dev")]
)
def test_names_at_the_edge_of_what_codepipeline_takes_have_their_pages(stage: str, action: str) -> None:
    assert wrong_pages(HostileAccount(stage=stage, action=action)) == {}


def steps_taken(address: str) -> str:
    """An address as a browser asks for it: dots that are steps, also encoded ones, are taken (url.spec.whatwg.org)."""
    path, mark, query = unescape(address).partition("?")
    left: list[str] = []
    for part in path.split("/"):
        step = part.lower().replace("%2e", ".")
        if step == "..":
            left = left[:-1] or [""]
        elif step != ".":
            left.append(part)
    return f"{'/'.join(left)}{mark}{query}"


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_that_is_a_step_in_a_path_leads_to_its_own_page(name: str) -> None:
    with hostile_console(HostileAccount(stage=name, action=name)) as console:
        stack = re.search(r'href="(/resources/[^"]+)"', console.ask("/resources").body)
        log = re.search(r'<a href="([^"]+/text)"', console.ask(f"/executions/{FAILED}").body)
        assert stack
        assert log
        assert STACK in console.ask(steps_taken(stack[1])).body
        assert console.ask(steps_taken(log[1])).body == "text\n"


KEYS = [
    "a/../../secret",
    "./x",
    "a//b/",
    "a?b#c%2f \"q'.html",
    "a\nb\r\nSet-Cookie: x=1",
    "%2e%2e/x",
    "日本.txt",
    "x" * 900,
]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[:12])
def test_a_file_of_any_name_comes_as_a_download(key: str) -> None:
    account = HostileAccount()
    account.objects[f"{FAILED}/{key}"] = b"<script>alert(1)</script>"
    with hostile_console(account) as console:
        page = console.ask(f"/executions/{FAILED}/reports")
        link = re.search(r'<a download href="([^"]*)"', page.body)
        assert complaints(page) == []
        assert link
        answer = console.ask(steps_taken(link[1]))
    assert (answer.status, answer.body) == (200, "<script>alert(1)</script>")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "set-cookie" not in answer.headers


WRONG: dict[str, Any] = {
    "changes": [7, {}, {"classes": ["destructive"], "reasons": []}, {"classes": 3}],
    "counts": {"destructive": "many"},
    "pushes": [{}, "x"],
    "checks": [1],
    "findings": {"Pack": {"now": 5}, "Other": 3},
    "costs": ["x"],
    "weakenings": [3, [None], "x"],
    "verdict": {},
    "packs": [{}, {"name": 1, "total": [], "gates": 4, "counts": {"prod": 2}}, 6],
    "resources": [None],
    "results": {"columns": ["status", "resource"], "rows": [["Error", 0], ["Error", -1], [[], 1e9], 4]},
    "acknowledgements": [3, {"expires": "2031-01-01", "finding": []}],
}
DOCUMENTS = {
    "nested": b"[" * 100_000,
    "no object": b"[]",
    "empty": b"{}",
    "no JSON": b"\xff\xfe{",
    "wrong within": json.dumps(WRONG).encode(),
    "other kinds": json.dumps(dict.fromkeys(WRONG, 5)).encode(),
    "no numbers": b'{"costs": {"a": NaN, "b": 1e999, "c": ' + b"9" * 4_000 + b'}, "counts": {"x": Infinity}}',
    "half a character": json.dumps({**WRONG, "since": "\ud800", "verdict": "\udc80"}).encode(),
}
PLACES = ("facts/.json", "gate/facts.json", "compliance/compliance/compliance-matrix.json")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_evidence_of_another_form_fails_no_page(place: str, document: bytes) -> None:
    account = HostileAccount()
    account.objects = {f"{execution}/{place}": document for execution in (FAILED, WAITING)}
    assert wrong_pages(account) == {}


def rows_of(account: HostileAccount, resource: str) -> str:
    with hostile_console(account) as console:
        answer = console.ask(f"/resources/Dev/{REGION}/{STACK}/{resource}")
    assert complaints(answer) == []
    assert answer.status == 200
    return unescape(answer.body)


def nested(levels: int) -> dict[str, Any]:
    """A DynamoDB attribute of so many maps within each other."""
    found: dict[str, Any] = {"S": "leaf"}
    for _ in range(levels):
        found = {"M": {"k": found}}
    return found


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ({"id": {"N": "1E+125"}, "n": {"N": "9" * 38}}, "9" * 38),
        ({"id": {"B": b"\x00\xff<script>"}, "set": {"BS": [b"\x01"]}}, "<script>"),
        ({"id": {"S": "a"}, "map": nested(31)}, "leaf"),
        ({"id": {"S": "\ud800"}}, "\\ud800"),
        ({"other": {"S": "no key"}}, "no key"),
    ],
    ids=["numbers", "bytes", "maps", "half a character", "no key"],
)
def test_an_item_of_any_form_is_shown(item: dict[str, Any], shown: str) -> None:
    account = HostileAccount()
    account.answers["dynamodb", "scan"] = {"Items": [item]}
    assert shown in rows_of(account, "Items")


def test_a_time_and_a_queue_that_are_none_are_shown_as_they_are() -> None:
    account = HostileAccount()
    account.messages = [PublishedMessage(topic_arn="topic", time=1e18, subject="", text="far away")]
    subscription = {"Protocol": "sqs", "Endpoint": "no queue", "SubscriptionArn": "x"}
    account.answers["sns", "list_subscriptions_by_topic"] = {"Subscriptions": [subscription]}
    account.answers["logs", "get_log_events"] = {"events": [{"timestamp": 10**18, "message": "far away"}]}
    topic = rows_of(account, "Topic")
    assert "no queue" in topic
    assert "far away" in topic
    assert "far away" in rows_of(account, "Function")


def test_what_weakens_a_gate_is_said_in_its_words() -> None:
    account = HostileAccount()
    weakening = {"finding": "Weakening::approval-removed", "path": "Approve/Approve", "text": "asked, now nobody"}
    gate = {"findings": {"Pack": {"now": {"open": 0, "acknowledged": 1}}}, "weakenings": [[weakening, None]]}
    account.objects[f"{FAILED}/gate/facts.json"] = json.dumps(gate).encode()
    with hostile_console(account) as console:
        page = console.ask("/compliance").body
    assert "Weakening::approval-removed at Approve/Approve: asked, now nobody" in page


def test_a_commit_behind_a_connection_is_known_by_its_message() -> None:
    message = json.dumps({"ProviderType": "GitHub", "CommitMessage": "Add <b>a thing</b>\n\nbody"})
    with hostile_console(HostileAccount(message)) as console:
        pages = [console.ask(path).body for path in ("/", f"/executions/{FAILED}")]
    assert all("Add &lt;b&gt;a thing&lt;/b&gt;<" in page and COMMIT[:7] in page for page in pages)


def test_a_held_stage_is_released_whatever_its_reason_is_made_of() -> None:
    account = HostileAccount("a\r\nb\x00\udc80")
    released: list[dict[str, Any]] = []

    def release(**asked: Any) -> dict[str, Any]:
        released.append(asked)
        return {}

    account.answers["codepipeline", "enable_stage_transition"] = release
    with hostile_console(account) as console:
        forms = re.findall(r"<form.*?</form>", console.ask("/environments/Dev").body, re.DOTALL)
        (offered,) = (form for form in forms if 'value="release"' in form)
        form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', offered))
        answer = console.ask("/environments/Dev", "POST", form={**form, "deed": "release"})
    assert (answer.status, len(released)) == (303, 1)


def first_event(console: ServedConsole, path: str) -> str:
    """What the first event of a stream says, as JSON has it."""
    connection = HTTPConnection("127.0.0.1", console.session.port, timeout=10)
    connection.request("GET", path, headers=console.own_headers)
    answer = connection.getresponse()
    try:
        line = next(line for line in iter(answer.readline, b"") if line.startswith(b"data: "))
        return json.dumps(json.loads(line.removeprefix(b"data: ")), ensure_ascii=False)
    finally:
        connection.close()


TURNED = "p\u202eq\x1b[2J\u3164"


def hides(text: str) -> bool:
    return bool({"\u202e", "\u3164", "\x1b"} & set(text)) or "\\u001b" in text


def test_names_that_no_template_expects_to_be_odd_hide_nothing() -> None:
    account = HostileAccount()
    account.place = f"AWS, profile {TURNED}"
    account.answers["cloudwatch", "describe_alarms"] = {"MetricAlarms": [{"AlarmName": TURNED, "StateValue": "ALARM"}]}
    kinds = ("AWS::CloudWatch::Alarm", f"Custom::{TURNED}")
    resource = {"LogicalResourceId": TURNED, "PhysicalResourceId": TURNED, "ResourceStatus": TURNED}
    account.answers["cloudformation", "list_stack_resources"] = {
        "StackResourceSummaries": [{**resource, "ResourceType": kind} for kind in kinds]
    }
    with hostile_console(account) as console:
        live = first_event(console, "/environments/events")
        page = console.ask(f"/resources/Dev/{REGION}/{STACK}").body
    assert "p\\\\u202eq" in live
    assert "p\\u202eq" in page
    assert not hides(live)
    assert not hides(page)


def test_an_error_of_aws_is_said_as_text() -> None:
    account = HostileAccount(TURNED)
    del account.answers["codepipeline", "get_pipeline_state"]
    with hostile_console(account) as console:
        answer, live = console.ask("/"), first_event(console, "/executions/events")
    assert answer.status == 502
    assert "AccessDenied" in answer.body
    assert "AccessDenied" in live
    assert not hides(answer.body)
    assert not hides(live)


def test_what_a_person_typed_comes_back_as_it_was() -> None:
    with hostile_console(HostileAccount()) as console:
        form = {"csrf": console.session.csrf, "verdict": "perhaps", "reason": "\U0001f468\u200d\U0001f4bb <b>"}
        answer = console.ask("/approvals/asking-1", "POST", form=form)
    assert answer.status == 400
    assert "\U0001f468\u200d\U0001f4bb &lt;b&gt;</textarea>" in answer.body


def test_a_log_of_half_a_million_lines_is_there_at_once() -> None:
    account = HostileAccount("x\n" * 499_000)
    with hostile_console(account) as console:
        began = time.monotonic()
        body = console.ask(f"/executions/{FAILED}/logs/Dev/Smoke/text").body
    assert body.count("x\n") == 499_000
    assert time.monotonic() - began < 20


def test_a_log_that_may_not_be_read_is_an_answer() -> None:
    account = HostileAccount()
    del account.answers["logs", "get_log_events"]
    with hostile_console(account) as console:
        answer = console.ask(f"/executions/{FAILED}/logs/Dev/Smoke/text")
    assert answer.status == 502
    assert "AccessDenied" in answer.body
