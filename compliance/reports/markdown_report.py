"""A short summary in Markdown, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from compliance.formats.markdown import plain, table
from compliance.matrix import Matrix, PackResults, Result, Status

_SHOWN: Final = 20
_CELLS: Final = (Status.NON_COMPLIANT, Status.ERROR, Status.ACKNOWLEDGED, Status.COMPLIANT, Status.NOT_APPLICABLE)


def write_markdown(matrix: Matrix, path: Path) -> None:
    """Writes verdict, counts, what stops, and what expires first."""
    path.write_text("\n".join(_lines(matrix)) + "\n", encoding="utf-8")


def _lines(matrix: Matrix) -> Iterator[str]:
    run = matrix.run
    verdict = "passed" if matrix.passed else "stopped"
    yield f"## Compliance: {verdict}"
    yield ""
    yield (
        f"Commit `{run.commit[:12]}`{' with uncommitted changes' if run.changed else ''}, "
        f"assembly `{run.assembly_digest[:12]}`, {run.time:%Y-%m-%d %H:%M} UTC; "
        + ", ".join(f"{name} {version}" for name, version in run.versions.items())
    )
    yield ""
    yield from table(
        ("Pack", "Environment", "Effect", "Rules x resources", *_CELLS),
        [row for pack in matrix.packs for row in _rows(pack)],
        numbers=len(_CELLS),
    )
    yield ""
    for problem in matrix.problems:
        yield f"- **The run itself:** {plain(problem)}"
    stopping = matrix.stopping
    for _, result in stopping[:_SHOWN]:
        yield _finding(result)
    if len(stopping) > _SHOWN:
        yield f"- and {len(stopping) - _SHOWN} more in the full report"
    yield from _next_expiry(matrix)


def _rows(run: PackResults) -> Iterator[tuple[str, ...]]:
    for environment in run.environments:
        counts = run.counts(environment)
        effect = "gates" if environment in run.pack.gates else "reported"
        size = f"{len(run.rules)} x {run.resource_count(environment)}"
        yield (run.pack.title, environment, effect, size, *(str(counts[status]) for status in _CELLS))


def _finding(result: Result) -> str:
    resource = result.resource
    where = f"`{resource.source}`, " if resource.source else ""
    return (
        f"- **{result.finding_id}** at `{resource.path}` ({where}{resource.type}): "
        f"{plain(result.message or result.rule.description)}"
    )


def _next_expiry(matrix: Matrix) -> Iterator[str]:
    entries = {r.acknowledgement for pack in matrix.packs for r in pack.results if r.acknowledgement is not None}
    if entries:
        first = min(entries, key=lambda entry: entry.expires)
        yield ""
        yield (
            f"{len(entries)} findings are acknowledged; the first of them expires on {first.expires} ({first.record})."
        )
