"""What all builds on this machine share: the store, the toolchain, the registry's address, the credentials endpoint."""

from __future__ import annotations

import shutil
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from localcloud.aws.runtime import Runtime
from localcloud.services.codebuild.process.credentials_endpoint import CredentialsEndpoint
from localcloud.services.codebuild.process.ended_workspaces import EndedWorkspaces
from localcloud.services.codebuild.reports.report_groups import ReportGroups
from localcloud.services.codebuild.reports.report_operations import Reports
from localcloud.services.codebuild.store import Store
from localcloud.toolchain import NPM_REGISTRY_PATH, Toolchain
from localcloud.toolchain.build_python import build_python_variables, make_build_python
from localcloud.toolchain.bundling import bundling_variables
from localcloud.toolchain.package_variables import package_variables
from localcloud.toolchain.packages import NpmMirror, PackageSources, PackageStore
from localcloud.toolchain.runtimes import Runtimes


@dataclass(frozen=True, kw_only=True)
class BuildHost:
    """This machine, as builds see it."""

    runtime: Runtime
    store: Store
    groups: ReportGroups
    reports: Reports
    credentials: CredentialsEndpoint
    ended: EndedWorkspaces = field(default_factory=EndedWorkspaces)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def builds_dir(self) -> Path:
        return self.runtime.state_dir / "codebuild" / "builds"

    @property
    def python_templates(self) -> Path:
        """What the Pythons of builds have in common."""
        return self.runtime.state_dir / "codebuild" / "pythons"

    @property
    def bundling(self) -> dict[str, str]:
        """Variables that say what the CDK bundles functions with."""
        return bundling_variables(self.runtime.machine, folder=self.runtime.state_dir / "codebuild" / "bundling")

    @cached_property
    def runtimes(self) -> Runtimes:
        """The Pythons and Nodes of this machine."""
        machine = self.runtime.machine
        mirror = NpmMirror(sources=PackageSources(machine), store=PackageStore.of(machine))
        fetched = self.runtime.state_dir / "codebuild" / "nodes"
        return Runtimes(machine=machine, mirror=mirror, fetched=fetched)

    def find_runtimes(
        self, say: Callable[[str], None], *, oldest_fetched: int = 0
    ) -> dict[str, Callable[[str], Path | None]]:
        """What finds a version of a runtime, by the runtime's name.

        Args:
            say: is told of a Node that is fetched.
            oldest_fetched: the release of Node below which none is.
        """
        node = partial(self.runtimes.node, say=say, oldest_fetched=oldest_fetched)
        return {"python": self.runtimes.python, "nodejs": node}

    @property
    def jsii_cache(self) -> Path:
        """Where jsii keeps what it has unpacked, for builds without a prepared toolchain."""
        return self.runtime.state_dir / "codebuild" / "jsii"

    def toolchain(self) -> Toolchain:
        """The prepared toolchain; where set-up was left out, only this machine's programs (npm needs a network)."""
        prepared = Toolchain(root=self.runtime.toolchain_dir)
        if prepared.is_complete():
            return prepared
        with self._lock:
            return Toolchain.of_this_machine(self.runtime.state_dir / "codebuild" / "toolchain")


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A build's own directories. Nothing reads them once the build has ended."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        return self.root / "tmp"

    @property
    def shell_state(self) -> Path:
        return self.root / "shell"

    @property
    def npm_prefix(self) -> Path:
        return self.root / "npm"

    @property
    def python(self) -> Path:
        return self.root / "python"

    def create(self) -> None:
        """Make them, out of reach of the machine's other users: a build's variables lie here, secrets among them."""
        self.root.mkdir(mode=stat.S_IRWXU, parents=True)
        self.shell_state.mkdir(mode=stat.S_IRWXU)
        for directory in (self.sources, self.home, self.temporary, self.npm_prefix / "bin"):
            directory.mkdir(parents=True)

    def make_python(self, interpreter: Path, *, templates: Path) -> None:
        """Make the build's own Python.

        Raises:
            ToolchainError: this machine's cannot make one.
        """
        make_build_python(self.python, interpreter=interpreter, templates=templates)

    def variables(
        self, toolchain: Toolchain, *, endpoint_url: str, jsii_cache: Path, node: Path | None
    ) -> dict[str, str]:
        """The variables that keep a build's programs inside these directories and the toolchain."""
        own = [self.npm_prefix / "bin", self.python / "bin", *([node] if node else [])]
        npm_registry_url = endpoint_url.rstrip("/") + NPM_REGISTRY_PATH
        packages = package_variables(endpoint_url)
        if toolchain.is_complete():
            del packages["UV_DEFAULT_INDEX"]  # uv has everything already, under the index that it was fetched from
        return {
            **packages,
            "JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(jsii_cache),
            **toolchain.build_variables(npm_registry_url=npm_registry_url),
            **build_python_variables(self.python),
            "PATH": toolchain.search_path(first=tuple(map(str, own))),
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "CDK_HOME": str(self.home / ".cdk"),
            "npm_config_prefix": str(self.npm_prefix),
            "SHELL": str(toolchain.image_bin / "bash"),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def remove(self) -> None:
        """Remove everything, also what the build made read-only."""

        def retry(function: Callable[..., Any], path: str, _error: object) -> None:
            Path(path).parent.chmod(stat.S_IRWXU)
            Path(path).chmod(stat.S_IRWXU)
            function(path)

        try:
            shutil.rmtree(self.root, onerror=retry)
        except OSError:
            shutil.rmtree(self.root, ignore_errors=True)
