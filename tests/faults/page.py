"""Writes docs/faults.md from the catalogue: ``python -m tests.faults.page``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.faults.catalogue import FAULTS
from tests.faults.fault import Fault

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
_HEAD: Final = """# Faults

What happens to a delivery when something goes wrong. Each fault is injected into a local cloud with the product
released in it, by `make faults`; those marked *quick* also by `make test`. Written from `tests/faults/` by `make docs`.

After each of them these hold too (`tests/faults/standing.py`):

- prod answers a signed request, with the release that the table says;
- every item that was in prod's table is there still;
- no stack was deployed more often than the pipeline ran the action that deploys it;
- no execution and no evidence is gone;
- every wait had an end;
- where the table names a procedure of [the runbook](runbook.md), it was followed as it stands, and brought the run on
  to its approval.

`make faults` writes what it found to `reports/faults`: `faults.md`, and `faults.xml` as JUnit.

"""


def row(fault: Fault) -> tuple[str, ...]:
    """A fault's cells, without the Markdown between them."""
    said = ", ".join(f"`{text}`" for text in fault.said)
    end = f"{fault.action} {fault.state}, execution {fault.execution}"
    return (fault.name, fault.injected, end, fault.prod.value, said, fault.procedure)


def table(columns: Mapping[str, list[str]]) -> str:
    """A Markdown table of columns by their titles."""
    lines = [list(columns), ["---"] * len(columns), *map(list, zip(*columns.values(), strict=True))]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def page() -> str:
    """The page as the catalogue has it now."""
    titles = ("fault", "how it is injected", "where the run ends", "prod answers with", "a person reads", "procedure")
    columns = dict(zip(titles, map(list, zip(*map(row, FAULTS), strict=True)), strict=True))
    quick = ["yes" if fault.quick else "" for fault in FAULTS]
    return f"{_HEAD}{len(FAULTS)} faults.\n\n{table({**columns, 'quick': quick})}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
