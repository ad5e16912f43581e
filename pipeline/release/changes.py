"""Each resource that a release changes, and how: what it destroys, replaces, and opens to more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pipeline.gate.stacks import as_text
from pipeline.release.expressions import as_json
from pipeline.release.kept_data import KEPT, lost
from pipeline.release.openings import opened
from pipeline.release.permissions import broadened
from pipeline.release.resource_types import ResourceTypes
from pipeline.release.stacks import Comparison, Resource
from pipeline.release.statements import statements

DESTRUCTIVE: Final = "destructive"
REPLACING: Final = "replacing"
BROADENING: Final = "broadening"
NEITHER: Final = "neither"
CLASSES: Final = (DESTRUCTIVE, REPLACING, BROADENING, NEITHER)
_COMPARED: Final = ("DeletionPolicy", "UpdateReplacePolicy", "Metadata", "CreationPolicy", "UpdatePolicy", "DependsOn")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One changed resource.

    Attributes:
        how: added, removed or changed.
        stateful: whether it keeps what cannot be made again.
        reasons: by class, why it is of it, a line each; what is of none has no reasons.
        properties: paths of what changed in it.
    """

    stack: str
    logical_id: str
    type: str
    how: str
    stateful: bool
    reasons: Mapping[str, Sequence[str]]
    properties: Sequence[str] = field(default_factory=tuple)

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class that it is of, the weightiest first."""
        return tuple(one for one in CLASSES if self.reasons.get(one)) or (NEITHER,)

    @property
    def path(self) -> str:
        """As an entry of the register names it."""
        return f"{self.stack}/{self.logical_id}"

    @property
    def stops(self) -> bool:
        """Whether it needs a reviewed entry: it destroys or replaces what keeps data."""
        return self.stateful and bool({DESTRUCTIVE, REPLACING} & set(self.classes))


def changes(comparison: Comparison, types: ResourceTypes, verdicts: Mapping[str, str]) -> list[Change]:
    """The changes of one stack, the weightiest first.

    Args:
        verdicts: what ``cdk diff`` says is replaced, by ``{stack}/{logical id}``; it can only add to what is found.
    """
    before, after = comparison.sides()
    differing = {name: list(_differences(before[name], after[name])) for name in before if name in after}
    replaced = _replaced(before, after, differing, types)
    for name in before.keys() & after.keys() - replaced.keys():
        if verdict := verdicts.get(f"{comparison.stack}/{name}"):
            replaced[name] = [f"cdk diff says: {verdict}"]
    wider: dict[str, list[str]] = {}
    for logical_id, line in (*broadened(before, after), *opened(before, after)):
        wider.setdefault(logical_id, []).append(line)
    found = []
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        kind = str((old or new or {})["Type"])
        reasons = {
            DESTRUCTIVE: list(_destroyed(old, new, loses=name in replaced and types.is_stateful(kind))),
            REPLACING: replaced.get(name, []),
            BROADENING: wider.get(name, []),
        }
        properties = [".".join(path) for path, _, _ in differing.get(name, [])]
        if properties or old is None or any(reasons.values()):
            found.append(
                Change(
                    stack=comparison.stack,
                    logical_id=name,
                    type=kind,
                    how="added" if old is None else "removed" if new is None else "changed",
                    stateful=types.is_stateful(kind) and old is not None,
                    reasons={one: lines for one, lines in reasons.items() if lines},
                    properties=properties,
                )
            )
    return sorted(found, key=lambda one: (CLASSES.index(one.classes[0]), not one.stateful, one.logical_id))


def _destroyed(before: Resource | None, after: Resource | None, *, loses: bool) -> Iterator[str]:
    if before is None:
        return
    if after is None:
        kept = before.get("DeletionPolicy") in KEPT
        yield "removed: kept in the account, and no longer this stack's" if kept else "removed: it is deleted"
    elif before["Type"] != after["Type"]:
        yield f"becomes {after['Type']}"
    else:
        if loses and after.get("UpdateReplacePolicy") not in KEPT:
            yield "replaced: the present one is deleted"
        yield from lost(before, after)


def _replaced(
    before: Mapping[str, Resource],
    after: Mapping[str, Resource],
    differing: Mapping[str, Sequence[tuple[tuple[str, ...], Any, Any]]],
    types: ResourceTypes,
) -> dict[str, list[str]]:
    """Why each of them is replaced; what refers to one that is, where that replaces it too, follows."""
    replaced: dict[str, list[str]] = {}
    for name, paths in differing.items():
        if before[name]["Type"] != after[name]["Type"]:
            continue
        for path, old, new in paths:
            verdict = _verdict(types, after[name]["Type"], path, old, new)
            if verdict:
                replaced.setdefault(name, []).append(f"{verdict} {'.'.join(path)} was {_short(old)}, is {_short(new)}")
    pending = list(replaced)
    while pending:
        gone = pending.pop()
        for name, resource in after.items():
            if name in before and name not in replaced:
                for path in _references(resource["Properties"], gone, ()):
                    if types.replacement(resource["Type"], path, None) == "yes":
                        replaced[name] = [f"follows {gone}, which {'.'.join(path)} names"]
                        pending.append(name)
                        break
    return replaced


def _verdict(types: ResourceTypes, kind: str, path: tuple[str, ...], old: Any, new: Any) -> str:
    if path[0] in _COMPARED:
        return ""
    found = {types.replacement(kind, path, value) for value in (old, new)}
    return "for" if "yes" in found else "perhaps, for" if "maybe" in found else ""


def _references(value: Any, logical_id: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Mapping):
        if value.get("Ref") == logical_id or (
            isinstance(value.get("Fn::GetAtt"), list) and value["Fn::GetAtt"][0] == logical_id
        ):
            yield path
        for key, inner in value.items():
            yield from _references(inner, logical_id, path if key.startswith("Fn::") else (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner, logical_id, path)
    elif isinstance(value, str) and f"${{{logical_id}" in value:
        yield path


def _differences(before: Resource, after: Resource) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Paths whose values differ, from the outside in, with both values."""
    yield from _between(before["Properties"], after["Properties"], ())
    for name in _COMPARED:
        if before.get(name) != after.get(name):
            yield (name,), before.get(name), after.get(name)


def _between(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if _same(before, after):
        return
    if (
        isinstance(before, Mapping)
        and isinstance(after, Mapping)
        and not (_is_expression(before) or _is_expression(after))
    ):
        for name in dict.fromkeys([*before, *after]):
            yield from _between(before.get(name), after.get(name), (*path, name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from _between(one, other, path)
    else:
        yield path, before, after


def _same(before: Any, after: Any) -> bool:
    """Policies that say the same, in whatever order, are the same."""
    if before == after:
        return True
    one, other = as_json(before), as_json(after)
    if isinstance(one, Mapping) and isinstance(other, Mapping) and "Statement" in one and "Statement" in other:
        return {found.canonical for found in statements(one)} == {found.canonical for found in statements(other)}
    return False


def _is_expression(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::"))


def _short(value: Any) -> str:
    text = "nothing" if value is None else as_text(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
