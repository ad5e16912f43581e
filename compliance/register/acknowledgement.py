"""What one entry of the register says."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """One finding at one construct: why it stands, who answers for it, and until when.

    Attributes:
        finding: ``{pack}::{rule}``, such as ``AwsSolutions::AwsSolutions-S1``. A rule with several findings names the
            exact one in brackets. The placeholders of `finding_ids` stand for what differs from one user's accounts
            to another's.
        path: of the construct that has the finding, from the app's root.
        reason: for an auditor: what forces it, and what limits the risk.
        owner: the role or team that answers for it and looks at it again; never a person, who may leave.
        record: where it was decided: a ticket's id (``SEC-123``) or the path of an ADR, ``docs/adr/NNNN-title.md``.
        expires: the last day on which it holds. Whoever renews it has looked whether it is still needed.
    """

    finding: str
    path: str
    reason: str
    owner: str
    record: str
    expires: datetime.date
