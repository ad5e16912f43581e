"""What one position's lines tell stays with it and its years, and a permission is no deed."""

import pytest

from logic.verification.flexible_text import FactCheck
from tests.unit.backend.verification.test_linear_sources import MOST_GROWTH, TIMES, operations_on

BOTANIST = "Botanist, Larkfield Gardens\nLabelled alpine ferns\n"
BREWER = "Brewer, Oxbow Cellars\nFilled casks of porter for 12 pubs"
CURATOR = "Ceramics curator, Wexley Rooms, 2008-2012\nHung two shows a year"


def rules(text: str, source: str) -> set[str]:
    found = FactCheck(tools=[], employers=[]).violations(text, source=source, field="summary")
    return {violation.rule for violation in found}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Filled casks of porter for 12 pubs at Larkfield Gardens", BOTANIST + BREWER),
        ("Labelled alpine ferns for Oxbow Cellars", BOTANIST + BREWER),
    ],
)
def test_a_deed_is_not_told_of_another_position(text: str, source: str) -> None:
    assert "subject" in rules(text, source)


@pytest.mark.parametrize(
    "text",
    [
        "Filled casks of porter for 12 pubs at Oxbow Cellars",
        "Botanist at Larkfield Gardens, then filled casks of porter for 12 pubs",
        "Labelled alpine ferns at Larkfield Gardens and filled casks of porter for 12 pubs",
    ],
)
def test_a_deed_is_told_of_its_own_position_or_beside_another(text: str) -> None:
    assert "subject" not in rules(text, BOTANIST + BREWER)


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("en", "Permitted to open the vault", "Opened the vault"),
        ("en", "Empowered to grant leave to juniors", "Granted leave to juniors"),
        ("fr", "Habilité à signer les bons de livraison", "A signé les bons de livraison"),
    ],
)
def test_what_somebody_may_do_is_not_done(language: str, source: str, text: str) -> None:
    found = FactCheck(tools=[], employers=[], language=language).violations(text, source=source, field="summary")
    assert "modality" in {violation.rule for violation in found}


@pytest.mark.parametrize("text", ["Allowed to open the vault", "Had permission to open the vault"])
def test_a_permission_may_be_reworded(text: str) -> None:
    assert rules(text, "Permitted to open the vault") == set()


def test_what_has_ended_does_not_go_on() -> None:
    assert "date" in rules("Serving ceramics curator at Wexley Rooms", CURATOR)
    assert "date" in rules("Directs the hanging crew", "Directed the hanging crew until 2012\nPaints since 2013")
    assert "date" not in rules("Directed the hanging crew", "Directed the hanging crew until 2012\nPaints since 2013")


def test_four_times_the_positions_cost_four_times_the_operations() -> None:
    text = "Filled casks of porter for pubs at Larkfield Gardens"

    def cost(positions: int) -> int:
        return operations_on(text, "\n".join(f"{BOTANIST}{BREWER} in hall {number}" for number in range(positions)))

    cost(1)  # what is made once for all texts
    assert cost(TIMES * 20) <= MOST_GROWTH * cost(20)
