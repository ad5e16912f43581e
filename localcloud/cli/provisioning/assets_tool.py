"""Whether the tool that publishes a pipeline's assets can read the app's assembly.

The pipeline's builds install it anew, at its latest version where the app says nothing else (`npm install -g
cdk-assets@latest` in aws-cdk-lib's pipelines), and aws-cdk-lib may write an assembly that is too new for the latest
that this machine's registry has. The builds would find that out only after synthesis and self-mutation.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from localcloud.cli.provisioning.app_failure import readable
from localcloud.cli.provisioning.app_packages import AppPackages
from localcloud.cli.provisioning.undecided import unserved
from localcloud.cli.terminal.child_process import Child
from localcloud.cli.terminal.exit_codes import CommandError

_INSTALLS: Final = re.compile(r"npm install (?:-g|--global) cdk-assets@(?P<version>[\w.^~-]+)")
_MISMATCH: Final = re.compile(
    r"schema version mismatch: Maximum schema version supported is (?P<reads>\d+).*?found (?P<written>\d+)"
)
_SECONDS: Final = 60.0


def refuse_unreadable(packages: AppPackages, assembly: Path, *, tools: Path) -> None:
    """Refuse an assembly that the tool cannot read. Without a network nothing is refused, because builds may have what
    they need.

    Args:
        packages: of the app; the tool is fetched as its own packages are.
        tools: the folder that holds what was fetched before.

    Raises:
        CommandError: the tool that the pipeline's builds install reads older assemblies only.
    """
    versions = {
        found["version"]
        for template in assembly.glob("*.template.json")
        for found in _INSTALLS.finditer(template.read_text(encoding="utf-8"))
    }
    manifest = min(assembly.glob("*.assets.json"), default=None)
    for version in sorted(versions) if manifest else ():
        folder = tools / version
        if (folder / "node_modules").exists() and _mismatch(packages, folder, manifest) is None:
            continue
        try:
            packages.fetch(f"cdk-assets@{version}", folder, purpose="the pipeline's builds")
        except CommandError:
            continue
        mismatch = _mismatch(packages, folder, manifest)
        if mismatch is not None:
            raise unserved(
                f"the pipeline's builds publish assets with cdk-assets@{version}, which is {_version(folder)} in this "
                f"machine's npm registry and reads version {mismatch['reads']} of an assembly; the app's aws-cdk-lib "
                f"writes {mismatch['written']}",
                remedy="name an older aws-cdk-lib in what the app and its builds install, or a registry that has both",
            )


def _mismatch(packages: AppPackages, folder: Path, manifest: Path | None) -> re.Match[str] | None:
    log = packages.logs / "assets-tool.log"
    try:
        packages.children.run(
            Child(
                label="cdk-assets ls",
                command=[str(folder / "node_modules" / ".bin" / "cdk-assets"), "--path", str(manifest), "ls"],
                cwd=folder,
                environment=dict(packages.environment),
                log=log,
                timeout_seconds=_SECONDS,
            )
        )
    except CommandError:
        return _MISMATCH.search(readable(log))
    return None


def _version(folder: Path) -> str:
    package = folder / "node_modules" / "cdk-assets" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])
