"""Proof that each gating pack ran: written by the packs themselves while they validate, read by the gate.

A pack that finds nothing is absent from the validation report, and so is one that was never registered. Here each
pack leaves how many rules it has, how many resources it was shown, and what it said of a canary: a function that every
pack objects to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FILE: Final = "pack-runs.json"


@dataclass(frozen=True, kw_only=True)
class PackRun:
    """One pack in one synth.

    Attributes:
        version: of the package that has the rules.
        rules: that the pack applies to a resource.
        resources: in the templates that it was shown, those of every stack.
        findings: in the app, acknowledged ones included where the pack reports them.
        canary: the first rule that objected to the canary; empty when none did, so that the pack judges nothing.
    """

    pack: str
    version: str
    rules: int
    resources: int
    findings: int
    canary: str


def write_runs(runs: Iterable[PackRun], assembly: Path) -> None:
    """Writes ``pack-runs.json`` into an assembly, the same bytes for the same runs."""
    body = {"packs": [asdict(run) for run in sorted(runs, key=lambda run: run.pack)]}
    (assembly / FILE).write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


def read_runs(assembly: Path) -> tuple[PackRun, ...]:
    """The runs recorded in an assembly; none where it has no record.

    Raises:
        ValueError: the record is not one of this version.
    """
    try:
        body = json.loads((assembly / FILE).read_text(encoding="utf-8"))
        return tuple(PackRun(**entry) for entry in body["packs"])
    except FileNotFoundError:
        return ()
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{assembly / FILE} is not a record of pack runs: {error!r}") from None


def silent_packs(runs: Sequence[PackRun], *, expected: Sequence[str], resources: int) -> list[str]:
    """A line for each expected pack that did not prove its run over all of an assembly's resources."""
    by_pack = {run.pack: run for run in runs}
    return [problem for pack in expected if (problem := _problem(pack, by_pack.get(pack), resources))]


def _problem(pack: str, run: PackRun | None, resources: int) -> str | None:
    if run is None:
        return f"rule pack {pack} did not run"
    if run.rules == 0:
        return f"rule pack {pack} ran without a rule"
    if not run.canary:
        return f"rule pack {pack} did not object to its canary, so it judges nothing"
    if run.resources != resources:
        return f"rule pack {pack} was shown {run.resources} of the {resources} resources"
    return None
