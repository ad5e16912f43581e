"""A Python package index over the ones that this machine's pip and uv are set to; everything that was fetched is kept.

Source: packaging.python.org/en/latest/specifications/simple-repository-api/ (HTML and JSON form, `.metadata` files).
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from localcloud.toolchain.packages.download import Download
from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.packages.package_sources import PackageSources
from localcloud.toolchain.packages.package_store import PackageStore

PYTHON_INDEX_PATH: Final = "/_pypi/"
_FRESH_SECONDS: Final = 300.0
_ACCEPT: Final = "application/vnd.pypi.simple.v1+json, text/html; q=0.5"
_METADATA: Final = ".metadata"
_FILE: Final = re.compile(r"[\w.+!~-]+")

Response = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True, kw_only=True)
class IndexedFile:
    """A file of a project, as an index lists it.

    Attributes:
        digest: such as `sha256=...`; empty where the index says none.
        metadata: the digest of its `.metadata` file, `true` where that has none; empty where there is no such file.
    """

    name: str
    address: str
    digest: str = ""
    requires_python: str = ""
    metadata: str = ""
    yanked: bool = False


class PythonIndex:
    """Serves `simple/PROJECT/` and the files below `PYTHON_INDEX_PATH`. Thread-safe."""

    def __init__(self, *, sources: PackageSources, store: PackageStore) -> None:
        self._sources = sources
        self._store = store
        self._download = Download(sources)
        self._fresh: dict[str, tuple[float, tuple[IndexedFile, ...]]] = {}
        self._lock = threading.Lock()

    async def handle_request(
        self, method: str, path: str, _headers: Mapping[str, str], _body: bytes, _query: Mapping[str, Any]
    ) -> Response:
        """Answer one HTTP request below `PYTHON_INDEX_PATH`."""
        if method not in ("GET", "HEAD"):  # uv asks with HEAD whether it may read a part of a file
            return _plain(405, "this index is read-only")
        steps = unquote(path.removeprefix(PYTHON_INDEX_PATH)).strip("/").split("/")
        try:
            if len(steps) == 2 and steps[0] == "simple":
                return await asyncio.to_thread(self._project, normalized(steps[1]))
            if len(steps) == 3 and steps[0] == "files" and _FILE.fullmatch(steps[2]):
                content = await asyncio.to_thread(self.content, normalized(steps[1]), steps[2])
                return 200, {"content-type": "application/octet-stream"}, content
        except (NotThereError, UnreachableError) as error:
            return _plain(404, str(error))
        return _plain(404, "not found")

    def _project(self, project: str) -> Response:
        files = self.files(project)
        if not files:
            raise NotThereError(f"no index has {project}")
        return 200, {"content-type": "text/html; charset=utf-8"}, _page(project, files).encode()

    def content(self, project: str, name: str) -> bytes:
        """A file of a project, or its `.metadata`.

        Raises:
            NotThereError: no index has it.
            UnreachableError: it was not fetched before, and nobody answers.
        """
        kept = self._store.read(_kept_name(project, name))
        if kept is not None:
            return kept
        wanted = name.removesuffix(_METADATA)
        found = next((file for file in self.files(project) if file.name == wanted), None)
        if found is None:
            raise NotThereError(f"{name} of {project} is in no index, and was not fetched before")
        suffix = _METADATA if wanted != name else ""
        content, _ = self._download.fetch(found.address.partition("#")[0] + suffix)
        self._store.write(_kept_name(project, name), content)
        return content

    def files(self, project: str) -> tuple[IndexedFile, ...]:
        """The files of a project, by its normalized name.

        Raises:
            UnreachableError: none was fetched before, and nobody answers.
        """
        with self._lock:
            known_until, files = self._fresh.get(project, (0.0, ()))
        if known_until >= time.monotonic():
            return files
        listed: dict[str, IndexedFile] = {}
        unreachable: list[UnreachableError] = []
        for index in self._sources.python_indexes:
            try:
                for file in self._listed(index, project):
                    listed.setdefault(file.name, file)
            except NotThereError:
                continue
            except UnreachableError as error:
                unreachable.append(error)
        for folder_file in self._in_folders(project):
            listed.setdefault(folder_file.name, folder_file)
        if unreachable:
            return self._with_kept(project, listed, unreachable[0])
        found = tuple(listed.values())
        self._store.write(_list_name(project), json.dumps([asdict(file) for file in found]).encode())
        with self._lock:
            self._fresh[project] = (time.monotonic() + _FRESH_SECONDS, found)
        return found

    def _with_kept(
        self, project: str, listed: dict[str, IndexedFile], error: UnreachableError
    ) -> tuple[IndexedFile, ...]:
        """What can be had although an index does not answer: what others list, and what was fetched before."""
        kept = self._store.read(_list_name(project))
        for entry in json.loads(kept) if kept else []:
            if self._store.has(_kept_name(project, entry["name"])):
                listed.setdefault(entry["name"], IndexedFile(**entry))
        if not listed:
            raise UnreachableError(f"{project} was not fetched before, and {error}") from error
        has_metadata = {name: self._store.has(_kept_name(project, name + _METADATA)) for name in listed}
        return tuple(
            file if has_metadata[file.name] else IndexedFile(**{**asdict(file), "metadata": ""})
            for file in listed.values()
        )

    def _listed(self, index: str, project: str) -> Sequence[IndexedFile]:
        address = f"{index}{project}/"
        if urlsplit(index).scheme == "file":
            address += "index.html"
        content, media_type = self._download.fetch(address, headers={"Accept": _ACCEPT})
        if "json" in media_type:
            return [_from_json(entry, address) for entry in json.loads(content)["files"]]
        page = _Anchors(address)
        page.feed(content.decode("utf-8", errors="replace"))
        return page.files

    def _in_folders(self, project: str) -> list[IndexedFile]:
        paths = (path for folder in self._sources.python_folders for path in sorted(folder.iterdir()))
        return [
            IndexedFile(name=path.name, address=path.resolve().as_uri())
            for path in paths
            if path.name.endswith((".whl", ".tar.gz")) and project_of(path.name) == project
        ]


class _Anchors(HTMLParser):
    """Collects the files of an index's page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.files: list[IndexedFile] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag != "a" or not given.get("href"):
            return
        address = urljoin(self._address, str(given["href"]))
        split = urlsplit(address)
        self.files.append(
            IndexedFile(
                name=unquote(split.path.rpartition("/")[2]),
                address=address.partition("#")[0],
                digest=split.fragment,
                requires_python=given.get("data-requires-python") or "",
                metadata=given.get("data-core-metadata") or given.get("data-dist-info-metadata") or "",
                yanked="data-yanked" in given,
            )
        )


def _from_json(entry: Mapping[str, Any], address: str) -> IndexedFile:
    metadata = entry.get("core-metadata", entry.get("dist-info-metadata"))
    return IndexedFile(
        name=entry["filename"],
        address=urljoin(address, entry["url"]),
        digest=_digest(entry.get("hashes") or {}),
        requires_python=entry.get("requires-python") or "",
        metadata=(_digest(metadata) if isinstance(metadata, dict) else "") or ("true" if metadata else ""),
        yanked=bool(entry.get("yanked")),
    )


def _digest(hashes: Mapping[str, str]) -> str:
    return f"sha256={hashes['sha256']}" if "sha256" in hashes else ""


def _page(project: str, files: Sequence[IndexedFile]) -> str:
    return f"<!DOCTYPE html>\n<html><body>\n{''.join(_anchor(project, file) for file in files)}</body></html>\n"


def _anchor(project: str, file: IndexedFile) -> str:
    address = f"{PYTHON_INDEX_PATH}files/{project}/{file.name}" + (f"#{file.digest}" if file.digest else "")
    attributes = {
        "href": address,
        "data-requires-python": file.requires_python,
        "data-core-metadata": file.metadata,
        "data-dist-info-metadata": file.metadata,
    }
    written = " ".join(f'{name}="{html.escape(value)}"' for name, value in attributes.items() if value)
    return f"<a {written}{' data-yanked=' + chr(34) * 2 if file.yanked else ''}>{html.escape(file.name)}</a>\n"


def normalized(project: str) -> str:
    """A project's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", project).lower()


def project_of(file: str) -> str:
    """The project whose file it is: what stands before the version."""
    stem = file.removesuffix(".tar.gz").removesuffix(".zip")
    name = stem.rpartition("-")[0] if stem != file else file.split("-")[0]
    return normalized(name)


def _kept_name(project: str, name: str) -> str:
    return f"python/{project}/files/{name}"


def _list_name(project: str) -> str:
    return f"python/{project}/files.json"


def _plain(status: int, text: str) -> Response:
    return status, {"content-type": "text/plain; charset=utf-8"}, f"{text}\n".encode()
