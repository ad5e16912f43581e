"""What the answer adds on request: the rendered CV."""

from collections.abc import Callable
from typing import Any

import pytest

from logic.result.assembly import assemble
from logic.result.markdown import render_markdown
from logic.writing.engine import Assignment
from logic.writing.extractive_engine import ExtractiveEngine
from models.deadline import Deadline
from models.master_cv import MasterCv
from models.request import TailorCvRequest
from tests.unit.backend.planted_cloud import sample

Assign = Callable[..., Assignment]


@pytest.fixture
def render(assign: Assign, deadline: Deadline) -> Callable[[dict[str, Any]], str]:
    def run(document: dict[str, Any]) -> str:
        assignment = assign(MasterCv.model_validate(document))
        rewrite = ExtractiveEngine().rewrite(assignment, feedback=[], deadline=deadline)
        tailored = assemble(
            cv=assignment.cv,
            job=assignment.job,
            relevance=assignment.relevance,
            rewrite=rewrite,
            request=TailorCvRequest.model_validate(sample("request")),
        )
        return render_markdown(tailored)

    return run


def test_page_has_its_parts_in_the_order_of_a_cv(render: Callable[[dict[str, Any]], str]) -> None:
    page = render(sample("cv"))
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert headings == [
        "# Mirela Okonkwo-Hansen",
        "## Summary",
        "## Experience",
        "### Senior Backend Engineer, Larkspur Payments",
        "### Software Engineer, Tidewater Freight Systems",
        "## Skills",
        "## Education",
        "## Certifications",
    ]
    assert "*2020-04 to present*, Portland, Oregon" in page
    assert "- Python (expert)" in page
    assert "- B.Sc., Computer Science, Cascade State College, 2012 to 2016" in page
    assert "- Certified Cloud Practitioner, Example Institute, 2021-05" in page


def test_empty_parts_are_left_out(render: Callable[[dict[str, Any]], str]) -> None:
    assert render({"contact_info": {"full_name": "Ines Varga"}}) == "# Ines Varga\n"


def test_text_cannot_become_markup(render: Callable[[dict[str, Any]], str]) -> None:
    document = sample("cv")
    document["contact_info"]["full_name"] = "Ines\n# <b>Varga</b>"
    document["work_experience"][0]["description_bullets"] = ["# heading *bold* [x](y) `code`", "1. item", "+ more"]
    page = render(document)
    assert "# Ines # \\<b\\>Varga\\</b\\>" in page
    assert "- \\# heading \\*bold\\* \\[x\\](y) \\`code\\`." in page
    assert "- 1\\. item" in page
    assert "- \\+ more" in page
