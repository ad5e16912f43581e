"""The controls of a framework that a rule looks after, as cdk-nag writes them at the end of the rule's description:
``The API Gateway stage ... - (Control IDs: AU-9(3), CP-9d).`` They are parsed here, once, for every report.
"""

from __future__ import annotations

import re
from typing import Final

_CONTROLS: Final = re.compile(r"\s*-?\s*\(Control IDs?:\s*(?P<ids>.*)\)\s*\.?\s*$", re.DOTALL)


def without_controls(description: str) -> tuple[str, tuple[str, ...]]:
    """A rule's description without its controls, and these, each once, in their order.

    A description that names none comes back as it is.
    """
    found = _CONTROLS.search(description)
    if found is None:
        return description, ()
    # Some of cdk-nag's lists have no-break spaces, and one lacks the last id's closing bracket.
    ids = (identifier.strip() for identifier in found["ids"].replace("\N{NO-BREAK SPACE}", " ").split(","))
    controls = dict.fromkeys(identifier + ")" * _unclosed(identifier) for identifier in ids if identifier)
    return f"{description[: found.start()].rstrip('.')}.", tuple(controls)


def _unclosed(identifier: str) -> int:
    return max(0, identifier.count("(") - identifier.count(")"))
