"""Writes which operations and types are offered into the page of differences, from the code that serves them.

    python -m localcloud.server.offered docs/local-cloud.md [--check]

Everything else of these services answers with AWS's own kind of error and names the operation. With `--check` nothing
is written: a page that says something else is an error.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_BEGIN: Final = "<!-- made by: python -m localcloud.server.offered docs/local-cloud.md -->"
_END: Final = "<!-- end of what is made -->"


def table() -> str:
    """The operations of each service of ours, and CodePipeline's action and rule types, as Markdown."""
    # MiniStack keeps a key where it is imported, and the services make their stores where they are installed.
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["STATE_DIR"] = scratch
        from localcloud.aws.api.json_service import served_services
        from localcloud.aws.api.service_catalog import registered_services
        from localcloud.aws.limits import pipeline_types
        from localcloud.aws.runtime import Runtime, activate
        from localcloud.server import services
        from localcloud.services.codepipeline import registry

        runtime = Runtime(
            endpoint_url="http://127.0.0.1:1",
            state_dir=Path(scratch),
            toolchain_dir=Path(scratch),
            hook_token=secrets.token_hex(),
            checkpoint=lambda: None,
        )
        activate(runtime)
        services.install(runtime)
        rows = [
            f"| {service.model.service_name} | {_names(service.offered)} "
            f"| {_names(set(service.model.operation_names) - service.offered)} |"
            for service in sorted(served_services(), key=lambda each: each.model.service_name)
            if service.model.service_name in registered_services()  # else MiniStack answers what it lacks
        ]
        services.stop(runtime)
    types = [
        f"Action types: {_names(f'{kind.category}/{kind.owner}/{kind.provider}' for kind in registry.ACTION_TYPES)}.",
        f"Refused when they are declared: {_names(pipeline_types.ACTIONS_NOT_OFFERED)}.",
        f"Rule types: {_names(kind.provider for kind in registry.RULE_TYPES)}; "
        f"refused: {_names(pipeline_types.RULES_NOT_OFFERED)}.",
    ]
    return "\n".join(["| service | offered | not offered |", "| --- | --- | --- |", *rows, "", *types])


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def main(arguments: list[str]) -> int:
    """Write the page, or check it; returns the exit code."""
    page = Path(arguments[0])
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    text = f"{before}{_BEGIN}\n\n{table()}\n\n{_END}{after}"
    if "--check" in arguments:
        if text != page.read_text(encoding="utf-8"):
            print(f"{page} does not say what the code offers; run: python -m localcloud.server.offered {page}")
            return 1
        return 0
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
