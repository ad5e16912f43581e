"""A person's browser with the console open, and what axe-core says of the page in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

from tests.console.served_console import ServedConsole

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
SERIOUS = {"serious", "critical"}


@dataclass
class Visit:
    """A person's browser with the console open, and what went wrong in it."""

    page: Page
    console: ServedConsole
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(f"http://127.0.0.1:{self.console.session.port}{path}")

    def fits(self, width: int) -> bool:
        """Whether the page needs no scrolling sideways in a window of so many pixels, which it has from now on."""
        self._be_styled()
        self.page.set_viewport_size({"width": width, "height": 900})
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def problems(self) -> list[Any]:
        """What axe-core holds to be serious."""
        self._be_styled()
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run().then((result) => result.violations)")
        return [
            (each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found if each["impact"] in SERIOUS
        ]

    def _be_styled(self) -> None:
        """The words of a page can be read before its style sheet has come; its looks are judged once it is loaded."""
        self.page.wait_for_load_state()


def start_visit(browser: Browser, console: ServedConsole, **options: Any) -> Visit:
    """Opens the printed address in a new context."""
    page = browser.new_context(**options).new_page()
    visit = Visit(page=page, console=console)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
    page.goto(console.session.address)
    return visit
