"""A person's review of what the gate of a refused execution named."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from tests.e2e.checkout import PROJECT, Checkout
from tests.e2e.delivery import Delivery

_REGISTER = "compliance/register/weakening_acknowledgements.py"
_EMPTY = "WEAKENINGS: Final[tuple[Acknowledgement, ...]] = ()\n"


def review(checkout: Checkout, delivery: Delivery, refused: str) -> list[tuple[str, str]]:
    """Commits a reviewed entry for each weakening that the gate named, as it printed it.

    Args:
        refused: the execution that ended in Build/Gate.

    Returns:
        Finding and path of each.
    """
    assert delivery.failed_actions(refused) == ["Build/Gate"]
    said = delivery.command("logs", "Build/Gate", "--execution", refused).stdout
    named = list(dict.fromkeys(re.findall(r"gate: (Weakening::[a-z-]+) at (.+?): ", said)))
    assert named, said
    day = datetime.now(tz=UTC).date() + timedelta(days=2)
    last = f"datetime.date({day.year}, {day.month}, {day.day})"
    entries = "".join(
        f"    Acknowledgement(finding={finding!r}, path={path!r}, reason='It is so on purpose.', "
        f"owner='Platform team', record='REL-12', expires={last}),\n"
        for finding, path in named
    )
    text = (PROJECT / _REGISTER).read_text("utf-8")
    assert _EMPTY in text
    kept = f"import datetime\n\nWEAKENINGS: Final[tuple[Acknowledgement, ...]] = (\n{entries})\n"
    (checkout.path / _REGISTER).write_text(text.replace(_EMPTY, kept), "utf-8")
    checkout.commit("What the gate names is reviewed")
    return named
