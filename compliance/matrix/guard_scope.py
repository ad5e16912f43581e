"""What each of the project's own Guard rules looks at, so that they have a matrix like cdk-nag's.

The CDK's Guard engine reports findings only: neither what complied nor what a rule did not look at. The findings are
those that synth recorded of the same templates (the engine takes 4 s to be asked again); what a rule looks at is read
from its text: the resource types that it names, itself or through the variables it uses. A resource of such a type
without a finding is Compliant, any other is Not applicable. A rule that looks at some resources of a type only (those
of prod, say) counts the others of that type as Compliant as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from compliance.matrix.model import Rule
from compliance.packs import GuardFile, guard_files

_DECLARATION: Final = re.compile(r"^(let|rule)\s+(\w+)", re.MULTILINE)
_VARIABLE: Final = re.compile(r"%(\w+)")
_TYPE: Final = re.compile(r"['\"](\w+::\w+::\w+)['\"]")
_MESSAGE: Final = re.compile(r"<<(.*?)>>", re.DOTALL)
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_DIGITS: Final = 12


@dataclass(frozen=True, kw_only=True)
class GuardRule:
    """One rule, and the resource types that it looks at; no type means every one."""

    rule: Rule
    types: frozenset[str]


def guard_scopes(files: Iterable[GuardFile] | None = None) -> tuple[GuardRule, ...]:
    """Every rule of the files, the project's own by default, in their order."""
    chosen = guard_files() if files is None else files
    return tuple(rule for file in chosen for rule in _rules(_COMMENT.sub("", file.content)))


def guard_version(files: Iterable[GuardFile] | None = None) -> str:
    """The first digits of the SHA-256 over the files' names and contents; ``none`` without a file."""
    chosen = tuple(guard_files() if files is None else files)
    digest = hashlib.sha256()
    for file in chosen:
        digest.update(f"{file.name}\0{file.content}\0".encode())
    return digest.hexdigest()[:_DIGITS] if chosen else "none"


def _rules(text: str) -> Iterator[GuardRule]:
    declared = list(_DECLARATION.finditer(text))
    ends = [match.start() for match in declared[1:]] + [len(text)]
    bodies = [(match[1], match[2], text[match.end() : end]) for match, end in zip(declared, ends, strict=True)]
    variables = {name: body for kind, name, body in bodies if kind == "let"}
    for kind, name, body in bodies:
        if kind == "rule":
            messages = [" ".join(message.split()) for message in _MESSAGE.findall(body)]
            rule = Rule(id=name, description=" ".join(dict.fromkeys(messages)), explanation="", level="Error")
            yield GuardRule(rule=rule, types=frozenset(_types(body, variables, seen=())))


def _types(body: str, variables: Mapping[str, str], *, seen: Sequence[str]) -> Iterator[str]:
    body = _MESSAGE.sub("", body)
    yield from _TYPE.findall(body)
    for name in _VARIABLE.findall(body):
        if name in variables and name not in seen:
            yield from _types(variables[name], variables, seen=(*seen, name))
