"""Packages and their lists as they were fetched, shared by every checkout and every cloud of a person."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER_VARIABLE = "LOCALCLOUD_PACKAGES"
"""Names another folder than the one in the person's cache."""


@dataclass(frozen=True, kw_only=True)
class PackageStore:
    """A folder of files by name; a file is there whole or not at all, whoever writes at the same time."""

    root: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> PackageStore:
        """The store that an environment names, or else the one in its cache folder."""
        named = environment.get(FOLDER_VARIABLE)
        home = Path(environment.get("HOME", "~")).expanduser()
        cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
        return cls(root=Path(named) if named else cache / "localcloud" / "packages")

    def has(self, name: str) -> bool:
        """Whether a file of that name is there."""
        return self._path(name).is_file()

    def read(self, name: str) -> bytes | None:
        """A file's content; None where there is none."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a file, in place of an older one."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(partial).replace(path)

    def _path(self, name: str) -> Path:
        steps = name.split("/")
        if any(step in ("", ".", "..") or step.startswith(".part-") for step in steps) or "\0" in name:
            raise ValueError(f"not the name of a package's file: {name!r}")
        return self.root.joinpath(*steps)
