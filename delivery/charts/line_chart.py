"""One chart: lines over an axis, with marks where something happens; for light and dark, and without colours too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

Point = tuple[float, float]

WIDTH: Final = 760
HEIGHT: Final = 430
LEFT, RIGHT, TOP, BOTTOM = 74, 24, 70, 54
_LEGEND_COLUMN: Final = 235
_DASHES: Final = ("", "7 4", "2 3", "9 3 2 3", "12 4", "4 4")
"""A line's own pattern, so that lines are told apart without colours."""
_STYLE: Final = """
svg { font: 13px system-ui, sans-serif; background: #ffffff; }
text { fill: #1f2328; } .title { font-weight: 600; font-size: 15px; } .quiet { fill: #59636e; }
.grid { stroke: #d1d9e0; stroke-width: 1; } .mark { stroke: #59636e; stroke-width: 1; stroke-dasharray: 3 3; }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
.c0 { stroke: #0550ae; } .c1 { stroke: #bc4c00; } .c2 { stroke: #1a7f37; } .c3 { stroke: #8250df; }
.c4 { stroke: #cf222e; } .c5 { stroke: #59636e; }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117; } text { fill: #e6edf3; } .quiet { fill: #9198a1; } .grid { stroke: #30363d; }
.mark { stroke: #9198a1; }
.c0 { stroke: #79c0ff; } .c1 { stroke: #ffa657; } .c2 { stroke: #7ee787; } .c3 { stroke: #d2a8ff; }
.c4 { stroke: #ff7b72; } .c5 { stroke: #9198a1; }
}"""


@dataclass(frozen=True, kw_only=True)
class Axis:
    """What is measured, and from where to where; with `logarithmic` both ends are above 0."""

    label: str
    least: float
    most: float
    ticks: Sequence[float]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the least and 1 at the most; what lies outside is at the end."""
        low, high, at = self.least, self.most, min(max(value, self.least), self.most)
        if self.logarithmic:
            low, high, at = math.log10(low), math.log10(high), math.log10(at)
        return (at - low) / (high - low)


def log_axis(label: str, *, least: int, most: int) -> Axis:
    """From ten to the power of `least` to ten to the power of `most`."""
    ticks = [10.0**power for power in range(least, most + 1)]
    return Axis(label=label, least=ticks[0], most=ticks[-1], ticks=ticks, logarithmic=True)


@dataclass(frozen=True, kw_only=True)
class Series:
    """A line, through its points in their order."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something that happens at a value of the horizontal axis."""

    at: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of lines.

    Attributes:
        description: what a person learns from it who cannot see it.
    """

    title: str
    description: str
    x: Axis
    y: Axis
    series: Sequence[Series]
    marks: Sequence[Mark] = ()

    def svg(self) -> str:
        """The whole document."""
        return "\n".join([*self._head(), *self._grid(), *self._marks(), *self._lines(), *self._legend(), "</svg>", ""])

    def _head(self) -> Iterator[str]:
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
            f'height="{HEIGHT}" role="img" aria-labelledby="title description">'
        )
        yield f'<title id="title">{escape(self.title)}</title>'
        yield f'<desc id="description">{escape(self.description)}</desc>'
        yield f"<style>{_STYLE}\n</style>"
        yield f'<text class="title" x="{LEFT}" y="22">{escape(self.title)}</text>'

    def _grid(self) -> Iterator[str]:
        bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        for tick in self.y.ticks:
            y = self._y(tick)
            yield f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
            yield f'<text class="quiet" x="{LEFT - 8}" y="{round(y + 4, 1)}" text-anchor="end">{_number(tick)}</text>'
        for tick in self.x.ticks:
            x = self._x(tick)
            yield f'<line class="grid" x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 5}"/>'
            yield f'<text class="quiet" x="{x}" y="{bottom + 20}" text-anchor="middle">{_number(tick)}</text>'
        middle = (LEFT + right) / 2
        yield f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">{escape(self.x.label)}</text>'
        across = (TOP + bottom) / 2
        yield (
            f'<text x="16" y="{across}" text-anchor="middle" transform="rotate(-90 16 {across})">'
            f"{escape(self.y.label)}</text>"
        )

    def _marks(self) -> Iterator[str]:
        for number, mark in enumerate(self.marks):
            x = self._x(mark.at)
            # One below the other, on the side where there is room.
            y, left_half = TOP + 14 + 17 * number, self.x.share(mark.at) < 0.6
            anchor, offset = ("start", 5) if left_half else ("end", -5)
            yield f'<line class="mark" x1="{x}" y1="{TOP}" x2="{x}" y2="{HEIGHT - BOTTOM}"/>'
            yield f'<text class="quiet" x="{x + offset}" y="{y}" text-anchor="{anchor}">{escape(mark.text)}</text>'

    def _lines(self) -> Iterator[str]:
        for number, series in enumerate(self.series):
            path = " ".join(f"{self._x(x)},{self._y(y)}" for x, y in series.points)
            yield f'<polyline class="line c{number}"{_dashed(number)} points="{path}"/>'

    def _legend(self) -> Iterator[str]:
        for number, series in enumerate(self.series):
            x = LEFT + _LEGEND_COLUMN * (number % 3)
            y = 42 + 17 * (number // 3)
            yield f'<line class="line c{number}"{_dashed(number)} x1="{x}" y1="{y - 4}" x2="{x + 30}" y2="{y - 4}"/>'
            yield f'<text x="{x + 36}" y="{y}">{escape(series.name)}</text>'

    def _x(self, value: float) -> float:
        return round(LEFT + self.x.share(value) * (WIDTH - LEFT - RIGHT), 1)

    def _y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - self.y.share(value) * (HEIGHT - BOTTOM - TOP), 1)


def _dashed(number: int) -> str:
    pattern = _DASHES[number % len(_DASHES)]
    return f' stroke-dasharray="{pattern}"' if pattern else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:g}"
