"""docs/cost.md, made from the synthesized templates: what stands there at which price, by who pays it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final

from compliance.assembly import SynthesizedStack, read_stacks
from delivery.costs.billing_modes import BillingModes
from delivery.costs.charges import BY_USE, FIXED, Charge, fixed_charges
from delivery.costs.demand import READS, WRITES
from delivery.costs.prices import AS_OF, HOURS_A_MONTH, REGION
from feature_stacks.constants import (
    CV_TAILORING_TABLE_READ_CAPACITY,
    CV_TAILORING_TABLE_WRITE_CAPACITY,
    TABLE_MAX_CAPACITY,
    TABLE_TARGET_UTILIZATION_PERCENT,
)
from feature_stacks.environment_choices import CapacityBounds, OnDemand, Provisioned
from stages.environment import Environment
from stages.environments import ENVIRONMENTS

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "cost.md"
PICTURE: Final = PAGE.with_name("pictures") / "billing-modes.svg"
TOOLS: Final = "tools"
SECONDS_A_DAY: Final = 24 * 3600
UNUSED: Final = Provisioned(
    read=CapacityBounds(
        minimum=CV_TAILORING_TABLE_READ_CAPACITY,
        maximum=TABLE_MAX_CAPACITY,
        target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
    ),
    write=CapacityBounds(
        minimum=CV_TAILORING_TABLE_WRITE_CAPACITY,
        maximum=TABLE_MAX_CAPACITY,
        target_utilization_percent=TABLE_TARGET_UTILIZATION_PERCENT,
    ),
)
"""What provisioned tables are compared by where every environment is on demand: the bounds of the constants."""
_AFTER: Final = """
A key costs 1 USD more after each of its first two yearly rotations. An execution of the pipeline costs about 0.10
USD: a synth on medium, checks on small, the rest on Lambda compute; an approval's wait is not charged. Nightly backups
are kept 35 days. Reserved concurrency costs nothing: it sets calls of the account's quota apart. A language model,
where the engine is `anthropic` (none as shipped), is charged by token, about 9 USD for 1,000 CVs, 3 of them for
judging what it wrote ([anthropic.md](anthropic.md)).

Another environment costs what its entry in `stages/environments.py` says: dev's column, or prod's. A second region
adds a KMS key and a copy of each artifact in the tools account.

What to change first: `network` there. One NAT gateway less in prod saves its hours and its address, and costs prod
its language model when the other zone fails. The engine `extractive` needs no way out at all.
"""


def page(assembly: Path) -> str:
    """The page of an assembly."""
    stacks = read_stacks(assembly)
    return "\n".join([*_head(), *_fixed(stacks), *_by_use(stacks)]) + "\n" + _AFTER + "\n".join(modes_section()) + "\n"


def picture() -> str:
    """The plot beside the page."""
    return billing_modes().chart().svg()


def billing_modes(environments: Sequence[Environment] = ENVIRONMENTS) -> BillingModes:
    """With the bounds of the last environment whose tables are provisioned, or of one that would be, where none is."""
    bounds = [each.billing for each in environments if isinstance(each.billing, Provisioned)]
    return BillingModes(provisioned=bounds[-1] if bounds else UNUSED)


def owner(stack: SynthesizedStack) -> str:
    """Who pays a stack: ``tools``, or the environment's stage in small letters."""
    _, *stage = stack.display_name.split("/")
    return stage[0].lower() if len(stage) > 1 else TOOLS


def _head() -> Iterator[str]:
    yield "<!-- Made by `make docs` from the templates; a test refuses a page that is not what it would write. -->"
    yield ""
    yield "# What it costs on AWS"
    yield ""
    yield (
        f"On-demand prices of {REGION} in {AS_OF}, a month of {HOURS_A_MONTH} hours; each with its source in "
        "`delivery/costs/prices.py`. Check them for your region."
    )
    yield ""
    yield "## What stands, used or not"
    yield ""


def _fixed(stacks: Sequence[SynthesizedStack]) -> Iterator[str]:
    charges = {
        name: [c for stack in stacks if owner(stack) == name for c in fixed_charges(stack.template)]
        for name in _owners(stacks)
    }
    rows = dict.fromkeys((charge.what, charge.price) for found in charges.values() for charge in found)
    yield f"| what | price | {' | '.join(charges)} |"
    yield f"| --- | --- |{' --- |' * len(charges)}"
    for what, price in sorted(rows, key=lambda row: -_total(_all(charges, row[0]))):
        cells = [_cell([c for c in found if (c.what, c.price) == (what, price)]) for found in charges.values()]
        yield f"| {what} | {price} | {' | '.join(cells)} |"
    totals = [_total(found) for found in charges.values()]
    yield f"| **together** | **{_usd(sum(totals, start=Decimal(0)))} USD a month** | {' | '.join(map(_usd, totals))} |"
    yield ""


def _by_use(stacks: Sequence[SynthesizedStack]) -> Iterator[str]:
    found = {resource["Type"] for stack in stacks for resource in stack.resources().values()}
    yield "## What is charged by use"
    yield ""
    yield "| of | prices |"
    yield "| --- | --- |"
    for kind, priced in BY_USE.items():
        if kind in found:
            also = " besides" if kind in FIXED else ""
            yield f"| `{kind}`{also} | {'; '.join(map(str, priced))} |"


def modes_section(environments: Sequence[Environment] = ENVIRONMENTS) -> Iterator[str]:
    """What the page says of the two billing modes, where these environments have theirs."""
    modes = billing_modes(environments)
    crossing = modes.crossing
    named = [each.name.capitalize() for each in environments if isinstance(each.billing, Provisioned)][-1:]
    tables = f"{named[0]}'s provisioned tables cost" if named else "Provisioned tables would cost"
    whose = f"{named[0].lower()}'s" if named else "their"
    yield ""
    yield "## On-demand or provisioned"
    yield ""
    yield (
        f"![USD a month of the tables over tailorings a second, in both modes: equal at {crossing:.2f} a second]"
        f"(pictures/{PICTURE.name})"
    )
    yield ""
    yield (
        f"One tailoring of a CV like the sample takes {WRITES} write units and {READS} read units (a test measures "
        f"it), {_usd(modes.on_demand(Decimal(1)))} USD a month for one a second on demand. {tables} "
        f"{_usd(modes.reserved(Decimal(0)))} USD a month at their minimum, target tracking's alarms included. A "
        f"steady load costs the same in both modes at **{crossing:.2f} tailorings a second**, "
        f"{int(crossing * SECONDS_A_DAY):,} a day; above it provisioned costs less, and at {modes.ceiling:.0f} a "
        f"second {whose} maximum is reached ([scaling.md](scaling.md))."
    )
    yield ""
    yield (
        "No load is steady. Capacity that stands for peaks is paid all day: once more than "
        f"{modes.idle_factor:.1f} times what is used on average is reserved, requests cost less. "
        f"{_why(environments)}[How to change it](how-to/change-the-billing-mode.md)."
    )


def _owners(stacks: Sequence[SynthesizedStack]) -> list[str]:
    return list(dict.fromkeys(sorted(map(owner, stacks), key=lambda name: name != TOOLS)))


def _all(charges: Mapping[str, Sequence[Charge]], what: str) -> list[Charge]:
    return [charge for found in charges.values() for charge in found if charge.what == what]


def _cell(charges: Sequence[Charge]) -> str:
    count = sum(charge.count for charge in charges)
    return f"{count}: {_usd(_total(charges))} USD" if count else "-"


def _total(charges: Sequence[Charge]) -> Decimal:
    return sum((charge.a_month for charge in charges), start=Decimal(0))


def _usd(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"


def _why(environments: Sequence[Environment]) -> str:
    """Which environments are on demand, and why; nothing where none is."""
    rare = [each.name for each in environments if isinstance(each.billing, OnDemand)]
    if not rare:
        return ""
    named = " and ".join(filter(None, (", ".join(rare[:-1]), rare[-1])))
    return f"That is why {named}, whose load is rare, {'is' if len(rare) == 1 else 'are'} on demand. "
