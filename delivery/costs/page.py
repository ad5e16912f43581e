"""docs/cost.md, made from the synthesized templates: what stands there at which price, by who pays it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final

from compliance.assembly import SynthesizedStack, read_stacks
from delivery.costs.charges import BY_USE, FIXED, Charge, fixed_charges
from delivery.costs.prices import AS_OF, HOURS_A_MONTH, REGION

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "cost.md"
TOOLS: Final = "tools"
_AFTER: Final = """
A key costs 1 USD more after each of its first two yearly rotations. Provisioned tables stand at their minimum, and
take a steady load for a fraction of what it costs on demand. An execution of the pipeline costs about 0.10 USD: a
synth on medium, checks on small, the rest on Lambda compute; an approval's wait is not charged. Nightly backups are
kept 35 days. Reserved concurrency costs nothing: it sets calls of the account's quota apart. A language model, where
the engine is `anthropic` (none as shipped), is charged by token, about 6 USD for 1,000 CVs
([anthropic.md](anthropic.md)).

Another environment costs what its entry in `stages/environments.py` says: dev's column, or prod's. A second region
adds a KMS key and a copy of each artifact in the tools account.

What to change first: `network` there. One NAT gateway less in prod saves its hours and its address, and costs prod
its language model when the other zone fails. The engine `extractive` needs no way out at all.
"""


def page(assembly: Path) -> str:
    """The page of an assembly."""
    stacks = read_stacks(assembly)
    return "\n".join([*_head(), *_fixed(stacks), *_by_use(stacks)]) + "\n" + _AFTER


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
