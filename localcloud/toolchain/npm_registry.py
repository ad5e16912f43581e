"""A read-only npm registry over the packed tools, served by the local cloud at `/_npm/`.

It answers what npm asks of a registry for an install: the packument of a package (its versions, and where each one's
tarball lies) and the tarball. A packed tool has exactly one version, which is also `latest`; anything else comes from
this machine's own registry, or is a 404.
"""

import asyncio
import hashlib
import json
import tarfile
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.layout import Toolchain
from localcloud.toolchain.packages.missing import NotThereError, UnreachableError
from localcloud.toolchain.packages.npm_mirror import NpmMirror
from localcloud.toolchain.pins import NpmPin

NPM_REGISTRY_PATH = "/_npm/"

Response = tuple[int, dict[str, str], bytes]


class NpmRegistry:
    """Serves the tarballs of one directory, which were verified when they were packed and are verified again here."""

    def __init__(self, *, toolchain: Toolchain, endpoint_url: str, mirror: NpmMirror | None = None) -> None:
        """`endpoint_url` is the local cloud's own, without a path: tarball addresses are made from it. What the
        toolchain lacks is the `mirror`'s; without one there is nothing else."""
        self._toolchain = toolchain
        self._mirror = mirror
        self._base_url = endpoint_url.rstrip("/") + NPM_REGISTRY_PATH.rstrip("/")

    @property
    def url(self) -> str:
        """What `npm_config_registry` must be set to."""
        return self._base_url + "/"

    async def handle_request(
        self, method: str, path: str, _headers: Mapping[str, str], _body: bytes, _query: Mapping[str, Any]
    ) -> Response:
        """Answer one HTTP request below `NPM_REGISTRY_PATH`."""
        if method != "GET":
            return _json(405, {"error": "this registry is read-only"})
        if not self._toolchain.is_complete() and self._mirror is None:
            return _json(404, {"error": f"{self._toolchain.root} holds no prepared toolchain; run set-up"})
        name = unquote(path.removeprefix(NPM_REGISTRY_PATH).strip("/"))
        if name in self._packuments:
            return _json(200, self._packuments[name])
        tarball = self._tarballs.get(name)
        if tarball is not None:
            headers = {
                "content-type": "application/octet-stream",
                "cache-control": "public, max-age=31536000, immutable",
            }
            return 200, headers, tarball
        if self._mirror is not None:
            return await asyncio.to_thread(self._mirrored, self._mirror, name)
        return _json(404, {"error": f"not found: this registry has only {', '.join(sorted(self._pins))}"})

    def _mirrored(self, mirror: NpmMirror, path: str) -> Response:
        """A packed tool's other versions are not looked for: the checkout pins the one."""
        name, _, file = path.partition("/-/")
        if name in self._pins:
            return _json(404, {"error": f"not found: {path}; the checkout pins {name} {self._pins[name].version}"})
        try:
            if file:
                return 200, {"content-type": "application/octet-stream"}, mirror.tarball(name, file)
            return _json(200, mirror.packument(name, base_url=self._base_url))
        except (NotThereError, UnreachableError) as error:
            # Not 503, which npm repeats for minutes before it says why.
            return _json(404, {"error": str(error)})

    @cached_property
    def _pins(self) -> dict[str, NpmPin]:
        if not self._toolchain.is_complete():
            return {}
        return {pin.name: pin for pin in self._toolchain.npm_pins()}

    @cached_property
    def _tarballs(self) -> dict[str, bytes]:
        tarballs = {}
        for pin in self._pins.values():
            content = (self._toolchain.npm_packages_dir / pin.tarball_name).read_bytes()
            if not pin.matches(content):
                raise ToolchainError(
                    f"{self._toolchain.npm_packages_dir / pin.tarball_name} was changed; remove it and run set-up again"
                )
            tarballs[_tarball_path(pin)] = content
        return tarballs

    @cached_property
    def _packuments(self) -> dict[str, dict[str, Any]]:
        return {name: self._packument(pin) for name, pin in self._pins.items()}

    def _packument(self, pin: NpmPin) -> dict[str, Any]:
        tarball = self._tarballs[_tarball_path(pin)]
        with tarfile.open(self._toolchain.npm_packages_dir / pin.tarball_name, "r:gz") as archive:
            member = archive.extractfile("package/package.json")
            manifest = json.load(member) if member is not None else {}
        version = {
            **{key: manifest[key] for key in _MANIFEST_FIELDS if key in manifest},
            "_id": f"{pin.name}@{pin.version}",
            "dist": {
                "tarball": f"{self._base_url}/{_tarball_path(pin)}",
                "integrity": pin.integrity,
                # npm's protocol has this field; the integrity beside it is what npm verifies.
                "shasum": hashlib.sha1(tarball, usedforsecurity=False).hexdigest(),
            },
        }
        return {"name": pin.name, "dist-tags": {"latest": pin.version}, "versions": {pin.version: version}}


_MANIFEST_FIELDS = (
    *("name", "version", "bin", "engines", "os", "cpu", "license"),
    *("dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "bundleDependencies"),
)


def _tarball_path(pin: NpmPin) -> str:
    return f"{pin.name}/-/{pin.tarball_name}"


def _json(status: int, document: Mapping[str, Any]) -> Response:
    return status, {"content-type": "application/json"}, json.dumps(document).encode()
