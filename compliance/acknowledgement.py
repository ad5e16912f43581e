"""What one entry of the register says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """One finding at one construct, and why it stands.

    Attributes:
        finding: ``{pack}::{rule}``, such as ``AwsSolutions::AwsSolutions-S1``. A rule with several findings names the
            exact one in brackets. The placeholders of `finding_ids` stand for what differs from one user's accounts
            to another's.
        path: of the construct that has the finding, from the app's root.
        reason: for an auditor: what forces it, and what limits the risk.
    """

    finding: str
    path: str
    reason: str
