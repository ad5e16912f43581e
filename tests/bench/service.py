"""Warm latency of the POST beside a handler that returns a constant: both behind API Gateway with IAM, in the local
cloud, called in turns over connections that stay open.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from delivery.service_client import ServiceClient
from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV, REGION, REPOSITORY, CloudProcess
from tests.localcloud.ministack.functions import make_api
from tests.service.deployed_service import DeployedService
from tests.service.deployment import deploy, stacks_of

WARM_UP, ROUNDS = 20, 300
AIM_RATIO = 1.5
# It logs a line, as functions do: MiniStack waits 50 ms for the first line of one that logs none.
_CONSTANT = """
def handler(event, context):
    print("called")
    return {"statusCode": 200, "body": "{}"}
"""


def assembly() -> Path:
    """The assembly that `CDK_ASSEMBLY` names, or a new one of this checkout."""
    given = os.environ.get("CDK_ASSEMBLY")
    if given is None:
        subprocess.run([REPOSITORY / "scripts" / "synth"], cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
    return REPOSITORY / (given or "cdk.out")


def timed(call: Callable[[], int]) -> float:
    """Milliseconds of one call, which must succeed."""
    started = time.perf_counter()
    status = call()
    elapsed = (time.perf_counter() - started) * 1000
    if status != 200:
        sys.exit(f"bench: an answer was {status} instead of 200")
    return elapsed


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure() -> None:
    """Prints p50 and p95 of each, and the ratios to the constant."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as folder:
        cloud = CloudProcess(state_dir=Path(folder, "state"), toolchain_dir=Path(folder, "toolchain"))
        try:
            cloud.start()
            service = DeployedService(cloud=cloud, outputs=deploy(cloud, stacks_of(assembly(), "Dev")))
            service.lift_limits()
            measured = in_turns(calls(service, *constants(cloud)))
        finally:
            cloud.stop()
    base = measured["a handler that returns a constant"]
    for name, values in measured.items():
        p50, p95 = percentile(values, 0.50), percentile(values, 0.95)
        ratios = f"ratio {p50 / percentile(base, 0.50):5.2f}, {p95 / percentile(base, 0.95):5.2f}"
        print(f"{name:<42} p50 {p50:6.1f} ms, p95 {p95:6.1f} ms   {ratios}")
    print(f"{ROUNDS} rounds, warm, in turns; the aim for the POST is a ratio of {AIM_RATIO} at p95")


def constants(cloud: CloudProcess, many: int = 1) -> list[ServiceClient]:
    """Callers of a second API, with a model and IAM like the first, whose function does nothing."""
    api = make_api(cloud, _CONSTANT)
    return [
        ServiceClient(
            url=f"https://{api.api_id}.execute-api.{REGION}.amazonaws.com/{api.stage}/things",
            credentials=cloud.session(DEV).get_credentials(),
            endpoint_url=cloud.endpoint_url,
        )
        for _ in range(many)
    ]


def calls(service: DeployedService, nothing: ServiceClient) -> Mapping[str, Callable[[int], int]]:
    """What is measured, by name; each takes the number of the round."""
    applicant = service.plant()

    def post(**changes: Any) -> int:
        return service.post(applicant.request(**changes)).status

    return {
        "a handler that returns a constant": lambda _: nothing.post({"name": "thing"}).status,
        "POST: a new CV, read, tailored and stored": lambda round_: post(application_id=f"application-{round_}"),
        "POST: a repeat, the stored answer": lambda _: post(application_id="application-0"),
    }


def in_turns(measured: Mapping[str, Callable[[int], int]]) -> dict[str, list[float]]:
    """Milliseconds of each call in each round; the first rounds warm up and are not counted."""
    times: dict[str, list[float]] = {name: [] for name in measured}
    for round_ in range(WARM_UP + ROUNDS):
        for name, call in measured.items():
            elapsed = timed(lambda call=call, round_=round_: call(round_))  # type: ignore[misc]
            if round_ >= WARM_UP:
                times[name].append(elapsed)
    return times
