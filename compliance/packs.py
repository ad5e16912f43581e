"""Which rule packs judge the app. One list, so that what synth runs and what the gate insists on having run cannot
differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aws_cdk import IPolicyValidationPlugin
    from constructs import IConstruct

AWS_SOLUTIONS: Final = "AwsSolutions"

GATING_PACKS: Final[tuple[str, ...]] = (AWS_SOLUTIONS,)


def gating_plugins(scope: IConstruct) -> list[IPolicyValidationPlugin]:
    """The packs as validation plugins of the app; a pack walks the tree from the scope it is given."""
    from cdk_nag import AwsSolutionsChecks  # importing cdk_nag starts jsii, which the gate does not need

    packs: dict[str, Callable[[IConstruct], IPolicyValidationPlugin]] = {AWS_SOLUTIONS: AwsSolutionsChecks}
    return [packs[name](scope) for name in GATING_PACKS]
