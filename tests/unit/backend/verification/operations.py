"""Counts what code computes: a time depends on the day."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def operations(act: Callable[[], object]) -> int:
    """How many bytecodes of Python it takes."""
    bytecodes = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal bytecodes
        frame.f_trace_opcodes = True
        bytecodes += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return bytecodes
