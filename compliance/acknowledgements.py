"""The register of acknowledged findings: the one place where a rule's finding is excused, each with its construct and
its reason.

A finding that a change of code could satisfy does not belong here, and nothing is excused for a whole stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance.acknowledgement import Acknowledgement
from compliance.finding_ids import construct_at, finding_id
from compliance.pipeline_acknowledgements import PIPELINE
from compliance.product_acknowledgements import PRODUCT

if TYPE_CHECKING:
    from constructs import IConstruct

REGISTER: Final[tuple[Acknowledgement, ...]] = (*PRODUCT, *PIPELINE)


def apply(scope: IConstruct) -> None:
    """Acknowledges every entry of the register on its construct, before synthesis.

    Raises:
        UnknownConstructError: an entry names a construct that the app does not have.
    """
    from aws_cdk import Acknowledgment, Validations  # starts jsii, which readers of the register do not need

    for entry in REGISTER:
        construct = construct_at(scope, entry.path)
        # Positional: only this form is recorded in the validation report.
        Validations.of(construct).acknowledge(
            Acknowledgment(id=finding_id(entry.finding, construct), reason=entry.reason)
        )
