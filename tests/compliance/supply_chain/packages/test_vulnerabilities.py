"""A known vulnerability stops by its threshold; what nobody answered for is never clean, and no wait is endless."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from compliance.register import Acknowledgement
from compliance.supply_chain.check_result import CheckResult, Outcome, Verdict
from compliance.supply_chain.packages.locked_packages import locked_python
from compliance.supply_chain.packages.vulnerabilities import Advisory, Audit, audit, check_vulnerabilities, unreachable
from compliance.supply_chain.requirement_groups import GROUPS, LAMBDA, TOOLCHAIN
from compliance.supply_chain.thresholds import ADVISORIES, AdvisoryDatabase
from tests.compliance.supply_chain.conftest import PROJECT
from tests.compliance.supply_chain.packages.locked_package import locked

pytestmark = pytest.mark.slow

TODAY = date(2026, 12, 1)
HOLE = Advisory(ids=("CVE-2026-11111", "GHSA-aaaa-bbbb-cccc"), fixed_in=("1.1",), description="It opens every door.")
PACKAGES = {LAMBDA: [locked("left-pad")], TOOLCHAIN: [locked("hammer", requirement_set="dev")]}
CLEAN: Audit = Audit(advisories={("left-pad", "1.0"): (), ("hammer", "1.0"): ()})


def known(name: str, *advisories: Advisory) -> Audit:
    return Audit(advisories={**CLEAN.advisories, (name, "1.0"): advisories})


def judged(answer: Audit, *excuses: Acknowledgement) -> CheckResult:
    return check_vulnerabilities(dict.fromkeys((LAMBDA, TOOLCHAIN), answer), PACKAGES, today=TODAY, register=excuses)


def excuse(**changes: Any) -> Acknowledgement:
    entry = Acknowledgement(
        finding="pip-audit::GHSA-aaaa-bbbb-cccc",
        path="left-pad",
        reason="the door is not used",
        owner="security",
        record="SEC-1",
        expires=date(2026, 12, 31),
    )
    return replace(entry, **changes)


def test_packages_without_advisories_are_clean() -> None:
    result = judged(CLEAN)
    assert (result.verdict, result.stops) == (Verdict.CLEAN, False)
    assert [case.name for case in result.having(Outcome.PASSED)] == ["left-pad 1.0", "hammer 1.0"]


def test_a_vulnerability_stops_and_names_package_advisory_and_fix() -> None:
    result = judged(known("left-pad", HOLE))
    (case,) = result.having(Outcome.FAILED)
    assert result.stops
    assert case.name == "CVE-2026-11111"
    assert case.message == (
        "left-pad 1.0 (lambda) has CVE-2026-11111 = GHSA-aaaa-bbbb-cccc, fixed in 1.1: It opens every door."
    )


@pytest.mark.parametrize(("package", "outcome"), [("left-pad", Outcome.FAILED), ("hammer", Outcome.BELOW_THRESHOLD)])
def test_without_a_fix_it_stops_what_is_delivered_and_is_reported_for_a_tool(package: str, outcome: Outcome) -> None:
    result = judged(known(package, replace(HOLE, fixed_in=())))
    assert [case.where for case in result.having(outcome)] == [package]
    assert result.stops is (outcome is Outcome.FAILED)


def test_an_excuse_by_any_of_its_ids_lets_it_pass_with_reason_owner_and_day() -> None:
    result = judged(known("left-pad", HOLE), excuse())
    (case,) = result.having(Outcome.EXCUSED)
    assert not result.stops
    assert case.message == "the door is not used (excused by security until 2026-12-31)"


def test_an_expired_excuse_excuses_nothing_and_says_whose_it_was() -> None:
    result = judged(known("left-pad", HOLE), excuse(expires=date(2026, 11, 30)))
    (case,) = result.having(Outcome.FAILED)
    assert "excuse by security expired on 2026-11-30" in case.message


def test_an_excuse_for_another_package_excuses_nothing_and_is_stale() -> None:
    result = judged(known("left-pad", HOLE), excuse(path="hammer"))
    assert [(case.rule, case.where) for case in result.having(Outcome.FAILED)] == [
        ("CVE-2026-11111", "left-pad"),
        ("stale-excuse", "hammer"),
    ]


def test_an_excuse_is_not_called_stale_where_nothing_was_checked() -> None:
    assert judged(Audit(advisories={}, silence="no network"), excuse()).verdict is Verdict.NOT_CHECKED


def test_a_package_that_was_passed_over_is_named_and_the_check_is_not_clean() -> None:
    result = judged(Audit(advisories={("left-pad", "1.0"): ()}))
    (case,) = result.having(Outcome.NOT_CHECKED)
    assert result.verdict is Verdict.NOT_CHECKED
    assert "hammer 1.0" in case.message


def test_a_release_stops_on_silence_where_the_threshold_says_so() -> None:
    silent = dict.fromkeys((LAMBDA, TOOLCHAIN), Audit(advisories={}, silence="no network"))
    results = [
        check_vulnerabilities(silent, PACKAGES, today=TODAY, may_go_unchecked=allowed) for allowed in (True, False)
    ]
    assert [result.stops for result in results] == [False, True]


# -- pip-audit itself, and a database of the test's own


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout whose sets lock one package each."""
    (tmp_path / "requirements").mkdir()
    for name, package in {**dict.fromkeys(GROUPS[TOOLCHAIN], "hammer"), "lambda": "left-pad"}.items():
        lock = f"{package}==1.0 \\\n    --hash=sha256:{'a' * 64}\n"
        (tmp_path / "requirements" / f"{name}.txt").write_text(lock, encoding="utf-8")
    return tmp_path


Answer = Callable[[dict[str, Any]], bytes | None]


@pytest.fixture
def database() -> Iterator[Callable[[Answer], AdvisoryDatabase]]:
    """Serves an OSV database on this machine that answers a query as the test says; None means never."""
    servers: list[ThreadingHTTPServer] = []
    ended = threading.Event()

    def serve(answer: Answer) -> AdvisoryDatabase:
        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.send_error(405)

            def do_POST(self) -> None:
                body = answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                if body is None:
                    ended.wait(30)
                    return
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return replace(ADVISORIES, url=f"http://127.0.0.1:{server.server_address[1]}/v1/query")

    yield serve
    ended.set()
    for server in servers:
        server.shutdown()
        server.server_close()


def osv(query: dict[str, Any]) -> bytes:
    """What OSV says: a hole in left-pad, nothing of anything else."""
    if query["package"]["name"] != "left-pad":
        return b"{}"
    affected = {
        "package": {"name": "left-pad", "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
    }
    found = {"id": HOLE.ids[1], "aliases": [HOLE.ids[0]], "summary": HOLE.description, "affected": [affected]}
    return json.dumps({"vulns": [found]}).encode()


def test_pip_audits_answer_is_read_as_it_is(project: Path, database: Callable[[Answer], AdvisoryDatabase]) -> None:
    audits = audit(project, database=database(osv))
    assert audits == {
        LAMBDA: Audit(advisories={("left-pad", "1.0"): (HOLE,)}),
        TOOLCHAIN: Audit(advisories={("hammer", "1.0"): ()}),
    }


def test_an_answer_that_is_none_is_not_checked_and_says_what_pip_audit_said(
    project: Path, database: Callable[[Answer], AdvisoryDatabase]
) -> None:
    audits = audit(project, database=database(lambda _query: b"<html>come back later</html>"))
    assert all(found.silence.startswith("pip-audit gave no answer: ") for found in audits.values())
    assert judged(audits[LAMBDA]).verdict is Verdict.NOT_CHECKED


def test_a_database_that_goes_silent_is_not_waited_for_longer_than_its_limit(
    project: Path, database: Callable[[Answer], AdvisoryDatabase]
) -> None:
    slow = replace(database(lambda _query: None), answer_within_seconds=3)
    started = time.monotonic()
    audits = audit(project, database=slow)
    assert time.monotonic() - started < 20
    assert {found.silence for found in audits.values()} == {"no answer for everything within 3 s"}


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1/query", "file:///etc/hostname", "http://nobody.invalid/"])
def test_an_address_where_nobody_answers_is_said_with_the_reason(url: str) -> None:
    assert unreachable(replace(ADVISORIES, url=url))


def test_without_a_network_everything_is_not_checked_and_nothing_hangs(project: Path, tmp_path: Path) -> None:
    """In a namespace without a network, with the real address."""
    script = (
        "import sys; from pathlib import Path; from compliance.supply_chain.packages.vulnerabilities import audit\n"
        "print([found.silence for found in audit(Path(sys.argv[1])).values()])"
    )
    done = subprocess.run(
        [PROJECT / "scripts/offline", sys.executable, "-c", script, project],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if "no network namespace" in done.stderr:
        pytest.skip("this machine allows no network namespace")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("api.osv.dev ") == 2


def test_every_group_has_one_threshold_and_each_lock_belongs_to_one_group() -> None:
    from compliance.supply_chain.thresholds import VULNERABILITIES

    assert [threshold.group for threshold in VULNERABILITIES] == [LAMBDA, TOOLCHAIN]
    locks = {path.stem for path in (PROJECT / "requirements").glob("*.txt")} - {"constraints"}
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(locks)
    assert all(locked_python(PROJECT, group) for group in GROUPS)


def test_waits_are_bounded_and_what_is_deployed_is_asked_for_over_tls() -> None:
    assert 0 < ADVISORIES.reach_within_seconds < ADVISORIES.answer_within_seconds <= 60
    assert ADVISORIES.url.startswith("https://")
