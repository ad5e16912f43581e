"""The register of acknowledged findings: the one place where a rule's finding is excused, each with its construct and
its reason.

A finding that a change of code could satisfy does not belong here, and nothing is excused for a whole stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from compliance.packs import construct_at, finding_id, plugin_namespace
from compliance.register.acknowledgement import Acknowledgement
from compliance.register.pipeline_acknowledgements import PIPELINE
from compliance.register.product_acknowledgements import PRODUCT

if TYPE_CHECKING:
    from constructs import IConstruct

REGISTER: Final[tuple[Acknowledgement, ...]] = (*PRODUCT, *PIPELINE)


def apply(scope: IConstruct, register: Sequence[Acknowledgement] = REGISTER) -> tuple[Acknowledgement, ...]:
    """Acknowledges every entry of the register on its construct, before synthesis.

    Returns:
        The entries with the ids of findings as the validation report will have them.

    Raises:
        UnknownConstructError: an entry names a construct that the app does not have.
    """
    from aws_cdk import Acknowledgment, Validations  # starts jsii, which readers of the register do not need

    applied = []
    for entry in register:
        construct = construct_at(scope, entry.path)
        known = replace(entry, finding=finding_id(entry.finding, construct))
        pack, _, rule = known.finding.partition("::")
        # Positional: only this form is recorded in the validation report.
        Validations.of(construct).acknowledge(
            Acknowledgment(id=f"{plugin_namespace(pack)}::{rule}", reason=entry.reason)
        )
        applied.append(known)
    return tuple(applied)
