"""Where the parts of a prepared toolchain lie, and which variables point a build's programs at them.

One place knows this, so that the preparation (which writes) and CodeBuild (which reads) cannot drift apart.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localcloud.toolchain.build_image import base_interpreter, image_runtimes, make_build_image, pinned_uv
from localcloud.toolchain.errors import ToolchainError
from localcloud.toolchain.pins import NpmPin

SYSTEM_PATH = ("/usr/bin", "/bin")
"""Where a build finds programs that the build image does not name itself (as on Ubuntu, which CodeBuild's image is)."""


@dataclass(frozen=True, kw_only=True)
class Toolchain:
    """A toolchain's directory. It is written once, by `prepare`, and shared by all builds."""

    root: Path

    @property
    def record_file(self) -> Path:
        """Written last, so that its presence says that everything else is complete."""
        return self.root / "prepared.json"

    @property
    def image_dir(self) -> Path:
        return self.root / "image"

    @property
    def image_bin(self) -> Path:
        return self.image_dir / "bin"

    @property
    def npm_packages_dir(self) -> Path:
        return self.root / "npm-packages"

    @property
    def npm_cache(self) -> Path:
        return self.root / "npm-cache"

    @property
    def uv_cache(self) -> Path:
        return self.root / "uv-cache"

    @property
    def jsii_cache(self) -> Path:
        return self.root / "jsii-cache"

    def is_complete(self) -> bool:
        """Whether a preparation has written everything that builds need offline."""
        return self.record_file.is_file() and self.image_bin.is_dir()

    @classmethod
    def of_this_machine(cls, root: Path) -> "Toolchain":
        """A build image without packages, made in `root` where there is none yet: for builds that install nothing."""
        toolchain = cls(root=root)
        if not toolchain.image_bin.is_dir():
            make_build_image(toolchain.image_dir, uv=pinned_uv(""))
        return toolchain

    @property
    def interpreter(self) -> Path:
        """The Python of the image."""
        return base_interpreter()

    def runtimes(self) -> dict[str, str]:
        """The versions of the build image's language runtimes, by the names that build specs use."""
        return image_runtimes(self.image_dir)

    def record(self) -> dict[str, Any]:
        """What the last complete preparation recorded.

        Raises:
            ToolchainError: nothing complete lies here.
        """
        try:
            return dict(json.loads(self.record_file.read_text()))
        except (OSError, ValueError) as error:
            raise ToolchainError(
                f"{self.root} holds no prepared toolchain. "
                f"Run: python -m localcloud.toolchain prepare --into {self.root}"
            ) from error

    def npm_pins(self) -> tuple[NpmPin, ...]:
        """The npm packages that were packed."""
        return tuple(NpmPin(**pin) for pin in self.record()["npm"])

    def build_variables(self, *, npm_registry_url: str) -> dict[str, str]:
        """The variables that make uv, npm, jsii and the CDK tools of one build work from this toolchain, offline."""
        quiet = {"CDK_DISABLE_CLI_TELEMETRY": "true", "CDK_DISABLE_VERSION_CHECK": "1", "CDK_NOTICES": "false"}
        if not self.is_complete():
            return quiet
        recorded: Mapping[str, str] = self.record().get("uv_variables", {})
        return {
            **quiet,
            **recorded,
            "UV_CACHE_DIR": str(self.uv_cache),
            "UV_OFFLINE": "1",
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_NO_PROGRESS": "1",
            "npm_config_registry": npm_registry_url,
            "npm_config_cache": str(self.npm_cache),
            "npm_config_audit": "false",
            "npm_config_fund": "false",
            "npm_config_update_notifier": "false",
            "npm_config_logs_max": "0",
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(self.jsii_cache),
        }

    def search_path(self, *, first: tuple[str, ...] = ()) -> str:
        """PATH of a build: what it installs itself, the build image, then the operating system's programs."""
        return ":".join((*first, str(self.image_bin), *SYSTEM_PATH))
