"""The one register of what is acknowledged, and why.

Its entries (`compliance.register.acknowledgements`) are not loaded here: who judges an assembly reads those that synth
applied to it.
"""

from __future__ import annotations

from compliance.register.acknowledgement import Acknowledgement
from compliance.register.register_check import (
    expired_entries,
    expiring_entries,
    held_to_register,
    incomplete_entries,
    stale_entries,
)
from compliance.register.register_file import RegisterMissingError, read_register, write_register

__all__ = [
    "Acknowledgement",
    "RegisterMissingError",
    "expired_entries",
    "expiring_entries",
    "held_to_register",
    "incomplete_entries",
    "read_register",
    "stale_entries",
    "write_register",
]
