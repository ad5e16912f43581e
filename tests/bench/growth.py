"""What a checkpoint of the local cloud costs, and what memory its server takes, while logs and items grow.

At the start and after each step the same small change is saved; the server's log says how long that took and what was
written. The aim is a checkpoint that costs within 20 % of what it cost at the start.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from delivery.charts import Axis, Chart, Series
from feature_stacks.naming import PRODUCT
from tests.bench import history
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.logged_checkpoints import checkpoints

STEPS: Final = 4
LINES: Final = 250_000
"""What each step adds."""
ITEMS: Final = 2_500
"""As many as 2,500 requests to the service leave."""
_SAVES: Final = 3
_GROUP, _TABLE, _QUEUE = "printed", "requests", "changes"
_LIMIT_SECONDS = 60.0
PICTURE: Final = history.REPOSITORY / "docs" / "pictures" / "growth.svg"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one checkpoint; `memory` is the server's resident memory in MiB."""

    seconds: float
    written: int
    memory: float


def cost(cloud: CloudProcess) -> Cost:
    """The middle one of three checkpoints, each after one small change."""
    found = []
    for _ in range(_SAVES):
        await_rest(cloud)
        await_one_more(cloud, len(checkpoints(cloud)))
        found.append(checkpoints(cloud)[-1])
    _, seconds, written = sorted(found, key=lambda each: each[1])[_SAVES // 2]
    return Cost(seconds=seconds, written=written, memory=resident_mib(cloud))


def await_rest(cloud: CloudProcess) -> None:
    """Until nothing is saved any more: the server saves a second after the last change, every five seconds at most."""
    while True:
        known = len(checkpoints(cloud))
        time.sleep(7)
        if len(checkpoints(cloud)) == known:
            return


def await_one_more(cloud: CloudProcess, known: int) -> None:
    """Change something small, and wait until it is saved."""
    sqs = cloud.client("sqs", DEV)
    sqs.tag_queue(QueueUrl=sqs.get_queue_url(QueueName=_QUEUE)["QueueUrl"], Tags={"changed": str(time.monotonic_ns())})
    deadline = time.monotonic() + _LIMIT_SECONDS
    while len(checkpoints(cloud)) == known:
        if time.monotonic() > deadline:
            raise SystemExit("bench: the local cloud saved nothing within a minute")
        time.sleep(0.05)


def resident_mib(cloud: CloudProcess) -> float:
    for line in Path(f"/proc/{cloud.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no VmRSS for process {cloud.pid}")


def prepare(cloud: CloudProcess) -> None:
    """A log stream, a table, and a queue for the small changes."""
    cloud.client("sqs", DEV).create_queue(QueueName=_QUEUE)
    logs = cloud.client("logs", DEV)
    logs.create_log_group(logGroupName=_GROUP)
    logs.create_log_stream(logGroupName=_GROUP, logStreamName=_GROUP)
    dynamodb = cloud.client("dynamodb", DEV)
    dynamodb.create_table(
        TableName=_TABLE,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.get_waiter("table_exists").wait(TableName=_TABLE, WaiterConfig={"Delay": 1})


def add_lines(cloud: CloudProcess, step: int) -> None:
    logs, now = cloud.client("logs", DEV), int(time.time() * 1000)
    for begin in range(0, LINES, 5_000):
        events = [
            {"timestamp": now, "message": f"step {step}, line {begin + number} of a build that prints much"}
            for number in range(5_000)
        ]
        logs.put_log_events(logGroupName=_GROUP, logStreamName=_GROUP, logEvents=events)


def add_items(cloud: CloudProcess, step: int) -> None:
    dynamodb = cloud.client("dynamodb", DEV)
    for begin in range(0, ITEMS, 25):
        puts: list[Any] = [
            {"PutRequest": {"Item": {"id": {"S": f"{step}-{begin + number}"}, "cv": {"S": "x" * 2_000}}}}
            for number in range(25)
        ]
        dynamodb.batch_write_item(RequestItems={_TABLE: puts})


def measured(cloud: CloudProcess, grow: Callable[[CloudProcess, int], None]) -> Iterator[Cost]:
    """The cost at the start, and after each step."""
    yield cost(cloud)
    for step in range(STEPS):
        grow(cloud, step)
        yield cost(cloud)


def chart(costs: Mapping[str, Sequence[Cost]]) -> str:
    """How many bytes a checkpoint writes, over the steps."""
    most = max(each.written for several in costs.values() for each in several) / 1024
    top = 10 * (int(most * 1.3) // 10 + 1)
    return Chart(
        title="What a checkpoint writes while the state grows",
        description="The lines are level: a checkpoint writes what changed, whatever there is.",
        x=Axis(label="steps", least=0, most=STEPS, ticks=list(range(STEPS + 1))),
        y=Axis(label="KiB written by a checkpoint", least=0, most=top, ticks=[0, top / 2, top]),
        series=[
            Series(name=name, points=[(step, each.written / 1024) for step, each in enumerate(several)])
            for name, several in costs.items()
        ],
    ).svg()


def measure() -> None:
    """Prints a line a step, draws the chart and notes the figures."""
    grown = {f"{LINES:,} log lines a step": add_lines, f"{ITEMS:,} items a step": add_items}
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-bench-") as folder:
        cloud = CloudProcess(state_dir=Path(folder) / "state", toolchain_dir=Path(folder) / "toolchain")
        with cloud:
            prepare(cloud)
            for name, grow in grown.items():
                costs[name] = []
                for step, each in enumerate(measured(cloud, grow)):
                    costs[name].append(each)
                    saved = f"checkpoint {each.seconds * 1000:5.0f} ms, {each.written / 1024:7.0f} KiB written"
                    print(f"{name}, step {step}: {saved}; server {each.memory:4.0f} MiB", flush=True)
    figures: dict[str, float] = {}
    for name, several in costs.items():
        ratio = several[-1].seconds / several[0].seconds
        print(f"{name}: the last checkpoint took {ratio:.2f} times the first one   (aim: 1.20 or less)")
        figures |= {f"{name}: ratio": ratio, f"{name}: bytes": several[-1].written, f"{name}: MiB": several[-1].memory}
    history.note("growth", figures)
    PICTURE.write_text(chart(costs), encoding="utf-8")
