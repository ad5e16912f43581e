"""The register of acknowledged findings: the one place where a rule's finding is excused, each with its construct and
its reason.

A finding that a change of code could satisfy does not belong here, and nothing is excused for a whole stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compliance.packs import ConstructIds
from compliance.register.acknowledgement import Acknowledgement
from compliance.register.framework_acknowledgements import framework_entries
from compliance.register.operations_acknowledgements import operations_entries
from compliance.register.pipeline_acknowledgements import pipeline_entries
from compliance.register.product_acknowledgements import product_entries
from compliance.register.rollout_acknowledgements import rollout_entries
from stages.environment import Environment
from stages.environments import ENVIRONMENTS
from stages.waves import waves

if TYPE_CHECKING:
    from constructs import IConstruct


def register(
    environments: Sequence[Environment] = ENVIRONMENTS, *, replica_regions: Sequence[str] = ()
) -> tuple[Acknowledgement, ...]:
    """Every entry, for these environments and for the regions that artifacts are copied to."""
    return (
        *product_entries(environments),
        *rollout_entries(environments),
        *framework_entries(environments),
        *pipeline_entries(waves(environments), replica_regions),
        *operations_entries(),
    )


def apply(scope: IConstruct, entries: Sequence[Acknowledgement]) -> tuple[Acknowledgement, ...]:
    """Acknowledges every entry on its construct, before synthesis.

    Returns:
        The entries with the ids of findings as the judgement will have them.

    Raises:
        UnknownConstructError: an entry names a construct that the app does not have.
    """
    from aws_cdk import Acknowledgment, Validations  # starts jsii, which readers of the register do not need

    applied = []
    ids = ConstructIds(scope)
    for entry in entries:
        construct = ids.construct_at(entry.path)
        known = replace(entry, finding=ids.finding_id(entry.finding, construct))
        # Positional: only this form is recorded in the validation report.
        Validations.of(construct).acknowledge(Acknowledgment(id=known.finding, reason=entry.reason))
        applied.append(known)
    return tuple(applied)
