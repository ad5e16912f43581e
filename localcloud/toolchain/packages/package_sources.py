"""Where this machine gets packages from, and how: what its npm, pip and uv are set to, read from themselves.

Mirrors, proxies, authorities and tokens are a person's or a company's own; builds get packages the same way, without
seeing any of it.
"""

from __future__ import annotations

import ensurepip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from localcloud.toolchain.packages.missing import UnreachableError

_SECONDS: Final = 30
_AUTHORITIES: Final = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
_VARIABLE: Final = re.compile(r"\$\{(\w+)\}")
_BUNDLED: Final = Path(ensurepip.__file__).parent / "_bundled"
"""Where a Python keeps the pip that it would install."""
_DEFAULT: Final = re.compile(r"--index-url <url>[^()]*\(default\s+(https?://[^\s)]+)\)")
"""What pip says of itself where nothing is set; it lists settings only."""


@dataclass(frozen=True)
class PackageSources:
    """The settings of one environment; each tool is asked at most once.

    Attributes:
        environment: a person's, as it was before anything replaced it.
    """

    environment: Mapping[str, str]

    @cached_property
    def npm_settings(self) -> dict[str, Any]:
        """npm's own settings, as it reads them from its files and variables; empty where there is no npm."""
        printed = self._output("npm", "config", "list", "--long", "--json")
        try:
            return dict(json.loads(printed)) if printed else {}
        except ValueError:
            return {}

    def npm_registry(self, package: str) -> str:
        """The registry of a package, which may be its scope's own; ends with a slash.

        Raises:
            UnreachableError: this machine has no npm to ask for it.
        """
        scope = package.partition("/")[0] if package.startswith("@") else ""
        registry = self.npm_settings.get(f"{scope}:registry") if scope else None
        registry = registry or self.npm_settings.get("registry")
        if not registry:
            raise UnreachableError(f"{package} cannot be fetched: this machine has no npm that would say from where")
        return str(registry).rstrip("/") + "/"

    def npm_headers(self, address: str) -> dict[str, str]:
        """What npm would say of who asks there: a token or a name with its password, from its settings files."""
        best = ""
        for prefix in self._npm_secrets:
            if address.partition(":")[2].startswith(prefix) and len(prefix) > len(best):
                best = prefix
        secrets = self._npm_secrets.get(best, {})
        if "_authToken" in secrets:
            return {"Authorization": f"Bearer {secrets['_authToken']}"}
        return {"Authorization": f"Basic {secrets['_auth']}"} if "_auth" in secrets else {}

    @cached_property
    def _npm_secrets(self) -> dict[str, dict[str, str]]:
        """By registry address without its scheme; npm prints these settings for nobody."""
        found: dict[str, dict[str, str]] = {}
        for name in ("globalconfig", "userconfig"):
            path = Path(str(self.npm_settings.get(name) or os.devnull))
            if not path.is_file():
                continue
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                key, _, value = line.partition("=")
                place, _, setting = key.strip().rpartition(":")
                if place.startswith("//"):
                    plain = _VARIABLE.sub(lambda match: self.environment.get(match[1], ""), value.strip())
                    found.setdefault(place, {})[setting] = plain
        return found

    @cached_property
    def pip_settings(self) -> dict[str, str]:
        """pip's own settings by their name, as `pip config list` prints them; a variable counts before a file."""
        found: dict[str, str] = {}
        for line in self._pip("config", "list").splitlines():
            key, _, value = line.partition("=")
            section, _, name = key.rpartition(".")
            if section in ("global", "install", ":env:"):
                found[name] = " ".join(shlex.split(value))
        return found

    @cached_property
    def python_indexes(self) -> tuple[str, ...]:
        """Addresses of the indexes that pip, or else uv, is set to, or pip's own; the main one first. Each ends with a
        slash; none where there is no pip.
        """
        uv = self.environment.get("UV_DEFAULT_INDEX") or self.environment.get("UV_INDEX_URL")
        main = self.pip_settings.get("index-url") or uv or self._pip_default
        named = [*([main] if main else []), *self.pip_settings.get("extra-index-url", "").split()]
        for variable in ("UV_INDEX", "UV_EXTRA_INDEX_URL"):
            named += [one.rpartition("=")[2] for one in self.environment.get(variable, "").split()]
        return tuple(dict.fromkeys(address.rstrip("/") + "/" for address in named))

    @property
    def _pip_default(self) -> str:
        said = _DEFAULT.search(self._pip("install", "--help"))
        return said[1] if said else ""

    @cached_property
    def python_folders(self) -> tuple[Path, ...]:
        """Folders of packages that pip looks into as well."""
        places = self.pip_settings.get("find-links", "").split() + self.environment.get("UV_FIND_LINKS", "").split()
        folders = (
            Path(place.removeprefix("file://")) for place in places if "://" not in place.removeprefix("file://")
        )
        return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))

    @cached_property
    def authorities(self) -> tuple[Path, ...]:
        """Files of certificates that this machine trusts beside its system's."""
        named = [str(self.npm_settings.get("cafile") or ""), self.pip_settings.get("cert", "")]
        named += [self.environment.get(name, "") for name in _AUTHORITIES]
        return tuple(path for path in map(Path, dict.fromkeys(filter(None, named))) if path.is_file())

    @cached_property
    def proxies(self) -> dict[str, str]:
        """The proxy for each scheme, from the environment, or else from npm's or pip's own settings."""
        found: dict[str, str] = {}
        for scheme in ("http", "https"):
            name = f"{scheme}_proxy"
            value = self.environment.get(name) or self.environment.get(name.upper())
            own = self.npm_settings.get("https-proxy" if scheme == "https" else "proxy")
            value = value or own or self.pip_settings.get("proxy")
            if value:
                found[scheme] = str(value)
        return found

    @cached_property
    def proxy_exceptions(self) -> str:
        """Hosts that are asked without a proxy, comma-separated."""
        return self.environment.get("no_proxy") or self.environment.get("NO_PROXY") or ""

    def _pip(self, *words: str) -> str:
        """What pip prints: that of the Python on PATH, or else another's; an environment made by uv has none."""
        candidates: list[tuple[str, ...]] = [
            ("python3", "-m", "pip"),
            (sys.executable, "-m", "pip"),
            ("pip3",),
            ("pip",),
        ]
        candidates += [(sys.executable, f"{wheel}/pip") for wheel in _BUNDLED.glob("pip-*.whl")]
        return next(filter(None, (self._output(*candidate, *words) for candidate in candidates)), "")

    def _output(self, *command: str) -> str:
        search = f"{self.environment.get('PATH', os.defpath)}{os.pathsep}{Path(sys.prefix) / 'bin'}"
        program = shutil.which(command[0], path=search)
        if program is None:
            return ""
        try:
            # In the root folder, where no project has settings of its own.
            done = subprocess.run(
                [program, *command[1:]],
                env={**self.environment, "PATH": search},
                cwd="/",
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout if done.returncode == 0 else ""
