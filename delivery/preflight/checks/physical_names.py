"""Names that a template gives and somebody has already: what a failed first deployment left, or somebody else's.

CloudFormation makes no resource over one that exists; it fails with `already exists`, and so does each try after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from compliance.assembly import SynthesizedStack
from compliance.assembly.naming_check import PHYSICAL_NAMES
from delivery.preflight.answer import Answer, fine, to_do
from delivery.preflight.deployed_stack import deployed_stack, logical_ids
from delivery.preflight.location import Location
from delivery.preflight.names_in_use import FOREIGN, NAMES_IN_USE
from delivery.preflight.situation import Situation

_UNUSABLE: Final = frozenset(
    {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"}
)
_SHOWN: Final = 8


def look(situation: Situation, location: Location) -> Iterator[Answer]:
    """A line for each stack that is stuck, for each kind of name that is taken, and one where none is."""
    cloudformation = situation.accounts.client("cloudformation", location)
    wanted: dict[str, set[str]] = defaultdict(set)
    stuck = False
    for stack in situation.stacks_at(location):
        deployed = deployed_stack(cloudformation, stack.name)
        if deployed is not None and deployed.status in _UNUSABLE:
            stuck = True
            yield _stuck(stack.name, deployed.status)
        own = logical_ids(cloudformation, stack.name)
        for logical_id, resource_type, name in _names(stack):
            if logical_id not in own and resource_type in NAMES_IN_USE:
                wanted[resource_type].add(name)
    taken = {kind: NAMES_IN_USE[kind].taken(situation.accounts, location, wanted[kind]) for kind in sorted(wanted)}
    for kind, names in taken.items():
        if names:
            yield _taken(kind, names)
    if not stuck and not any(taken.values()):
        missing = sum(map(len, wanted.values()))
        yield fine(f"none of {missing} that are still to be made is taken" if missing else "all are made")


def _stuck(name: str, status: str) -> Answer:
    remedy = f"`aws cloudformation delete-stack --stack-name {name}`, then look again: what it kept stays"
    if status == "UPDATE_ROLLBACK_FAILED":
        remedy = f"`aws cloudformation continue-update-rollback --stack-name {name}`"
    return to_do(f"the stack {name} is {status} and cannot be deployed", remedy)


def _taken(kind: str, names: dict[str, str]) -> Answer:
    shown = ", ".join(sorted(names)[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    own = NAMES_IN_USE[kind].remedy
    foreign = [name for name, whose in names.items() if whose == FOREIGN]
    remedy = f"{', '.join(foreign)} is another account's: choose another name" if foreign else own
    return to_do(f"{kind}: taken by something outside of the stack: {shown}", remedy)


def _names(stack: SynthesizedStack) -> Iterator[tuple[str, str, str]]:
    """Each literal name that a template gives: logical id, type, name."""
    for logical_id, resource in stack.resources().items():
        rule = PHYSICAL_NAMES.get(resource["Type"])
        name = resource.get("Properties", {}).get(rule.property) if rule else None
        if isinstance(name, str):
            yield logical_id, resource["Type"], name
