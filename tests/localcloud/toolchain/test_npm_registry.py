"""The registry: exactly the packed versions, in npm's own protocol, read-only."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from localcloud.toolchain import NPM_REGISTRY_PATH, NpmRegistry, Toolchain, ToolchainError
from localcloud.toolchain.npm_packages import pack
from localcloud.toolchain.pins import NpmPin
from tests.localcloud.toolchain.checkout_toolchain import build_environment, run

ENDPOINT = "http://127.0.0.1:4566"


def _pack_tool(directory: Path, *, name: str = "demo-tool", version: str = "1.2.3") -> NpmPin:
    """An npm package with one program, as `npm pack` writes it."""
    manifest = {"name": name, "version": version, "bin": {name: "run.js"}, "scripts": {"test": "x"}}
    script = "#!/usr/bin/env node\nconsole.log('it runs');\n"
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for file, text in (("package/package.json", json.dumps(manifest)), ("package/run.js", script)):
            info = tarfile.TarInfo(file)
            info.size, info.mode = len(text), 0o755
            archive.addfile(info, io.BytesIO(text.encode()))
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(content.getvalue()).digest()).decode()
    pin = NpmPin(name=name, version=version, integrity=integrity)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / pin.tarball_name).write_bytes(content.getvalue())
    return pin


@pytest.fixture
def small(tmp_path: Path) -> Toolchain:
    """A toolchain whose only npm package is a tool of the test's own."""
    toolchain = Toolchain.of_this_machine(tmp_path / "toolchain")
    pin = _pack_tool(toolchain.npm_packages_dir)
    pins = [{"name": pin.name, "version": pin.version, "integrity": pin.integrity}]
    toolchain.record_file.write_text(json.dumps({"npm": pins}))
    return toolchain


def _get(registry: NpmRegistry, path: str, method: str = "GET") -> tuple[int, Any]:
    status, headers, body = asyncio.run(registry.handle_request(method, NPM_REGISTRY_PATH + path, {}, b"", {}))
    return status, json.loads(body) if headers["content-type"] == "application/json" else body


def test_a_packument_has_one_version_which_is_the_latest(small: Toolchain) -> None:
    status, packument = _get(NpmRegistry(toolchain=small, endpoint_url=ENDPOINT), "demo-tool")
    assert (status, packument["dist-tags"], list(packument["versions"])) == (200, {"latest": "1.2.3"}, ["1.2.3"])
    version = packument["versions"]["1.2.3"]
    assert version["dist"]["tarball"] == f"{ENDPOINT}/_npm/demo-tool/-/demo-tool-1.2.3.tgz"
    assert version["dist"]["integrity"] == small.npm_pins()[0].integrity
    assert version["bin"] == {"demo-tool": "run.js"}
    assert "scripts" not in version


def test_the_tarball_is_the_packed_one(small: Toolchain) -> None:
    status, body = _get(NpmRegistry(toolchain=small, endpoint_url=ENDPOINT), "demo-tool/-/demo-tool-1.2.3.tgz")
    assert (status, small.npm_pins()[0].matches(body)) == (200, True)


@pytest.mark.parametrize(
    "path",
    [
        *("left-pad", "demo-tool/-/demo-tool-1.2.4.tgz", "", "-/v1/search", "@scope%2fpackage"),
        *("demo-tool/-/../../prepared.json", "../prepared.json"),
    ],
)
def test_anything_else_is_not_found(small: Toolchain, path: str) -> None:
    status, answer = _get(NpmRegistry(toolchain=small, endpoint_url=ENDPOINT), path)
    assert status == 404
    assert "this registry has only demo-tool" in answer["error"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nothing_can_be_published(small: Toolchain, method: str) -> None:
    assert _get(NpmRegistry(toolchain=small, endpoint_url=ENDPOINT), "demo-tool", method)[0] == 405


def test_a_changed_tarball_is_not_served(small: Toolchain) -> None:
    (small.npm_packages_dir / "demo-tool-1.2.3.tgz").write_bytes(b"changed")
    with pytest.raises(ToolchainError, match="was changed"):
        _get(NpmRegistry(toolchain=small, endpoint_url=ENDPOINT), "demo-tool")


def test_without_a_prepared_toolchain_everything_is_not_found(tmp_path: Path) -> None:
    status, answer = _get(NpmRegistry(toolchain=Toolchain(root=tmp_path), endpoint_url=ENDPOINT), "aws-cdk")
    assert (status, "run set-up" in answer["error"]) == (404, True)


def test_packing_what_is_packed_asks_nobody(small: Toolchain, tmp_path: Path) -> None:
    pack(small.npm_pins(), into=small.npm_packages_dir, npm=tmp_path / "no-npm")


def test_packing_something_else_is_refused(small: Toolchain, tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho other > demo-tool-1.2.3.tgz\n")
    npm.chmod(0o755)
    with pytest.raises(ToolchainError, match=r"is not what package-lock\.json names"):
        pack(small.npm_pins(), into=tmp_path / "packages", npm=npm)
    assert not list((tmp_path / "packages").iterdir())


def test_a_registry_that_cannot_be_reached_says_what_npm_said(small: Toolchain, tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    npm.chmod(0o755)
    with pytest.raises(ToolchainError, match=r"ENOTFOUND\); set-up needs the network once$"):
        pack(small.npm_pins(), into=tmp_path / "packages", npm=npm)


@pytest.fixture
def served(small: Toolchain) -> Iterator[str]:
    """The small registry over HTTP; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    registry = NpmRegistry(toolchain=small, endpoint_url=endpoint)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = asyncio.run(registry.handle_request("GET", self.path, {}, b"", {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            return

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield registry.url
    server.shutdown()
    server.server_close()
    thread.join(10)


def test_npm_installs_from_it_and_the_program_runs(small: Toolchain, served: str, tmp_path: Path) -> None:
    small.record_file.write_text(json.dumps({**small.record(), "uv_variables": {}}))
    environment = build_environment(small, tmp_path / "build", npm_registry_url=served)
    run(("npm", "install", "-g", "demo-tool"), environment, tmp_path)
    assert run(("demo-tool",), environment, tmp_path).strip() == "it runs"


def test_npm_finds_no_other_version(small: Toolchain, served: str, tmp_path: Path) -> None:
    environment = build_environment(small, tmp_path / "build", npm_registry_url=served)
    with pytest.raises(AssertionError, match="ETARGET"):
        run(("npm", "install", "-g", "demo-tool@3.0.0"), environment, tmp_path)


def test_the_checkouts_tools_are_packed_and_served(toolchain: Toolchain) -> None:
    registry = NpmRegistry(toolchain=toolchain, endpoint_url=ENDPOINT)
    for pin in toolchain.npm_pins():
        assert _get(registry, pin.name)[1]["dist-tags"] == {"latest": pin.version}
