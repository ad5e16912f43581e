"""Packages come from the registries that this machine's tools are set to; without them, what was fetched before."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from localcloud.toolchain.packages import (
    PYTHON_INDEX_PATH,
    IndexListener,
    NpmMirror,
    PackageSources,
    PackageStore,
    PythonIndex,
)
from localcloud.toolchain.packages.download import Download
from localcloud.toolchain.packages.missing import NotThereError, UnreachableError

_BASE = "http://127.0.0.1:1/_npm"
_WHEEL = "apples-1.0-py3-none-any.whl"


class Upstream:
    """A registry of npm's and a package index, on one port."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.busy = 0  # so many answers are 503
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                upstream.asked.append((self.path, self.headers.get("Authorization", "")))
                content = upstream.files().get(self.path)
                status = 200 if content is not None else 404
                if upstream.busy:
                    status, upstream.busy = 503, upstream.busy - 1
                self.send_response(status)
                self.send_header("Content-Length", str(len(content or b"")))
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class's name
                """Nobody reads it."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def files(self) -> dict[str, bytes]:
        versions = {
            number: {"version": number, "dist": {"tarball": f"{self.address}/pears/-/pears-{number}.tgz"}}
            for number in ("1.0.0", "1.10.0", "2.0.0")
        }
        packument = {"name": "pears", "dist-tags": {"latest": "2.0.0"}, "versions": versions}
        page = f'<a href="../../files/{_WHEEL}#sha256=00" data-requires-python="&gt;=3.9">{_WHEEL}</a>'
        return {
            "/pears": json.dumps(packument).encode(),
            "/pears/-/pears-1.0.0.tgz": b"one",
            "/pears/-/pears-1.10.0.tgz": b"one and ten",
            "/simple/apples/": (page + page.replace("1.0", "2.0")).encode(),
            f"/files/{_WHEEL}": b"wheel",
        }

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    made = Upstream()
    yield made
    made.end()


@pytest.fixture
def sources(upstream: Upstream, tmp_path: Path) -> PackageSources:
    host = upstream.address.partition(":")[2]
    (tmp_path / "npmrc").write_text(f"registry={upstream.address}/\n{host}/:_authToken=${{PEAR_KEY}}\n")
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(tmp_path),
        "PEAR_KEY": "of-the-orchard",
        "npm_config_userconfig": str(tmp_path / "npmrc"),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"{upstream.address}/simple",
        "NO_PROXY": "127.0.0.1",
    }
    return PackageSources(environment)


def _again(sources: PackageSources, store: PackageStore) -> tuple[NpmMirror, PythonIndex]:
    """As another process finds what was kept."""
    return NpmMirror(sources=sources, store=store), PythonIndex(sources=sources, store=store)


def _get(index: PythonIndex, path: str) -> tuple[int, str]:
    status, _, content = asyncio.run(index.handle_request("GET", PYTHON_INDEX_PATH + path, {}, b"", {}))
    return status, content.decode()


def test_npm_packages_come_from_the_machines_registry_with_its_token(
    upstream: Upstream, sources: PackageSources, tmp_path: Path
) -> None:
    mirror = NpmMirror(sources=sources, store=PackageStore(root=tmp_path / "store"))
    document = mirror.packument("pears", base_url=_BASE)
    assert document["versions"]["2.0.0"]["dist"]["tarball"] == f"{_BASE}/pears/-/pears-2.0.0.tgz"
    assert mirror.tarball("pears", "pears-1.0.0.tgz") == b"one"
    assert {token for _, token in upstream.asked} == {"Bearer of-the-orchard"}
    with pytest.raises(NotThereError, match="plums answers 404"):
        mirror.packument("plums", base_url=_BASE)


def test_without_the_registry_there_is_what_was_fetched_before(
    upstream: Upstream, sources: PackageSources, tmp_path: Path
) -> None:
    store = PackageStore(root=tmp_path / "store")
    first = NpmMirror(sources=sources, store=store)
    first.packument("pears", base_url=_BASE)
    for number in ("1.0.0", "1.10.0"):
        first.tarball("pears", f"pears-{number}.tgz")
    upstream.end()
    mirror, _ = _again(sources, store)
    document = mirror.packument("pears", base_url=_BASE)
    assert sorted(document["versions"]) == ["1.0.0", "1.10.0"]
    assert document["dist-tags"]["latest"] == "1.10.0"
    assert mirror.tarball("pears", "pears-1.0.0.tgz") == b"one"
    with pytest.raises(UnreachableError, match=r"pears-2\.0\.0\.tgz of pears was not fetched before, and http://127"):
        mirror.tarball("pears", "pears-2.0.0.tgz")
    with pytest.raises(UnreachableError, match="plums was not fetched before, and http://127"):
        mirror.packument("plums", base_url=_BASE)


def test_python_packages_do_the_same(upstream: Upstream, sources: PackageSources, tmp_path: Path) -> None:
    store = PackageStore(root=tmp_path / "store")
    _, index = _again(sources, store)
    status, page = _get(index, "simple/Apples/")
    assert status == 200
    assert f'href="{PYTHON_INDEX_PATH}files/apples/{_WHEEL}#sha256=00" data-requires-python="&gt;=3.9"' in page
    assert "apples-2.0-py3" in page
    assert _get(index, f"files/apples/{_WHEEL}") == (200, "wheel")
    assert _get(index, "simple/plums/") == (404, "no index has plums\n")
    upstream.end()
    _, offline = _again(sources, store)
    status, page = _get(offline, "simple/apples/")
    assert _WHEEL in page
    assert "apples-2.0-py3" not in page
    assert _get(offline, f"files/apples/{_WHEEL}") == (200, "wheel")
    status, text = _get(offline, "simple/plums/")
    assert (status, text.partition(" and ")[0]) == (404, "plums was not fetched before,")


def test_a_registry_that_is_busy_for_a_moment_is_asked_again(upstream: Upstream, sources: PackageSources) -> None:
    upstream.busy = 2
    assert Download(sources, pauses=(0, 0)).fetch(f"{upstream.address}/pears/-/pears-1.0.0.tgz")[0] == b"one"


def test_a_registry_that_stays_busy_is_unreachable(upstream: Upstream, sources: PackageSources) -> None:
    upstream.busy = 3
    with pytest.raises(UnreachableError, match="pears answers 503"):
        Download(sources, pauses=(0, 0)).fetch(f"{upstream.address}/pears")
    assert len(upstream.asked) == 3


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """So many names as are in it are not resolved at first; each is taken out when it was asked for."""
    failing: list[str] = []
    resolve = socket.getaddrinfo

    def busy(*arguments: Any, **options: Any) -> Any:
        if failing:
            failing.pop()
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return resolve(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", busy)
    return failing


def test_a_name_that_is_not_resolved_for_a_moment_is_asked_for_again(
    upstream: Upstream, sources: PackageSources, resolver: list[str]
) -> None:
    download = Download(sources, pauses=(0, 0))
    download.fetch(f"{upstream.address}/pears")
    resolver.extend(["once", "twice"])
    assert download.fetch(f"{upstream.address}/pears/-/pears-1.0.0.tgz")[0] == b"one"


def test_where_nobody_answered_before_a_name_is_asked_for_once(
    upstream: Upstream, sources: PackageSources, resolver: list[str]
) -> None:
    """A machine without a network says what it has at once."""
    resolver.extend(["once", "twice"])
    with pytest.raises(UnreachableError, match="cannot be reached"):
        Download(sources, pauses=(0, 0)).fetch(f"{upstream.address}/pears")
    assert resolver == ["once"]


def test_what_is_not_there_is_asked_for_once(upstream: Upstream, sources: PackageSources) -> None:
    with pytest.raises(NotThereError):
        Download(sources, pauses=(0, 0)).fetch(f"{upstream.address}/plums")
    assert len(upstream.asked) == 1


def test_a_python_without_pip_is_asked_by_the_pip_that_it_could_install(tmp_path: Path) -> None:
    """An environment that uv made has none; the settings of this machine's pip hold all the same."""
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://packages.example.com/simple\n")
    bare = PackageSources({"PATH": str(tmp_path), "HOME": str(tmp_path), "PIP_CONFIG_FILE": str(tmp_path / "pip.conf")})
    environment = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True, timeout=60)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "executable", str(environment / "bin" / "python"))
        patched.setattr(sys, "prefix", str(environment))
        assert bare.python_indexes == ("https://packages.example.com/simple/",)


def test_a_tool_that_hangs_up_says_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    released, asked = threading.Event(), threading.Event()

    async def slow(*_: Any) -> tuple[int, dict[str, str], bytes]:
        asked.set()
        released.wait(10)
        return 200, {}, b"x" * 10_000_000

    with IndexListener() as listener:
        listener.serve("/", slow)
        host, _, port = listener.endpoint_url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert asked.wait(10)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        released.set()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["../npmrc", "a/../../b", "", "a//b", ".part-1"])
def test_no_name_leads_out_of_the_store(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a package's file"):
        PackageStore(root=tmp_path / "store").read(name)


def test_where_nothing_is_set_pip_says_what_its_own_index_is(tmp_path: Path) -> None:
    sources = PackageSources(
        environment={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    )
    (index,) = sources.python_indexes
    assert index.startswith("https://")
    assert index.endswith("/simple/")


def test_without_npm_a_package_of_its_is_missing_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    sources = PackageSources(environment={"PATH": str(tmp_path), "HOME": str(tmp_path)})
    with pytest.raises(UnreachableError, match="pears cannot be fetched: this machine has no npm"):
        sources.npm_registry("pears")
