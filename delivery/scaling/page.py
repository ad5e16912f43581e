"""docs/scaling.md and its plots, from the limits, the walls and what the simulation measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from compliance.assembly import read_stacks
from delivery.charts import Axis, Chart, Mark, Series, log_axis
from delivery.scaling import limits
from delivery.scaling.limits import AS_OF, EXTRACTIVE, MODEL, PROD, PUBLISHED, Limit
from delivery.scaling.load_test import CELLS, DEFAULTS, HEADROOM, RATES, SCENARIOS, SEED, Outcomes
from delivery.scaling.simulation import Outcome, Run
from delivery.scaling.walls import Wall, own_walls, published_walls

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"
PICTURES: Final = PAGE.with_name("pictures")
ANSWERED, BUSY = "scaling-answered.svg", "scaling-concurrency.svg"
"""The plots: which share is answered, and how many execution environments are taken."""


def page(assembly: Path, outcomes: Outcomes) -> str:
    """The page of an assembly and a measurement."""
    sections = (_head(), _walls(), _simulated(outcomes), _what_to_do(), _cells(assembly), _basis())
    return "\n".join(line for section in sections for line in section) + "\n"


def pictures(outcomes: Outcomes) -> Mapping[str, str]:
    """The plots by their file's name."""
    return {ANSWERED: _answered(outcomes).svg(), BUSY: _busy(outcomes).svg()}


def _head() -> Iterator[str]:
    yield "<!-- Made by `make docs`; a test refuses a page that is not what it would write. -->"
    yield ""
    yield "# From 1 to 10,000 tailorings a second"
    yield ""
    yield (
        "At which rate each limit is reached is arithmetic; what callers then see is a discrete-event simulation "
        f"(`delivery/scaling`, seed {SEED}), request by request. Published limits are those of {AS_OF}, each with its "
        "page below; check them for your account. The project's own are read from its code. All rates are tailorings a "
        "second."
    )
    yield ""


def _walls() -> Iterator[str]:
    yield "## What breaks first"
    yield ""
    first, second = own_walls(EXTRACTIVE)[:2]
    yield (
        f"As shipped, with the extractive engine, {first.what} break first: at **{first.rate:,.0f} a second**, before "
        f"the API's own throttle at {second.rate:,.0f} turns callers away in order."
    )
    yield ""
    for work in (EXTRACTIVE, MODEL):
        yield f"**Engine `{work.engine}`**, {work.seconds:g} s a tailoring:"
        yield ""
        yield "| at | limit | whose | what callers see | what to do |"
        yield "| --- | --- | --- | --- | --- |"
        own = [(wall, "prod's entry") for wall in own_walls(work)]
        published = [(wall, "a default") for wall in published_walls(work)]
        for wall, whose in sorted([*own, *published], key=lambda row: row[0].rate):
            yield f"| {_rate(wall.rate)} | {wall.what} | {whose} | {wall.breaks} | {wall.remedy} |"
        yield ""


def _simulated(outcomes: Outcomes) -> Iterator[str]:
    yield "## Simulated"
    yield ""
    yield f"![Share of requests that get a tailored CV, over the rate, for each scenario](pictures/{ANSWERED})"
    yield ""
    yield "What came of 100 requests, rounded; where it is not all tailored, the largest reason is named."
    yield ""
    yield f"| a second | {' | '.join(scenario.name for scenario in SCENARIOS)} |"
    yield f"| --- |{' --- |' * len(SCENARIOS)}"
    for number, (rate, _) in enumerate(outcomes[SCENARIOS[0].name]):
        cells = [_outcome(outcomes[scenario.name][number][1]) for scenario in SCENARIOS]
        yield f"| {_rate(rate)} | {' | '.join(cells)} |"
    yield ""
    yield (
        "A degraded answer is a tailored CV by the extractive engine, where the model's tokens were used up; it "
        "takes as long, for the function asks the model again within its budget. Requests are refused where AWS "
        "refuses them and are not repeated; callers that repeat at once make it worse."
    )
    yield ""
    yield f"![Execution environments taken on average, over the rate, for each engine](pictures/{BUSY})"
    yield ""
    quota = limits.CONCURRENCY.value
    yield (
        "Environments taken are rate times duration (Little's law), so the engine decides: the account's "
        f"{quota:,} last to {_rate(quota / EXTRACTIVE.seconds)} a second with `extractive` and to "
        f"{_rate(quota / MODEL.seconds)} with `anthropic`. They cannot come at once either: from nothing, "
        f"{limits.NEW_ENVIRONMENTS.value:,} in ten seconds, which is {_rate(_ramp(EXTRACTIVE.seconds))} and "
        f"{_rate(_ramp(MODEL.seconds))} tailorings a second more in each second."
    )
    yield ""


def _what_to_do() -> Iterator[str]:
    yield "## What to do, in order"
    yield ""
    lowest, *_ = published_walls(EXTRACTIVE)
    steady = sorted({wall.rate for wall in published_walls(EXTRACTIVE)})[1]
    yield (
        f"1. **To {PROD.throttle.rate} a second**: `TABLE_MAX_CAPACITY` in `feature_stacks/constants.py`, or "
        "[on-demand tables](how-to/change-the-billing-mode.md). Nothing else is near."
    )
    yield (
        f"2. **To {_rate(lowest.rate * HEADROOM)}**: the entry's `throttle` and `reserved_concurrency`, and the "
        "account's concurrency. Ask for quotas weeks before they are needed; `bin/delivery preflight` shows them."
    )
    yield (
        f"3. **To {_rate(steady * HEADROOM)}**: warm throughput on the three tables, so that they do not begin as new "
        "ones, and a load that grows slowly. The last that one account does without asking for more."
    )
    yield (
        "4. **Beyond**: cells. A cell is an environment with an account of its own, one entry of "
        "`stages/environments.py` in prod's wave; what stands in front of the APIs assigns people to one by "
        "their id (nothing here does that yet). What breaks then breaks for one cell's people."
    )
    yield (
        "5. **With the model** none of this helps before the vendor's limits are higher: they belong to the "
        "organization, not to an account. Until then `fallback=True` answers with the extractive engine."
    )
    yield ""


def _cells(assembly: Path) -> Iterator[str]:
    stages = _stages(assembly)
    actions = len(stages[-1]["Actions"])
    side_by_side, waves = limits.ACTIONS.value // actions, (limits.STAGES.value - len(stages)) // 2 + 1
    warm = math.ceil(RATES[-1] / (HEADROOM * sorted({wall.rate for wall in published_walls(EXTRACTIVE)})[1]))
    yield "## Cells, and what the pipeline can carry"
    yield ""
    yield (
        f"{RATES[-1]:,.0f} a second at {HEADROOM:.0%} of each limit takes {CELLS} cells whose tables are new, or "
        f"{warm} that were warmed. The pipeline has limits of its own:"
    )
    yield ""
    yield (
        f"- a stage has at most {limits.ACTIONS.value} actions, and prod's has {actions}: about {side_by_side} cells "
        "side by side in one wave, behind one approval;"
    )
    yield (
        f"- a pipeline has at most {limits.STAGES.value} stages, and this one {len(stages)}: a further wave with its "
        f"approval takes two, so {waves} waves of protected environments, {waves * side_by_side} cells;"
    )
    yield (
        f"- each cell's digest and smoke tests are builds in the tools account, which runs {limits.BUILDS.value} of a "
        "kind at once; `builds_at_once` in `cdk.json` holds a stage to fewer;"
    )
    yield (
        f"- an account has {limits.STACKS.value:,} stacks and a stack {limits.RESOURCES.value} resources, which cells "
        "in accounts of their own never meet."
    )
    yield ""
    yield (
        "Waves are also the order in which a release may hurt: first one cell, then a few, then the rest, each with "
        "its smoke tests, its canary and its roll-back ([going-to-aws.md](going-to-aws.md#another-environment-or-"
        "another-region))."
    )
    yield ""


def _basis() -> Iterator[str]:
    yield "## What the figures rest on"
    yield ""
    yield "| limit | value | can be raised | source |"
    yield "| --- | --- | --- | --- |"
    for limit in PUBLISHED:
        yield _limit_row(limit)
    yield ""
    yield "| assumed or measured | value | how it is known |"
    yield "| --- | --- | --- |"
    for work in (EXTRACTIVE, MODEL):
        yield f"| a tailoring with `{work.engine}` | {work.seconds:g} s, half more or less | {work.source} |"
    yield f"| its tokens | {MODEL.input_tokens:,} in, {MODEL.output_tokens} out | [anthropic.md](anthropic.md) |"
    yield f"| write units of one tailoring | {DEFAULTS.writes_each:g} on the busiest table | a test measures them |"
    yield f"| a cold start | {limits.COLD_START_SECONDS:g} s | assumed; `make bench` measures its part on a machine |"
    yield ""
    yield (
        "The simulation is held to closed forms by tests: environments taken to Little's law, refusals at a full "
        "account to Erlang's loss formula. It knows the API, "
        "environments, tables and tokens of one region, even load among cells and no hot keys: one key of a "
        f"table takes {limits.PARTITION_WRITES.value:,} write units a second, which no single person reaches."
    )


def _limit_row(limit: Limit) -> str:
    return f"| {limit.name} | {limit.value:,} | {'yes' if limit.adjustable else 'no'} | <{limit.source}> |"


def _stages(assembly: Path) -> Sequence[Mapping[str, Any]]:
    resources = [resource for stack in read_stacks(assembly) for resource in stack.resources().values()]
    (pipeline,) = (each for each in resources if each["Type"] == "AWS::CodePipeline::Pipeline")
    stages: Sequence[Mapping[str, Any]] = pipeline["Properties"]["Stages"]
    return stages


def _ramp(seconds: float) -> float:
    return limits.NEW_ENVIRONMENTS.value / 10 / seconds


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 20 or rate == int(rate) else f"{rate:.1f}"


def _outcome(run: Run) -> str:
    tailored = run.share(Outcome.TAILORED)
    if tailored > 0.995:
        return "100"
    worst = max((each for each in Outcome if each is not Outcome.TAILORED), key=run.share)
    return f"{tailored * 100:.0f}; {worst.value}"


def _answered(outcomes: Outcomes) -> Chart:
    walls: Sequence[Wall] = own_walls(EXTRACTIVE)
    return Chart(
        title="Requests that get a tailored CV",
        description="Share of requests answered with a tailored CV by the engine asked for, over the rate.",
        x=log_axis("tailorings a second asked for", least=0, most=4),
        y=Axis(label="% tailored", least=0, most=100, ticks=(0, 25, 50, 75, 100)),
        series=[
            Series(name=name, points=[(rate, 100 * run.share(Outcome.TAILORED)) for rate, run in runs])
            for name, runs in outcomes.items()
        ],
        marks=[Mark(at=walls[0].rate, text=f"prod's tables: {_rate(walls[0].rate)} a second")],
    )


def _busy(outcomes: Outcomes) -> Chart:
    _, defaults, _, with_model = SCENARIOS
    simulated = [
        Series(
            name=f"engine {scenario.cell.work.engine}",
            points=[(rate, run.mean_busy) for rate, run in outcomes[scenario.name]],
        )
        for scenario in (defaults, with_model)
    ]
    quota = limits.CONCURRENCY.value
    return Chart(
        title="Execution environments taken on average, simulated",
        description=f"They grow with the rate, the model's 60 times faster, up to the account's quota of {quota:,}.",
        x=log_axis("tailorings a second asked for", least=0, most=4),
        y=log_axis("environments", least=-1, most=4),
        series=[*simulated, Series(name="default quota", points=[(RATES[0], quota), (RATES[-1], quota)])],
    )
