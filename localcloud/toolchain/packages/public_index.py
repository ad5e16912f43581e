"""PyPI's own hosts, answered with this machine's Python packages.

Poetry asks PyPI by its name whatever pip is set to, and the lock files of uv and Poetry name PyPI's files. So that they
get what pip gets, also by a mirror or without a network, both hosts are served from the same index.

Sources: docs.pypi.org/api/json, packaging.python.org/en/latest/specifications/simple-repository-api
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, Final
from urllib.parse import unquote

from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.packages.python_index import IndexedFile, PythonIndex, normalized, project_of

_INDEX, _FILES = "pypi.org", "files.pythonhosted.org"
PUBLIC_HOSTS: Final = re.compile(rf"{re.escape(_INDEX)}|{re.escape(_FILES)}")
"""The hosts that a `PublicIndex` answers."""

_JSON: Final = "application/vnd.pypi.simple.v1+json"
_SOURCES: Final = (".tar.gz", ".zip")

Answer = tuple[int, str, bytes]
_Message = MutableMapping[str, Any]


class PublicIndex:
    """An ASGI application over an index of packages."""

    def __init__(self, index: PythonIndex) -> None:
        self._index = index

    async def __call__(
        self,
        scope: _Message,
        _receive: Callable[[], Awaitable[_Message]],
        send: Callable[[_Message], Awaitable[None]],
    ) -> None:
        """Answer one HTTP request."""
        method = scope["method"]
        accept = ",".join(value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"accept")
        status, media_type, content = 405, "text/plain", b"this index is read-only\n"
        if method in ("GET", "HEAD"):
            steps = unquote(scope["path"]).strip("/").split("/")
            status, media_type, content = await asyncio.to_thread(self._answer, steps, accept)
        headers = [(b"content-type", media_type.encode()), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else content})

    def _answer(self, steps: Sequence[str], accept: str) -> Answer:
        try:
            match steps:
                case ["simple", project]:
                    return self._project(normalized(project), accept)
                case ["pypi", project, "json"]:
                    return self._release(normalized(project), "")
                case ["pypi", project, version, "json"]:
                    return self._release(normalized(project), version)
                case ["packages", *_, name]:
                    content = self._index.content(project_of(name.removesuffix(".metadata")), name)
                    return 200, "application/octet-stream", content
        except (NotThereError, UnreachableError) as error:
            return 404, "text/plain; charset=utf-8", f"{error}\n".encode()
        return 404, "text/plain", b"not found\n"

    def _project(self, project: str, accept: str) -> Answer:
        files = self._found(project)
        if _JSON in accept:
            page = {
                "meta": {"api-version": "1.0"},
                "name": project,
                "files": [_listed(project, file) for file in files],
            }
            return 200, _JSON, json.dumps(page).encode()
        anchors = "".join(f'<a href="{_address(project, file)}">{file.name}</a>\n' for file in files)
        return 200, "text/html", f"<!DOCTYPE html>\n<html><body>\n{anchors}</body></html>\n".encode()

    def _release(self, project: str, version: str) -> Answer:
        """One version, or the newest with all: no requirements are told, so that a tool reads them from a file."""
        by_version: dict[str, list[IndexedFile]] = {}
        for file in self._found(project):
            by_version.setdefault(_version(file.name), []).append(file)
        by_version.pop("", None)
        chosen = _spelt(version) if version else max(by_version, key=_order, default="")
        files = by_version.get(chosen, [])
        if not files:
            raise NotThereError(f"{project} {version} is in no index")
        body: dict[str, Any] = {
            "info": {
                "name": project,
                "version": version or chosen,
                "summary": "",
                "requires_dist": None,
                "requires_python": files[0].requires_python or None,
                "yanked": all(file.yanked for file in files),
            },
            "urls": [self._described(project, file) for file in files],
        }
        if not version:
            body["releases"] = {each: [{"filename": file.name} for file in by_version[each]] for each in by_version}
        return 200, "application/json", json.dumps(body).encode()

    def _found(self, project: str) -> tuple[IndexedFile, ...]:
        files = self._index.files(project)
        if not files:
            raise NotThereError(f"no index has {project}")
        return files

    def _described(self, project: str, file: IndexedFile) -> dict[str, Any]:
        algorithm, _, digest = file.digest.partition("=")
        if algorithm != "sha256":  # a folder of packages says none
            digest = hashlib.sha256(self._index.content(project, file.name)).hexdigest()
        return {
            "filename": file.name,
            "packagetype": "sdist" if file.name.endswith(_SOURCES) else "bdist_wheel",
            "url": _address(project, file),
            "digests": {"sha256": digest},
            "requires_python": file.requires_python or None,
            "yanked": file.yanked,
        }


def _address(project: str, file: IndexedFile) -> str:
    return f"https://{_FILES}/packages/{project}/{file.name}"


def _listed(project: str, file: IndexedFile) -> dict[str, Any]:
    entry: dict[str, Any] = {"filename": file.name, "url": _address(project, file), "hashes": _hashes(file.digest)}
    if file.requires_python:
        entry["requires-python"] = file.requires_python
    if file.metadata:
        entry["core-metadata"] = _hashes(file.metadata) or True
    return {**entry, "yanked": file.yanked}


def _hashes(digest: str) -> dict[str, str]:
    algorithm, _, value = digest.partition("=")
    return {algorithm: value} if value else {}


def _version(file: str) -> str:
    """The version in a file's name; empty for what is neither a wheel nor a source."""
    source = next((file.removesuffix(suffix) for suffix in _SOURCES if file.endswith(suffix)), "")
    if source:
        return _spelt(source.rpartition("-")[2])
    fields = file.split("-")
    return _spelt(fields[1]) if file.endswith(".whl") and len(fields) > 1 else ""


def _spelt(version: str) -> str:
    return re.sub(r"[-_]", ".", version.lower())


def _order(version: str) -> tuple[bool, list[int]]:
    """Releases before what comes ahead of them."""
    return re.fullmatch(r"[\d.]+", version) is not None, [int(field) for field in re.findall(r"\d+", version)]
