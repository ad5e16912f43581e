"""The rule CodeBuild: a build of a project must succeed.

Source: docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CodeBuild.html
"""

from __future__ import annotations

from localcloud.services.codepipeline.actions.codebuild import OPTIONAL, REQUIRED, check, run_build
from localcloud.services.codepipeline.rules.rule_type import RuleType

TYPE = RuleType(provider="CodeBuild", required=REQUIRED, optional=OPTIONAL, inputs=(1, 5), check=check, run=run_build)
