"""What each Guard rule looks at, asked of the engine itself.

The engine reports what breaks a rule: neither what complied nor what the rule did not look at. A rule says what it
looks at in its ``when``: variables, each a selection of resources. So each variable gets a rule of its own, a probe,
that everything in the selection breaks. A resource that is in a rule's selection and does not break it is Compliant;
one that is in none of its selections is Not applicable.

Each selection walks all resources, so the engine is not given rules whose selections are of types that occur nowhere:
half of them, and half of its time. They look at nothing, and are in the results as such.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from compliance.matrix.model import Rule, Status
from compliance.packs import GuardFile, guard_files

PROBE: Final = "Probe"
"""How the names of probes begin; no rule of the project's has such a one."""

_DECLARATION: Final = re.compile(r"^(let|rule)\s+(\w+)", re.MULTILINE)
_VARIABLE: Final = re.compile(r"%(\w+)")
_OF_TYPES: Final = re.compile(r"\s*=\s*Resources\.\*\[\s*Type\s+(?:==\s*('[^']*')|in\s*\[([^\]]*)\])")
_TYPE: Final = re.compile(r"'([^']*)'")
_ALTERNATIVE: Final = re.compile(r"\bor\b", re.IGNORECASE)
_LOOKS_AT: Final = re.compile(r"\s*when %(\w+) !empty\s*")
_MESSAGE: Final = re.compile(r"<<(.*?)>>", re.DOTALL)
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_DIGITS: Final = 12


@dataclass(frozen=True, kw_only=True)
class GuardRule:
    """One rule, and the probes of what it looks at; without one it looks at every resource."""

    rule: Rule
    probes: frozenset[str]

    def status(self, broken: Collection[str]) -> Status:
        """What the rule says of a resource that breaks these rules and probes."""
        if self.rule.id in broken:
            return Status.NON_COMPLIANT
        looks_at_it = not self.probes or not self.probes.isdisjoint(broken)
        return Status.COMPLIANT if looks_at_it else Status.NOT_APPLICABLE


@dataclass(frozen=True, kw_only=True)
class ProbedFile:
    """One file of rules: for the engine with its probes added and without rules that look at nothing, and all its own
    rules in their order."""

    file: GuardFile
    rules: tuple[GuardRule, ...]


def probed_files(types: Collection[str], files: Iterable[GuardFile] | None = None) -> tuple[ProbedFile, ...]:
    """The files, the project's own by default.

    Args:
        types: that occur among the resources that are judged.
    """
    chosen = guard_files() if files is None else files
    return tuple(_probed(number, file, types) for number, file in enumerate(chosen))


def guard_version(files: Iterable[GuardFile] | None = None) -> str:
    """The first digits of the SHA-256 over the files' names and contents; ``none`` without a file."""
    chosen = tuple(guard_files() if files is None else files)
    digest = hashlib.sha256()
    for file in chosen:
        digest.update(f"{file.name}\0{file.content}\0".encode())
    return digest.hexdigest()[:_DIGITS] if chosen else "none"


def _probed(number: int, file: GuardFile, types: Collection[str]) -> ProbedFile:
    text = _COMMENT.sub("", file.content)
    declared = list(_DECLARATION.finditer(text))
    ends = [match.start() for match in declared[1:]] + [len(text)]
    bodies = [(match[1], match[2], text[match.end() : end]) for match, end in zip(declared, ends, strict=True)]
    selections = {name: body for kind, name, body in bodies if kind == "let"}
    probes = {name: f"{PROBE}{number}_{name}" for name in selections}
    rules = tuple(_rule(name, body, probes) for kind, name, body in bodies if kind == "rule")
    empty = {name for name, selection in selections.items() if _selects_nothing(selection, types)}
    asked = [
        (name, body)
        for kind, name, body in bodies
        if kind == "rule" and not ((looks_at := _LOOKS_AT.fullmatch(body.partition("{")[0])) and looks_at[1] in empty)
    ]
    if not asked:
        return ProbedFile(file=replace(file, content=""), rules=rules)
    selected = {variable for _, body in asked for variable in _VARIABLE.findall(body.partition("{")[0])}
    content = (
        *(f"let {name}{body}" for name, body in selections.items()),
        *(f"rule {name}{body}" for name, body in asked),
        *(_probe(variable, probe) for variable, probe in probes.items() if variable in selected),
    )
    return ProbedFile(file=replace(file, content="".join(content)), rules=rules)


def _selects_nothing(selection: str, types: Collection[str]) -> bool:
    """Whether a ``let`` selects by the literal names of types alone, none of which is among these."""
    named = _OF_TYPES.match(selection)
    if named is None or _ALTERNATIVE.search(selection):
        return False
    return set(_TYPE.findall(named[1] or named[2])).isdisjoint(types)


def _probe(variable: str, name: str) -> str:
    return f"rule {name} when %{variable} !empty {{\n  %{variable}.{name} exists\n}}\n"


def _rule(name: str, body: str, probes: Mapping[str, str]) -> GuardRule:
    condition = body.partition("{")[0] if body.lstrip().startswith("when") else ""
    messages = [" ".join(message.split()) for message in _MESSAGE.findall(body)]
    return GuardRule(
        rule=Rule(id=name, description=" ".join(dict.fromkeys(messages)), explanation="", level="Error"),
        probes=frozenset(probes[variable] for variable in _VARIABLE.findall(condition) if variable in probes),
    )
