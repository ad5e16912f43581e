"""Stills of a terminal, drawn from what a run printed: python -m delivery.charts.terminal_still.

docs/recordings/run.txt is a run's output as it was, lines that only say InProgress left out; `---` parts the stills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
RECORDING: Final = DOCS / "recordings" / "run.txt"
PICTURES: Final = DOCS / "pictures"
PARTED: Final = "---"
_LINE, _TOP, _LEFT, _CHARACTER = 20, 52, 18, 7.83
_MOST_CHARACTERS: Final = 100
_STYLE: Final = """
text { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; fill: #e6edf3; white-space: pre; }
.window { fill: #0d1117; stroke: #30363d; } .dot { fill: #484f58; } .name { fill: #9198a1; }
.ok { fill: #7ee787; } .wait { fill: #f2cc60; } .no { fill: #ff7b72; } .typed { fill: #79c0ff; font-weight: 700; }
.quiet { fill: #9198a1; }"""
_KINDS: Final = (
    (re.compile(r"^\$ "), "typed"),
    (re.compile(r"^(\+|ok) "), "ok"),
    (re.compile(r"^\? |approve|reject"), "wait"),
    (re.compile(r"^x "), "no"),
    (re.compile(r"^ "), "quiet"),
)
"""What a line's beginning says of it; the signs themselves stay, so that nothing is said by colour alone."""


def stills() -> Mapping[str, str]:
    """The pictures by their file's name, in their order."""
    recorded = RECORDING.read_text(encoding="utf-8").rstrip("\n").split(f"\n{PARTED}\n")
    return {f"run-{number}.svg": still(part.split("\n")) for number, part in enumerate(recorded, start=1)}


def still(lines: Sequence[str]) -> str:
    """A terminal that shows these lines.

    Raises:
        ValueError: a line is wider than the terminal.
    """
    for line in lines:
        if len(line) > _MOST_CHARACTERS:
            raise ValueError(f"a line has {len(line)} characters, {_MOST_CHARACTERS} fit: {line}")
    width = round(_LEFT * 2 + _CHARACTER * _MOST_CHARACTERS)
    height = _TOP + _LINE * len(lines)
    return "\n".join([*_frame(lines, width, height), *_text(lines), "</svg>", ""])


def _frame(lines: Sequence[str], width: int, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="title description">'
    )
    yield '<title id="title">A terminal</title>'
    yield f'<desc id="description">{escape(" / ".join(line.strip() for line in lines if line.strip()))}</desc>'
    yield f"<style>{_STYLE}\n</style>"
    yield f'<rect class="window" x="1" y="1" width="{width - 2}" height="{height - 2}" rx="8"/>'
    for number in range(3):
        yield f'<circle class="dot" cx="{20 + 18 * number}" cy="18" r="5"/>'


def _text(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        kind = next((name for pattern, name in _KINDS if pattern.search(line)), "")
        said = f' class="{kind}"' if kind else ""
        y = _TOP + _LINE * number
        yield f'<text{said} x="{_LEFT}" y="{y}" xml:space="preserve">{escape(line)}</text>'


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, drawing in stills().items():
        (PICTURES / name).write_text(drawing, encoding="utf-8")
