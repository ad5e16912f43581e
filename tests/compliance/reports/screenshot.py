"""Takes docs/compliance-report.png of the page that `make compliance` wrote last.

python -m tests.compliance.reports.screenshot
"""

from __future__ import annotations

from pathlib import Path

from tests.compliance.reports.browser import chromium

REPOSITORY = Path(__file__).resolve().parents[3]
PAGE = REPOSITORY / "reports" / "compliance" / "compliance-report.html"
PICTURE = REPOSITORY / "docs" / "compliance-report.png"


def main() -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1180, "height": 1680}, color_scheme="light")
        page.goto(PAGE.as_uri())
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
