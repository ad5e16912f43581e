"""How pages are written: one template environment, everything escaped, and the words for states and times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from delivery.console.web.path_names import segment
from delivery.console.web.safe_line import plain_text
from localcloud.cli import duration, printable

FOLDER: Final = Path(__file__).parents[1]
STATIC: Final = FOLDER / "static"
STATE_WORDS: Final[Mapping[str, str]] = {
    "Pending": "Not started",
    "InProgress": "Running",
    "Waiting": "Waits for a person",
    "Succeeded": "Succeeded",
    "Failed": "Failed",
    "Abandoned": "Abandoned",
    "Stopping": "Stopping",
    "Stopped": "Stopped",
    "Superseded": "Superseded",
    "Cancelled": "Cancelled",
}
"""What a person reads for CodePipeline's statuses, and for an approval that is asked."""


def shown(text: str) -> str:
    """Text of others, as a commit's message: bounded, no secrets, nothing that turns or hides letters."""
    return plain_text(text)


def _drawn(value: Any) -> Any:
    """Whatever a template puts into a page, without what turns or hides letters; markup is the templates' own."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def moment(value: datetime | None) -> Markup:
    """A time that the page's script writes in the viewer's zone; without scripts it is UTC."""
    if value is None:
        return Markup("")
    utc = value.astimezone(UTC)
    return Markup('<time datetime="{}">{}</time>').format(
        utc.isoformat(timespec="seconds"), f"{utc:%Y-%m-%d %H:%M} UTC"
    )


def took(seconds: float | None, since: datetime | None = None) -> Markup:
    """A duration; one that still grows is counted on by the page's script, from `since`."""
    if since is not None:
        return Markup('<span data-since="{:d}">running</span>').format(int(since.timestamp() * 1000))
    return Markup("<span>{}</span>").format(duration(seconds) or "\u2013")


class Rendering:
    """Templates with what every page has around it.

    Args:
        around: those values, such as the pipeline's name and the forms' token.
    """

    def __init__(self, around: Mapping[str, Any]) -> None:
        self._around = around

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_drawn,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(segment=segment, shown=shown, moment=moment, duration=duration)
        environment.globals.update(took=took, state_words=STATE_WORDS, **self._around)
        return environment

    def fragment(self, template: str, **values: Any) -> str:
        """A part of a page. Half a character, as JSON can name one, cannot be sent as text and goes as its escape."""
        html = self._environment.get_template(template).render(values)
        return html.encode(errors="backslashreplace").decode()

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A whole page."""
        return HTMLResponse(self.fragment(template, **values), status_code=status)
