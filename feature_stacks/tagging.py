"""Tags say what a resource belongs to. None of them says who built it or when:
the same commit must give the same template.
"""

from __future__ import annotations

from aws_cdk import Stack, Tags

from feature_stacks.constants import SERVICE_TAG


def tag(stack: Stack, *, feature: str, environment_name: str) -> None:
    """Puts ``service``, ``feature`` and ``environment`` on every taggable resource of the stack."""
    for key, value in {"service": SERVICE_TAG, "feature": feature, "environment": environment_name}.items():
        Tags.of(stack).add(key, value)
