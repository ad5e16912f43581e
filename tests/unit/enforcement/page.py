"""Writes docs/enforcement.md: which of AWS's rules the local cloud enforces, and which it lets through.

    python -m tests.unit.enforcement.page      writes the page again (make docs)

The rows are the marks of tests: `enforces` where a test sees the local cloud refuse what AWS refuses, `lets_through`
where one sees it accept what AWS would refuse. So a row cannot outlive what it says: once a rule is enforced, the test
that sees it let through fails, and its mark has to change.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = PROJECT / "docs" / "enforcement.md"
ENFORCES: Final = "enforces"
LETS_THROUGH: Final = "lets_through"

HEAD: Final = """\
# What the local cloud enforces as AWS does

Every row is a test's mark, and `make docs` writes this page from the marks: a rule stands in the first table because a
test saw the local cloud refuse what AWS refuses, and in the second because one saw it accept that. What works
differently without a refusal is in [local-cloud.md](local-cloud.md#differences).
"""


class MarkError(Exception):
    """A mark that the page cannot be written from; the message says where and what to write."""


Constants = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, order=True)
class Row:
    """One rule of AWS and the test that shows what the local cloud does about it."""

    service: str
    rule: str
    source: str
    file: str
    test: str


def rows(mark: str, tests: Path = PROJECT / "tests") -> list[Row]:
    """The rows of every test below `tests` that has this mark, by service and rule.

    Raises:
        MarkError: a mark's rule or source is not written out, names no service, or cites no page of AWS.
    """
    found = []
    for path in sorted(tests.rglob("test_*.py")):
        if f"mark.{mark}" in (text := path.read_text(encoding="utf-8")):
            module, file = ast.parse(text), path.relative_to(tests.parent).as_posix()
            constants = _constants(module)
            found += [_row(call, constants, node.name, file) for node, call in _marked(module, mark)]
    return sorted(found)


def _constants(module: ast.Module) -> Constants:
    """The module's names for a text, such as a page that several tests cite."""
    return {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _marked(module: ast.Module, mark: str) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for node in ast.walk(module):
        if not isinstance(node, ast.FunctionDef):
            continue
        # A parametrized case has its mark in the decorator's arguments.
        for inner in (inner for decorator in node.decorator_list for inner in ast.walk(decorator)):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == mark:
                yield node, inner


def _text(node: ast.expr, constants: Constants) -> str | None:
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _row(call: ast.Call, constants: Constants, test: str, file: str) -> Row:
    where = f"{file}:{call.lineno}: {test}"
    values = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "source")]
    texts = [_text(value, constants) for value in values]
    match texts:
        case [str(said), str(source)]:
            pass
        case _:
            raise MarkError(f'{where}: write both out: ("Service: rule", source="https://docs.aws.amazon.com/…")')
    service, colon, rule = said.partition(": ")
    if not colon or not rule:
        raise MarkError(f"{where}: {said!r} names no service before a colon")
    if not source.startswith(("https://docs.aws.amazon.com/", "https://github.com/aws/")):
        raise MarkError(f"{where}: {source} is no page of AWS")
    return Row(service=service, rule=rule, source=source, file=file, test=test)


def table(found: list[Row]) -> str:
    lines = ["| service | AWS's rule | shown by |", "| --- | --- | --- |"]
    for service, of_service in groupby(found, key=lambda row: row.service):
        for number, row in enumerate(of_service):
            shown = f"[{row.test.removeprefix('test_').replace('_', ' ')}](../{row.file})"
            lines.append(f"| {'' if number else service} | [{row.rule}]({row.source}) | {shown} |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page as the marks have it now."""
    enforced, through = rows(ENFORCES), rows(LETS_THROUGH)
    return (
        f"{HEAD}\n## Enforced\n\n{len(enforced)} rules.\n\n{table(enforced)}"
        f"\n## Let through\n\nAWS refuses these and the local cloud does not: {len(through)} rules.\n\n{table(through)}"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
