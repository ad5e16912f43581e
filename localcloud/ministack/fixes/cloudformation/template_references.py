"""A template refers to its own resources, parameters and conditions, or it is refused before there is a stack.

MiniStack puts the name itself where a reference leads nowhere, so a stack with a misspelt one comes into being.
"""

from __future__ import annotations

from typing import Any

from ministack.services.cloudformation import engine

from localcloud.aws.cloudformation.template_references import unresolved_references
from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.cloudformation.engine", "_validate_template_statics", "template"),)


def apply() -> None:
    """Look at the references when the rest of the template is looked at."""
    validate = engine._validate_template_statics

    def validate_template_statics(template: dict[str, Any]) -> None:
        validate(template)
        for problem in unresolved_references(template):
            raise ValueError(problem)

    engine._validate_template_statics = validate_template_statics
