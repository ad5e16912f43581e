"""Which rule packs judge the app, and where each of them stops a release. One list, so that what synth runs, what the
gate insists on having run and what the reports show cannot differ.

A pack that gates an environment runs in every synth, and an open finding of it there stops the release. A pack that
only reports on an environment runs in a job of its own; nothing stops.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aws_cdk import IPolicyValidationPlugin
    from constructs import IConstruct

ENVIRONMENTS: Final = ("tools", "dev", "prod")
"""Where a rule's finding can lie: in the pipeline's own stack, or in the stacks of an environment."""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One set of rules.

    Attributes:
        name: as the validation report and the ids of findings have it, ``{name}::{rule}``.
        title: for people.
        cdk_nag_class: the class in the package ``cdk_nag``; empty for the project's own rules.
        gates: environments in which an open finding stops the release; of `ENVIRONMENTS`.
        reported: environments in which the pack's findings are reported and stop nothing.

    Raises:
        ValueError: an environment is unknown, or the pack both gates and only reports on it.
    """

    name: str
    title: str
    cdk_nag_class: str
    gates: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [name for name in (*self.gates, *self.reported) if name not in ENVIRONMENTS]
        if unknown:
            raise ValueError(f"pack {self.name}: {unknown[0]!r} is none of {', '.join(ENVIRONMENTS)}")
        both = set(self.gates) & set(self.reported)
        if both:
            raise ValueError(f"pack {self.name}: {min(both)} is gated or reported, not both")


AWS_SOLUTIONS: Final = Pack(
    name="AwsSolutions", title="AWS Solutions", cdk_nag_class="AwsSolutionsChecks", gates=ENVIRONMENTS
)
SERVERLESS: Final = Pack(name="Serverless", title="Serverless", cdk_nag_class="ServerlessChecks", gates=ENVIRONMENTS)
GUARD: Final = Pack(name="CareerVP", title="CareerVP's own rules", cdk_nag_class="", gates=ENVIRONMENTS)
NIST_800_53_R5: Final = Pack(
    name="NIST.800.53.R5", title="NIST 800-53 Revision 5", cdk_nag_class="NIST80053R5Checks", reported=("prod",)
)
HIPAA: Final = Pack(
    name="HIPAA.Security", title="HIPAA Security", cdk_nag_class="HIPAASecurityChecks", reported=("prod",)
)
PCI_DSS: Final = Pack(name="PCI.DSS.321", title="PCI DSS 3.2.1", cdk_nag_class="PCIDSS321Checks", reported=("prod",))

PACKS: Final[tuple[Pack, ...]] = (AWS_SOLUTIONS, SERVERLESS, GUARD, NIST_800_53_R5, HIPAA, PCI_DSS)
"""The setting: to let a pack stop releases to prod, move ``prod`` from its `reported` to its `gates`."""

GATING_PACKS: Final[tuple[str, ...]] = (AWS_SOLUTIONS.name,)


def gating_plugins(scope: IConstruct) -> list[IPolicyValidationPlugin]:
    """The packs as validation plugins of the app; a pack walks the tree from the scope it is given."""
    from cdk_nag import AwsSolutionsChecks  # importing cdk_nag starts jsii, which the gate does not need

    packs: dict[str, Callable[[IConstruct], IPolicyValidationPlugin]] = {AWS_SOLUTIONS.name: AwsSolutionsChecks}
    return [packs[name](scope) for name in GATING_PACKS]
