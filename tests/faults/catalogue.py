"""Every fault, in an order in which one begins where another has left an execution."""

from __future__ import annotations

from typing import Final

from tests.faults import approvals, disk, processes
from tests.faults.fault import Fault

FAULTS: Final[tuple[Fault, ...]] = (*processes.FAULTS, *disk.FAULTS, *approvals.FAULTS)
