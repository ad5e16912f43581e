"""The control ids in cdk-nag's descriptions, in every form that its packs have."""

from __future__ import annotations

import pytest

from compliance.packs.control_ids import without_controls

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("description", "plain", "controls"),
    [
        ("It is off - (Control ID: 6.6).", "It is off.", ("6.6",)),
        ("It is off - (Control IDs: AU-2b, AU-14b, AU-14b, AC-2i.2).", "It is off.", ("AU-2b", "AU-14b", "AC-2i.2")),
        (f"It is off - (Control IDs: 2.2,{NO_BREAK}3.6.4).", "It is off.", ("2.2", "3.6.4")),
        ("It is off. - (Control IDs: 164.312(a)(1), 164.312(e)(1).", "It is off.", ("164.312(a)(1)", "164.312(e)(1)")),
        ("It is off (see Control IDs).", "It is off (see Control IDs).", ()),
        ("", "", ()),
    ],
)
def test_they_are_taken_out_once(description: str, plain: str, controls: tuple[str, ...]) -> None:
    assert without_controls(description) == (plain, controls)
