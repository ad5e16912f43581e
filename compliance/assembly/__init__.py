"""The cloud assembly: its templates, names, digest and where its constructs were made."""

from __future__ import annotations

from compliance.assembly.construct_lines import ConstructLines, read_lines, recorded_lines
from compliance.assembly.environment import TOOLS, UnknownStageError, environment_of
from compliance.assembly.stacks import MANIFEST, NoAssemblyError, SynthesizedStack, read_stacks

__all__ = [
    "MANIFEST",
    "TOOLS",
    "ConstructLines",
    "NoAssemblyError",
    "SynthesizedStack",
    "UnknownStageError",
    "environment_of",
    "read_lines",
    "read_stacks",
    "recorded_lines",
]
