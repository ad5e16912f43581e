"""The pipeline as a picture, drawn from the synthesized template: python -m delivery.charts.pipeline_graph ASSEMBLY.

Stages follow one another, left to right and row by row; in a stage what runs at once stands in one frame.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from compliance.assembly import read_stacks
from feature_stacks.naming import PRODUCT

PICTURE: Final = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "pipeline.svg"
STAGES_A_ROW: Final = 4
_WIDTH, _GAP, _MARGIN = 246, 26, 26
_LINE, _HEAD, _PAD = 19, 34, 8
_WORDS: Final = {
    "CodeStarSourceConnection": "a push",
    "CodeBuild": "a build",
    "CloudFormation": "a stack",
    "Manual": "a person",
}
"""What acts, by the action's provider."""
_STYLE: Final = """
svg { font: 12px system-ui, sans-serif; background: #ffffff; } text { fill: #1f2328; }
.stage { fill: #f6f8fa; stroke: #59636e; } .name { font-weight: 600; font-size: 14px; }
.group { fill: #ffffff; stroke: #d1d9e0; } .kind { fill: #59636e; } .arrow { stroke: #59636e; stroke-width: 1.6; }
.head { fill: #59636e; } .person { fill: #fff8c5; stroke: #9a6700; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; } text { fill: #e6edf3; } .stage { fill: #151b23; stroke: #9198a1; }
.group { fill: #0d1117; stroke: #30363d; } .kind { fill: #9198a1; } .arrow { stroke: #9198a1; }
.head { fill: #9198a1; } .person { fill: #2e2a1f; stroke: #d29922; }
}"""

Stage = Mapping[str, Any]


def stages(assembly: Path) -> Sequence[Stage]:
    """Of the one pipeline in an assembly, as its template declares them."""
    resources = (resource for stack in read_stacks(assembly) for resource in stack.resources().values())
    (pipeline,) = (each for each in resources if each["Type"] == "AWS::CodePipeline::Pipeline")
    found: Sequence[Stage] = pipeline["Properties"]["Stages"]
    return found


def svg(drawn: Sequence[Stage]) -> str:
    """The whole picture."""
    rows = [drawn[start : start + STAGES_A_ROW] for start in range(0, len(drawn), STAGES_A_ROW)]
    tops, top = [], _MARGIN
    for row in rows:
        tops.append(top)
        top += max(map(_height, row)) + _GAP
    width = _MARGIN * 2 + STAGES_A_ROW * _WIDTH + (STAGES_A_ROW - 1) * _GAP
    body = [line for row, y in zip(rows, tops, strict=True) for line in _row(row, y, last=row is rows[-1])]
    names = ", ".join(stage["Name"] for stage in drawn)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top}" role="img" '
            'aria-labelledby="title description">',
            '<title id="title">The delivery pipeline</title>',
            f'<desc id="description">Stages in their order: {escape(names)}.</desc>',
            f"<style>{_STYLE}\n</style>",
            *body,
            "</svg>",
            "",
        ]
    )


def _groups(stage: Stage) -> list[list[Mapping[str, Any]]]:
    """The stage's actions by their run order."""
    ordered = sorted(stage["Actions"], key=lambda action: action["RunOrder"])
    return [list(together) for _, together in groupby(ordered, key=lambda action: action["RunOrder"])]


def _height(stage: Stage) -> int:
    groups = sum(len(group) * _LINE + 2 * _PAD for group in _groups(stage))
    return _HEAD + groups + (_LINE if "OnFailure" in stage else 0) + _PAD


def _row(row: Sequence[Stage], y: int, *, last: bool) -> Iterator[str]:
    for column, stage in enumerate(row):
        x = _MARGIN + column * (_WIDTH + _GAP)
        yield from _stage(stage, x, y)
        if column + 1 < len(row) or not last:
            yield from _arrow(x + _WIDTH, y + _HEAD // 2)


def _stage(stage: Stage, x: int, y: int) -> Iterator[str]:
    yield f'<rect class="stage" x="{x}" y="{y}" width="{_WIDTH}" height="{_height(stage)}" rx="8"/>'
    yield f'<text class="name" x="{x + 12}" y="{y + 22}">{escape(stage["Name"])}</text>'
    at = y + _HEAD
    for group in _groups(stage):
        height = len(group) * _LINE + _PAD
        person = " person" if any(_provider(action) == "Manual" for action in group) else ""
        yield (f'<rect class="group{person}" x="{x + 8}" y="{at}" width="{_WIDTH - 16}" height="{height}" rx="5"/>')
        for number, action in enumerate(group):
            line = at + _PAD // 2 + 14 + number * _LINE
            kind = _WORDS.get(_provider(action), _provider(action))
            yield f'<text x="{x + 16}" y="{line}">{escape(_short(action["Name"]))}</text>'
            yield f'<text class="kind" x="{x + _WIDTH - 16}" y="{line}" text-anchor="end">{escape(kind)}</text>'
        at += height + _PAD
    if "OnFailure" in stage:
        after = stage["OnFailure"]["Result"].lower()
        yield f'<text class="kind" x="{x + 12}" y="{at + 12}">on failure: {escape(after)}</text>'


def _arrow(x: int, y: int) -> Iterator[str]:
    yield f'<line class="arrow" x1="{x + 3}" y1="{y}" x2="{x + _GAP - 9}" y2="{y}"/>'
    tip = x + _GAP - 3
    yield f'<path class="head" d="M{tip} {y}l-7 -4v8z"/>'


def _provider(action: Mapping[str, Any]) -> str:
    return str(action["ActionTypeId"]["Provider"])


def _short(name: str) -> str:
    """Without the words that every stack's name begins with."""
    return name.removeprefix(f"{PRODUCT}-")


if __name__ == "__main__":
    PICTURE.write_text(svg(stages(Path(sys.argv[1]))), encoding="utf-8")
