"""docs/scaling.md says what the limits, the pipeline's template and the recorded simulation say."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery.scaling import PAGE, PICTURES, page, pictures, record


def test_the_page_is_what_its_sources_say(assembly: Path) -> None:
    assert page(assembly, record.read()) == PAGE.read_text(encoding="utf-8"), "docs/scaling.md is stale: make docs"


@pytest.mark.parametrize("name", sorted(pictures(record.read())))
def test_a_plot_is_what_was_measured(name: str) -> None:
    assert pictures(record.read())[name] == (PICTURES / name).read_text(encoding="utf-8"), f"{name} is stale: make docs"
