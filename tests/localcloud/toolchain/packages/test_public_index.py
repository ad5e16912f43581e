"""Tools that ask PyPI by its name get this machine's packages."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from localcloud.toolchain.packages import PUBLIC_HOSTS, PackageSources, PackageStore, PublicIndex, PythonIndex

_WHEEL, _SOURCE, _NEWER = "green_apples-1.0-py3-none-any.whl", "green_apples-1.0.tar.gz", "green_apples-1.10.tar.gz"
_JSON = "application/vnd.pypi.simple.v1+json"


@pytest.fixture
def index(tmp_path: Path) -> PublicIndex:
    folder = tmp_path / "packages"
    folder.mkdir()
    for name in (_WHEEL, _SOURCE, _NEWER, "green_apples-2.0rc1.tar.gz"):
        (folder / name).write_bytes(name.encode())
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(tmp_path),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:1/simple",  # nobody answers there
        "PIP_FIND_LINKS": str(folder),
        "NO_PROXY": "127.0.0.1",
    }
    store = PackageStore(root=tmp_path / "store")
    return PublicIndex(PythonIndex(sources=PackageSources(environment), store=store))


def _get(index: PublicIndex, path: str, *, accept: str = "*/*", method: str = "GET") -> tuple[int, bytes]:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept", accept.encode())]}
    asyncio.run(index(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize("host", ["pypi.org", "files.pythonhosted.org"])
def test_the_hosts_of_locks_are_answered(host: str) -> None:
    assert PUBLIC_HOSTS.fullmatch(host)


@pytest.mark.parametrize("host", ["upload.pypi.org", "test.pypi.org", "pypi.org.evil.example", "pypixorg"])
def test_other_hosts_are_not(host: str) -> None:
    assert not PUBLIC_HOSTS.fullmatch(host)


def test_a_release_names_its_files_with_their_digests(index: PublicIndex) -> None:
    status, content = _get(index, "/pypi/Green.Apples/1.0/json")
    described = {each["filename"]: each for each in json.loads(content)["urls"]}
    kinds = {name: each["packagetype"] for name, each in described.items()}
    assert (status, kinds) == (200, {_WHEEL: "bdist_wheel", _SOURCE: "sdist"})
    assert described[_WHEEL]["digests"] == {"sha256": hashlib.sha256(_WHEEL.encode()).hexdigest()}


def test_a_project_without_a_version_is_its_newest_release(index: PublicIndex) -> None:
    document = json.loads(_get(index, "/pypi/green-apples/json")[1])
    assert document["info"]["version"] == "1.10"
    assert sorted(document["releases"]) == ["1.0", "1.10", "2.0rc1"]


def test_a_file_is_found_by_its_name_below_whatever_folders_a_lock_has(index: PublicIndex) -> None:
    assert _get(index, f"/packages/ab/cd/{'0' * 60}/{_SOURCE}") == (200, _SOURCE.encode())


def test_the_list_of_files_is_as_the_tool_asks_for_it(index: PublicIndex) -> None:
    listed = json.loads(_get(index, "/simple/green-apples/", accept=_JSON)[1])
    address = f"https://files.pythonhosted.org/packages/green-apples/{_WHEEL}"
    assert address in {file["url"] for file in listed["files"]}
    assert f'href="{address}"'.encode() in _get(index, "/simple/green-apples/")[1]


@pytest.mark.parametrize(
    "path", ["/simple/pears/", "/pypi/green-apples/9/json", "/packages/a/pears-1.tar.gz", "/legacy"]
)
def test_what_is_not_there_is_said(index: PublicIndex, path: str) -> None:
    status, content = _get(index, path)
    assert (status, bool(content)) == (404, True)


def test_nothing_is_put_there(index: PublicIndex) -> None:
    assert _get(index, "/simple/green-apples/", method="PUT")[0] == 405
