"""The local cloud with two addresses more, for what tests of builds cannot do from another process.

CodePipeline hands a build's artifacts over in the server's own process; `POST /_test/hand-over` does that for a test.
The shortest time-out is five minutes; `POST /_test/run-out-of-time` asks a build to end as its timer does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from localcloud import __main__ as command_line
from localcloud.aws.api.paths import register_path


async def _hand_over(
    _method: str, _path: str, _headers: Mapping[str, str], body: bytes, _query: Mapping[str, list[str]]
) -> tuple[int, dict[str, str], bytes]:
    from localcloud.services.codebuild import ArtifactLocation, PipelineInput, hand_over

    request: dict[str, Any] = json.loads(body)
    locations = {
        kind: {name: ArtifactLocation(**place) for name, place in request["input"][kind].items()}
        for kind in ("inputs", "outputs")
    }
    hand_over(request["token"], PipelineInput(**{**request["input"], **locations}))
    return 200, {}, b"{}"


async def _run_out_of_time(
    _method: str, _path: str, _headers: Mapping[str, str], body: bytes, _query: Mapping[str, list[str]]
) -> tuple[int, dict[str, str], bytes]:
    from localcloud.services.codebuild import service

    for running in service._running.values():
        running.queue._builds[json.loads(body)["build"]].stop.request("TIMED_OUT")
    return 200, {}, b"{}"


def main() -> int:
    register_path("/_test/run-out-of-time", _run_out_of_time)
    register_path("/_test/hand-over", _hand_over)
    return command_line.main()


if __name__ == "__main__":
    sys.exit(main())
