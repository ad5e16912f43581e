"""Callers beside each other: POSTs a second through the local API Gateway at several concurrencies, and the server's
memory while thousands of requests pass.

Two handlers are called: the deployed service, whose functions ask DynamoDB and S3 of the same server several times for
a POST, and one that returns a constant, which leaves the server's own share.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from delivery.service_client import ServiceClient
from feature_stacks.naming import PRODUCT
from tests.bench import history
from tests.bench.growth import resident_mib
from tests.bench.service import assembly, constants, percentile
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.service.deployed_service import DeployedService
from tests.service.deployment import deploy, stacks_of

CONCURRENCIES: Final = (1, 4, 16)
SECONDS: Final = 12.0
"""How long each concurrency is held."""
WARM_UP_EACH: Final = 4
"""Calls of each caller before the time counts: every execution environment that will be used exists then."""
CALLERS: Final = max(CONCURRENCIES)
_SERVICE, _CONSTANT = "the service", "a constant"
REQUESTS: Final[Mapping[str, Sequence[int]]] = {_CONSTANT: (2_000, 5_000, 10_000), _SERVICE: (500, 1_000, 2_000)}
"""After how many the server's memory is looked at."""
_LIMIT_SECONDS: Final = 1_800.0


@dataclass(frozen=True, kw_only=True)
class Load:
    """What callers beside each other got; times in milliseconds."""

    a_second: float
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{self.a_second:6.1f} POSTs a second, p50 {self.p50:6.1f} ms, p95 {self.p95:6.1f} ms"


def together(calls: Sequence[Callable[[], int]], *, more: Callable[[], bool], whatever: bool = False) -> list[float]:
    """Each call again and again in a thread of its own while `more` says so; milliseconds of each that was made.

    Args:
        whatever: an answer is one, whatever its status: environments that start together may be late.

    Raises:
        SystemExit: an answer was not 200, or callers did not end.
    """
    times: list[float] = []
    problems: list[str] = []

    def keep_calling(call: Callable[[], int]) -> None:
        try:
            while not problems and more():
                started = time.perf_counter()
                status = call()
                times.append((time.perf_counter() - started) * 1000)
                if status != 200 and not whatever:
                    problems.append(f"an answer was {status} instead of 200")
        except Exception as error:  # said where the callers are waited for
            problems.append(repr(error))

    threads = [threading.Thread(target=keep_calling, args=(call,), daemon=True) for call in calls]
    deadline = time.monotonic() + _LIMIT_SECONDS
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    if problems or any(thread.is_alive() for thread in threads):
        sys.exit(f"bench: {problems[0] if problems else 'callers did not end'}")
    return times


def times(most: int) -> Callable[[], bool]:
    """Says yes that often, whoever asks."""
    left = iter(range(most))
    return lambda: next(left, None) is not None


def until(deadline: float) -> Callable[[], bool]:
    """Says yes until a time of the monotonic clock."""
    return lambda: time.monotonic() < deadline


def load(calls: Sequence[Callable[[], int]], *, seconds: float = SECONDS) -> Load:
    """Warm up, then call for so many seconds."""
    together(calls, more=times(WARM_UP_EACH * len(calls)), whatever=True)
    started = time.monotonic()
    found = together(calls, more=until(started + seconds))
    elapsed = time.monotonic() - started
    return Load(a_second=len(found) / elapsed, p50=percentile(found, 0.50), p95=percentile(found, 0.95))


def memory(
    cloud: CloudProcess, calls: Sequence[Callable[[], int]], marks: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """The server's resident memory in MiB before any of these requests, and after so many."""
    yield 0, resident_mib(cloud)
    done = 0
    for mark in marks:
        together(calls, more=times(mark - done))
        done = mark
        yield mark, resident_mib(cloud)


def callers_of(service: DeployedService, cloud: CloudProcess) -> Mapping[str, Sequence[Callable[[], int]]]:
    """Callers of each handler: each has connections of its own, and each POST is of an application of its own."""
    applicant, number = service.plant(), count()
    credentials = cloud.session(DEV).get_credentials()

    def posting(client: ServiceClient) -> Callable[[], int]:
        return lambda: client.post(applicant.request(application_id=f"application-{next(number)}")).status

    def calling(client: ServiceClient) -> Callable[[], int]:
        return lambda: client.post({"name": "thing"}).status

    return {
        _CONSTANT: [calling(client) for client in constants(cloud, CALLERS)],
        _SERVICE: [posting(service.client_of(credentials)) for _ in range(CALLERS)],
    }


def measure() -> None:
    """Prints a line for each concurrency and each look at the memory, and notes the figures."""
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as folder,
        CloudProcess(state_dir=Path(folder, "state"), toolchain_dir=Path(folder, "toolchain")) as cloud,
    ):
        service = DeployedService(cloud=cloud, outputs=deploy(cloud, stacks_of(assembly(), "Dev")))
        service.lift_limits()
        service.hold_checks()
        for name, calls in callers_of(service, cloud).items():
            for concurrency in CONCURRENCIES:
                found = load(calls[:concurrency])
                print(f"{name + ',':<12} {concurrency:>2} at once: {found}", flush=True)
                figures |= {
                    f"{name}, {concurrency}: a second": found.a_second,
                    f"{name}, {concurrency}: p95": found.p95,
                }
            for requests, mib in memory(cloud, calls, REQUESTS[name]):
                print(f"{name + ',':<12} after {requests:>6,} more: the server has {mib:4.0f} MiB", flush=True)
                figures[f"{name}: MiB after {requests}"] = mib
    history.note("callers", figures)
