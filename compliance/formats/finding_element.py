"""How a finding that stops a release reads in JUnit XML: one wording for the gate in synth and for the full matrix.

``delivery watch`` shows it, so both writers of such a report must say the same.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET  # written here, never parsed


def add_stop(
    case: ET.Element,
    *,
    says: str,
    made_in: str | None,
    path: str,
    resource_type: str,
    acknowledge_as: str,
    tag: str = "failure",
) -> ET.Element:
    """Adds the element to a test case, and returns it.

    Args:
        says: what the rule found.
        made_in: ``file:line`` of the product's code, where it is known.
        tag: ``error`` for a rule that could not judge.
    """
    stop = ET.SubElement(case, tag, message=f"{says}\nmade in {made_in}" if made_in else says)
    stop.text = f"{path} ({resource_type})\nacknowledge as {acknowledge_as}"
    return stop
