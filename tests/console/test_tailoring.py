"""A CV and a posting are tried from the page with the readers of `delivery tailor`; nothing in them runs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from delivery.console import ConsoleServer
from delivery.console.pages import tailoring_page
from delivery.console.pages.tailoring_page import TailoringPage
from delivery.console.web.access import Access
from delivery.console.web.form import FormError
from delivery.console.web.rendering import STATIC, Rendering
from delivery.service_client import ServiceResponse
from tests.console.eventful_pipeline import HOSTILE
from tests.console.served_console import Answer, ServedConsole
from tests.console.visit import start_visit

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CV = (SAMPLES / "cv.json").read_text(encoding="utf-8")
JOB = (SAMPLES / "job.json").read_text(encoding="utf-8")
MARK = "\u202e\x1b[31m"


class Service:
    """What it was sent, and what it answers."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any], Mapping[str, Any]]] = []
        self.status = 200
        self.envelope: dict[str, Any] = json.loads((SAMPLES / "response.json").read_text(encoding="utf-8"))

    def tailor(self, account: object, *, environment: str, cv: bytes, posting: Mapping[str, Any]) -> ServiceResponse:
        assert account == environment
        self.sent.append((environment, json.loads(cv), posting))
        return ServiceResponse(status=self.status, headers={}, body=json.dumps(self.envelope).encode())


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()
    monkeypatch.setattr(tailoring_page, "tailor_documents", service.tailor)
    return service


async def _refused(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), status_code=403)


@pytest.fixture
def console(service: Service) -> Iterator[ServedConsole]:
    server = ConsoleServer()
    around = {
        "pipeline": "p",
        "place": "local",
        "csrf": server.session.csrf,
        "pages": (("/tailor", "Try it"),),
        "waiting_now": lambda: 0,
    }
    page = TailoringPage(lambda name: name, Rendering(around), server.session)  # type: ignore[arg-type, return-value]
    app = Starlette(routes=page.routes, exception_handlers={FormError: _refused})
    app.mount("/static", StaticFiles(directory=STATIC))
    with server.serving(Access(app, server.session)):
        yield ServedConsole(session=server.session)


def send(
    console: ServedConsole, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]] | None = None
) -> Answer:
    """As a browser sends the form."""
    boundary = secrets.token_hex(8)
    pieces = []
    for name, value in {"csrf": console.session.csrf, "environment": "dev", **fields}.items():
        pieces.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file, content) in (files or {}).items():
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
        pieces.append(head.encode() + content + b"\r\n")
    body = b"".join(pieces) + f"--{boundary}--\r\n".encode()
    return console.ask(
        "/tailor", "POST", body=body, headers={"content-type": f"multipart/form-data; boundary={boundary}"}
    )


def result(console: ServedConsole, answer: Answer) -> str:
    assert answer.status == 303, answer.body
    return console.ask(answer.headers["location"]).body


def test_the_example_is_sent_as_it_stands_and_shown_before_and_after(console: ServedConsole, service: Service) -> None:
    page = console.ask("/tailor?example=1").body
    assert "Mirela Okonkwo-Hansen" in page
    shown = result(console, send(console, {"cv": CV, "job": JOB}))
    ((environment, cv, posting),) = service.sent
    assert (environment, cv, posting["title"]) == ("dev", json.loads(CV), json.loads(JOB)["title"])
    for expected in ("<ins>", "<del>Organised the monthly reading group.</del>", "Kafka", "verified", "extractive"):
        assert expected in shown


def test_a_file_is_read_as_the_command_reads_it(console: ServedConsole, service: Service) -> None:
    text = "Ada Example\nada@example.com\n\nExperience\nBaker, Example Works, 2020 - 2024\n- Baked bread\n"
    answer = send(
        console, {"job": "Baker\nBake bread."}, {"cv_file": ("../../cv.txt", text.encode()), "job_file": ("", b"")}
    )
    assert answer.status == 303
    assert service.sent[0][1]["contact_info"]["full_name"] == "Ada Example"
    assert service.sent[0][2] == {"title": "Baker", "description": "Baker\nBake bread."}


@pytest.mark.parametrize(
    ("fields", "file", "words"),
    [
        ({"cv": CV}, None, "the posting is missing"),
        ({"job": JOB}, None, "the CV is missing"),
        ({"cv": CV, "job": JOB}, ("cv.json", CV.encode()), "the CV is given twice"),
        ({"job": JOB}, ("cv.pdf", b"%PDF-1.4"), "cv.pdf is a damaged PDF"),
        ({"job": JOB}, ("cv.json", b"{"), "cv.json is not JSON"),
        ({"job": JOB}, ("cv.json", b"{}"), "the CV cannot be read"),
        ({"job": JOB}, ("cv.json", b'{"basics": {"name": "\\ud800"}}'), "cv.json has half a character in a text"),
        ({"job": JOB}, ("cv.json", b'{"a": ' * 50_000), "cv.json is nested too deeply"),
        ({"job": JOB}, ("cv.docx", b"PK\x03\x04rubbish"), "cv.docx is an archive and no Word document"),
        ({"cv": CV, "job": JOB, "environment": "moon"}, None, "choose an environment"),
    ],
)
def test_what_cannot_be_tried_is_said_and_nothing_is_sent(
    console: ServedConsole, service: Service, fields: dict[str, str], file: tuple[str, bytes] | None, words: str
) -> None:
    answer = send(console, fields, {"cv_file": file} if file else None)
    assert answer.status == 400
    assert words in answer.body
    assert service.sent == []


def test_a_refusal_of_the_service_is_shown_and_what_was_pasted_stays(console: ServedConsole, service: Service) -> None:
    service.status = 422
    details = [{"field": "skills[0]", "message": f"is odd {HOSTILE}"}]
    service.envelope = {"success": False, "code": "CV_UNREADABLE", "error": "the CV is odd", "details": details}
    answer = send(console, {"cv": CV, "job": "Baker </textarea>" + HOSTILE})
    assert answer.status == 400
    assert "HTTP 422 CV_UNREADABLE: the CV is odd" in answer.body
    assert "skills[0]" in answer.body
    assert "Baker &lt;/textarea&gt;" in answer.body
    assert "<script>document" not in answer.body


@pytest.mark.parametrize("csrf", ["", "guessed"])
def test_a_form_of_another_page_sends_nothing(console: ServedConsole, service: Service, csrf: str) -> None:
    assert send(console, {"cv": CV, "job": JOB, "csrf": csrf}).status == 403
    assert service.sent == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("text/plain", b"x"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=a", b"--a\r\nbroken")],
)
def test_what_is_no_form_is_refused(console: ServedConsole, service: Service, content_type: str, body: bytes) -> None:
    assert console.ask("/tailor", "POST", body=body, headers={"content-type": content_type}).status == 403
    assert service.sent == []


def test_a_document_that_is_too_large_is_refused(console: ServedConsole, service: Service) -> None:
    answer = send(console, {"job": JOB}, {"cv_file": ("cv.txt", b"x" * (5 * 1024 * 1024 + 1))})
    assert "larger than 5 MB" in answer.body
    assert service.sent == []


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [(".md", "# Mirela"), (".json", '{\n  "$schema"'), (".html", "<!doctype html>"), (".docx", "PK")],
)
def test_a_result_is_taken_away_as_the_command_writes_it(console: ServedConsole, suffix: str, begins: str) -> None:
    place = send(console, {"cv": CV, "job": JOB}).headers["location"]
    answer = console.ask(f"{place}/cv{suffix}")
    assert answer.body.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="tailored-cv{suffix}"'


def test_results_are_kept_in_a_bounded_number(console: ServedConsole) -> None:
    first, *_, last = [send(console, {"cv": CV, "job": JOB}).headers["location"] for _ in range(21)]
    assert console.ask(last).status == 200
    assert console.ask(first).status == 404


@pytest.mark.slow
def test_nothing_of_a_cv_a_posting_or_an_answer_runs(
    browser: Browser, console: ServedConsole, service: Service
) -> None:
    hostile = f"{HOSTILE} {MARK}"
    tailored = service.envelope["data"]["tailored_cv"]
    tailored["contact_info"]["full_name"] = tailored["executive_summary"] = hostile
    tailored["work_experience"][0]["description_bullets"] = [hostile]
    tailored["skills"][0]["skill_name"] = tailored["skills"][0]["matched_requirements"][0] = hostile
    service.envelope["data"]["gap_analysis"]["missing_required_skills"] = [hostile]
    visit = start_visit(browser, console)
    visit.open("/tailor")
    visit.page.get_by_label("Pasted: JSON Resume").fill(json.dumps({**json.loads(CV), "summary": hostile}))
    visit.page.get_by_label("Pasted: JSON, HTML").fill(f"Baker {HOSTILE}\nBread.")
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        assert visit.problems() == []
    visit.page.get_by_role("button", name="Tailor").click()
    expect(visit.page.get_by_role("heading", name="How it fits")).to_be_visible()
    text = visit.page.locator("main").inner_text()
    assert "<script>" in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "owned" not in visit.page.title()
    assert visit.page.locator("script:not([src])").count() == visit.page.locator("main img").count() == 0
    for width in (390, 1280, 1920):
        assert visit.fits(width), width
    assert visit.problems() == []
    visit.page.context.close()
    assert [each for each in visit.complaints if "404" not in each] == []
