"""Every fault, in an order in which one begins where another has left an execution."""

from __future__ import annotations

from typing import Final

from tests.faults import accounts, approvals, commits, disk, kept_data, models, processes, pushes, rollouts, state_files
from tests.faults.fault import Fault

FAULTS: Final[tuple[Fault, ...]] = (
    *processes.FAULTS,
    *state_files.FAULTS,
    *approvals.FAULTS,
    *disk.FAULTS,
    *pushes.FAULTS,
    *accounts.FAULTS,
    *kept_data.FAULTS,
    *commits.FAULTS,
    *models.FAULTS,
    *rollouts.FAULTS,
    *approvals.FAULTS_OF_A_CHANGED_PIPELINE,
)
