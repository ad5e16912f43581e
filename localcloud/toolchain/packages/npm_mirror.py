"""npm packages from this machine's registry, kept: without a network, what was installed before can be again."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from localcloud.toolchain.packages.download import Download
from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.packages.package_sources import PackageSources
from localcloud.toolchain.packages.package_store import PackageStore

_FRESH_SECONDS: Final = 300.0
_ABBREVIATED: Final = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8"
_NAME: Final = re.compile(r"(@[\w.~-]+/)?[\w.~-]+")


class NpmMirror:
    """Packuments and tarballs by the names that npm asks for. Thread-safe."""

    def __init__(self, *, sources: PackageSources, store: PackageStore) -> None:
        self._sources = sources
        self._store = store
        self._download = Download(sources)
        self._fresh: dict[str, tuple[float, dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def packument(self, name: str, *, base_url: str) -> dict[str, Any]:
        """A package's versions, whose tarballs lie below `base_url`.

        Where the registry cannot be reached: those versions that were fetched before, and no others.

        Raises:
            NotThereError: the registry has none of that name.
            UnreachableError: it cannot be asked, and nothing was fetched before.
        """
        if not _NAME.fullmatch(name):
            raise NotThereError(f"{name!r} is no name of a package")
        with self._lock:
            known_until, document = self._fresh.get(name, (0.0, {}))
        if known_until < time.monotonic():
            try:
                document = self._fetch_packument(name)
            except UnreachableError as error:
                document = self._kept_packument(name, error)
        return _with_addresses(document, name=name, base_url=base_url)

    def tarball(self, name: str, file: str) -> bytes:
        """A package's tarball by its file name.

        Raises:
            NotThereError: the registry has no such file.
            UnreachableError: it cannot be asked, and the file was not fetched before.
        """
        if not _NAME.fullmatch(name):
            raise NotThereError(f"{name!r} is no name of a package")
        kept = self._store.read(_tarball_name(name, file))
        if kept is not None:
            return kept
        try:
            address = self._address(name, file)
            content, _ = self._download.fetch(address, headers=self._sources.npm_headers(address))
        except UnreachableError as error:
            raise UnreachableError(f"{file} of {name} was not fetched before, and {error}") from error
        self._store.write(_tarball_name(name, file), content)
        return content

    def _fetch_packument(self, name: str) -> dict[str, Any]:
        address = self._sources.npm_registry(name) + quote(name, safe="@")
        headers = {"Accept": _ABBREVIATED, **self._sources.npm_headers(address)}
        content, _ = self._download.fetch(address, headers=headers)
        try:
            document = dict(json.loads(content))
        except ValueError as error:
            raise UnreachableError(f"the npm registry answers something else than JSON for {name}") from error
        self._store.write(_packument_name(name), content)
        with self._lock:
            self._fresh[name] = (time.monotonic() + _FRESH_SECONDS, document)
        return document

    def _kept_packument(self, name: str, error: UnreachableError) -> dict[str, Any]:
        kept = self._store.read(_packument_name(name))
        document: dict[str, Any] = json.loads(kept) if kept is not None else {}
        versions = {
            number: version
            for number, version in document.get("versions", {}).items()
            if self._store.has(_tarball_name(name, _file_of(version)))
        }
        if not versions:
            raise UnreachableError(f"{name} was not fetched before, and {error}") from error
        tags = {tag: number for tag, number in document.get("dist-tags", {}).items() if number in versions}
        tags.setdefault("latest", max(versions, key=_release_order))
        return {**document, "versions": versions, "dist-tags": tags}

    def _address(self, name: str, file: str) -> str:
        """Where the registry says that a tarball lies, which may be on another host; else where npm's rule says."""
        kept = self._store.read(_packument_name(name))
        for version in (json.loads(kept) if kept else {}).get("versions", {}).values():
            if _file_of(version) == file:
                return str(version["dist"]["tarball"])
        return f"{self._sources.npm_registry(name)}{name}/-/{file}"


def _with_addresses(document: Mapping[str, Any], *, name: str, base_url: str) -> dict[str, Any]:
    versions = {
        number: {**version, "dist": {**version["dist"], "tarball": f"{base_url}/{name}/-/{_file_of(version)}"}}
        for number, version in document.get("versions", {}).items()
    }
    return {**document, "versions": versions}


def _file_of(version: Mapping[str, Any]) -> str:
    return str(version["dist"]["tarball"]).rpartition("/")[2]


def _packument_name(name: str) -> str:
    return f"npm/{name}/packument.json"


def _tarball_name(name: str, file: str) -> str:
    return f"npm/{name}/tarballs/{file}"


def _release_order(number: str) -> tuple[bool, list[int]]:
    """Finished releases come after every preview."""
    release, _, preview = number.partition("-")
    return not preview, [int(field) if field.isdecimal() else 0 for field in release.split(".")]
