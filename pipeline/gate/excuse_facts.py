"""What the register's excuses reach. An entry names one finding at one construct, but what a policy's entry lets pass
grows with each statement that is put beside those it was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pipeline.gate.permission_facts import reach, statements
from pipeline.gate.stacks import Stack, as_text, listed

_WILDCARD: Final = re.compile(r"\[(Resource|Action)::(.*)\]\Z", re.DOTALL)
"""How cdk-nag names the exact wildcard of a policy."""
_UNKNOWN: Final = re.compile(r"\$\{([^}]*)\}")
"""What is known at deployment only, which cdk-nag writes in angle brackets."""


def excuse_facts(stacks: list[Stack], register: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """``excused``: for each finding and path of a policy, what the entry lets pass, as ``{action} on {resource}``."""
    resources = {
        resource["Metadata"]["aws:cdk:path"]: resource
        for stack in stacks
        for _, resource in stack.resources()
        if "aws:cdk:path" in resource.get("Metadata", {})
    }
    reached = {
        f"{entry['finding']} at {entry['path']}": sorted(set(_reached(entry["finding"], resources[entry["path"]])))
        for entry in register
        if entry["path"] in resources
    }
    return {"excused": {subject: pairs for subject, pairs in reached.items() if pairs}}


def _reached(finding: str, resource: dict[str, Any]) -> Iterator[str]:
    wildcard = _WILDCARD.search(finding)
    for statement in [*statements(resource), *_trust(resource)]:
        if statement.get("Effect") != "Deny" and (not wildcard or _has(statement, wildcard[1], wildcard[2])):
            actions = listed(statement.get("Action")) or [f"all but {as_text(statement.get('NotAction'))}"]
            yield from (f"{as_text(action)} on {where}" for action in actions for where in reach(statement))


def _has(statement: dict[str, Any], member: str, wildcard: str) -> bool:
    return any(_UNKNOWN.sub(r"<\1>", as_text(value)) == wildcard for value in listed(statement.get(member)))


def _trust(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for statement in listed(resource.get("Properties", {}).get("AssumeRolePolicyDocument", {}).get("Statement")):
        yield {**statement, "Resource": "the role"}


def prolonged(before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> dict[str, tuple[list[str], int]]:
    """Entries that hold longer than they did, by ``{record} -> {new last day}``: the last days before, and how many.

    A decision is renewed with all that rests on it, so it is reviewed once and not entry by entry.
    """
    old = {(entry["finding"], entry["path"]): entry["expires"] for entry in before}
    found: dict[str, tuple[list[str], int]] = {}
    for entry in now:
        earlier = old.get((entry["finding"], entry["path"]))
        if earlier is not None and entry["expires"] > earlier:
            days, count = found.get(key := f"{entry['record']} -> {entry['expires']}", ([], 0))
            found[key] = (sorted({*days, earlier}), count + 1)
    return found
