"""Which rule packs judge an assembly, and where each of them stops a release. One list, so that what Build runs, what
the gate insists on having run and what the reports show cannot differ.

A pack that gates an environment judges it in Build, and an open finding of it there stops the release. A pack that
only reports on an environment runs in a job of its own; nothing stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compliance.assembly.environment import TOOLS
from stages import environments
from stages.environment import Framework

ENVIRONMENTS: Final = (TOOLS, *(environment.name for environment in environments.ENVIRONMENTS))
"""Where a rule's finding can lie: in the pipeline's own stack, or in the stacks of an environment."""

TEMPLATE_VALIDATION: Final = "CloudFormation Validate"
"""What findings of the CDK's own template validation are under: no pack of rules about what is wise, but whether
CloudFormation will take the template."""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One set of rules.

    Attributes:
        name: as the ids of findings have it, ``{name}::{rule}``; that of a rule begins with it too.
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


def _framework(name: Framework, *, title: str, cdk_nag_class: str) -> Pack:
    """A pack that each environment decides about."""
    return Pack(
        name=name,
        title=title,
        cdk_nag_class=cdk_nag_class,
        gates=tuple(one.name for one in environments.ENVIRONMENTS if name in one.gating_frameworks),
        reported=tuple(one.name for one in environments.ENVIRONMENTS if name in one.reported_frameworks),
    )


NIST_800_53_R5: Final = _framework("NIST.800.53.R5", title="NIST 800-53 Revision 5", cdk_nag_class="NIST80053R5Checks")
HIPAA: Final = _framework("HIPAA.Security", title="HIPAA Security", cdk_nag_class="HIPAASecurityChecks")
PCI_DSS: Final = _framework("PCI.DSS.321", title="PCI DSS 3.2.1", cdk_nag_class="PCIDSS321Checks")

_KNOWN: Final = (AWS_SOLUTIONS, SERVERLESS, GUARD, NIST_800_53_R5, HIPAA, PCI_DSS)
PACKS: Final[tuple[Pack, ...]] = tuple(pack for pack in _KNOWN if pack.gates or pack.reported)
"""To let a framework stop releases, move it from an environment's `reported_frameworks` to its `gating_frameworks`."""

GATING_PACKS: Final[tuple[str, ...]] = tuple(pack.name for pack in PACKS if pack.gates)
"""Names of the packs that judge in every Build."""


def gates(pack: str, environment: str) -> bool:
    """Whether an open finding of this pack in this environment stops a release. What is no pack always does."""
    return next((environment in known.gates for known in PACKS if known.name == pack), True)
