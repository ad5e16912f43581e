"""What a command prints: for a person, lines on stdout; with --json, one JSON document on stdout and the lines on
stderr.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.text import Text

from localcloud.cli.terminal.exit_codes import CommandError
from localcloud.cli.terminal.safe_text import continued


def take_any_text() -> None:
    """Lets this process print what its terminal has no letters for, as an escape: a name in another script must not end
    a command where the locale is `C`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Output:
    """One command's output.

    Attributes:
        as_json: whether a script reads stdout.
        command: what to type for a further command.
        console: where lines for a person go.
    """

    def __init__(self, *, as_json: bool, command: Callable[[str], str]) -> None:
        self.as_json = as_json
        self.command = command
        # Nothing is cut or wrapped when it goes into a file or a pipe: somebody greps it.
        self.console = Console(stderr=as_json, highlight=False, soft_wrap=True)
        self._errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def line(self, text: str, *, style: str = "") -> None:
        """One line, taken literally: neither markup in it nor what a terminal would obey is read as such. What has
        more lines has them under the first, so that text of others makes none of its own.
        """
        self.console.print(Text(continued(text), style=style))

    def lines(self, texts: Iterable[str], *, style: str = "", indent: int = 0) -> None:
        for text in texts:
            self.line(" " * indent + text, style=style)

    def done(self, text: str) -> None:
        self._marked("ok", text, "green")

    def note(self, text: str) -> None:
        self._marked("--", text, "yellow")

    def failed(self, text: str) -> None:
        self._marked("!!", text, "bold red")

    def refused(self, text: str, *, further: Iterable[str] = ()) -> None:
        """A check that does not hold, which ends the command: on stderr, where every error is."""
        self._marked("!!", text, "bold red", console=self._errors)
        for line in further:
            self._errors.print(Text(continued(f"   {line}")))

    def result(self, document: dict[str, Any]) -> None:
        """The JSON document; nothing for a person, who has read the lines."""
        if self.as_json:
            print(json.dumps(document, indent=2, default=str), flush=True)

    def _marked(self, mark: str, text: str, style: str, *, console: Console | None = None) -> None:
        (console or self.console).print(Text.assemble((f"{mark} ", style), continued(text)))


def print_error(error: CommandError, *, program: str, as_json: bool) -> None:
    """An error as a person needs it, on stderr: what, the evidence, what to do. With --json also as the document."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(Text.assemble((f"{program}: ", "bold red"), continued(error.message)))
    for line in error.details:
        console.print(Text(continued(f"    {line}"), style="dim"))
    if error.remedy:
        console.print(Text(continued(f"  -> {error.remedy}")))
    if as_json:
        document = {
            "ok": False,
            "exit_code": int(error.exit_code),
            "error": ": ".join(filter(None, (error.message, error.shown))),
            "details": list(error.details),
            "remedy": error.remedy,
        }
        print(json.dumps(document, indent=2), file=sys.stdout, flush=True)
