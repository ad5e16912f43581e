"""Templates on disk, as the CDK shows them to a validation plugin: so that rules can be tried without an app."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii


@jsii.implements(cdk.IPolicyValidationContext)
class TemplateContext:
    """Each template stands for a stack whose path is the template's own."""

    def __init__(self, templates: Sequence[Path]) -> None:
        self._templates = [str(template) for template in templates]

    @property
    def app_construct(self) -> Any:
        """There is no app."""
        return None

    @property
    def template_paths(self) -> list[str]:
        return self._templates

    @property
    def stack_templates(self) -> list[cdk.PolicyValidationStack]:
        return [
            cdk.PolicyValidationStack(stack_construct_path=template, template_path=template)
            for template in self._templates
        ]

    @property
    def account_id(self) -> str | None:
        return None

    @property
    def region(self) -> str | None:
        return None
