"""Every action type and rule type that runs here, one line each: declared, validated and run from these tables alone.

What AWS has beyond them is refused by name when a pipeline is declared, rather than pretending to run it.
"""

from __future__ import annotations

from collections.abc import Mapping

from localcloud.services.codepipeline.actions import codebuild, lambda_invoke, manual_approval
from localcloud.services.codepipeline.actions.action_type import ActionType
from localcloud.services.codepipeline.actions.deploy import cloudformation
from localcloud.services.codepipeline.actions.deploy import s3 as s3_deploy
from localcloud.services.codepipeline.actions.source import codecommit, connection, github
from localcloud.services.codepipeline.actions.source import s3 as s3_source
from localcloud.services.codepipeline.declaration import ActionDeclaration
from localcloud.services.codepipeline.rules import cloudwatch_alarm, deployment_window, variable_check
from localcloud.services.codepipeline.rules import codebuild as codebuild_rule
from localcloud.services.codepipeline.rules import lambda_invoke as lambda_rule
from localcloud.services.codepipeline.rules.rule_type import RuleType

ACTION_TYPES: tuple[ActionType, ...] = (
    connection.TYPE,
    github.TYPE,
    codecommit.TYPE,
    s3_source.TYPE,
    codebuild.BUILD,
    codebuild.TEST,
    cloudformation.TYPE,
    s3_deploy.TYPE,
    manual_approval.TYPE,
    lambda_invoke.TYPE,
)
RULE_TYPES: tuple[RuleType, ...] = (
    cloudwatch_alarm.TYPE,
    codebuild_rule.TYPE,
    deployment_window.TYPE,
    lambda_rule.TYPE,
    variable_check.TYPE,
)

_ACTION_TYPES = {(kind.category, kind.provider): kind for kind in ACTION_TYPES}
_RULE_TYPES = {kind.provider: kind for kind in RULE_TYPES}


def action_type(category: str, provider: str) -> ActionType | None:
    """The action type of that category and provider, or None."""
    return _ACTION_TYPES.get((category, provider))


def shown_configuration(category: str, provider: str, configuration: Mapping[str, str]) -> dict[str, str]:
    """An action's configuration as answers show it, without its secrets."""
    kind = action_type(category, provider)
    return kind.shown(configuration) if kind else dict(configuration)


def watched_object(action: ActionDeclaration) -> tuple[str, str] | None:
    """The bucket and key of the object whose new versions a source action detects; None where it detects none."""
    kind = action_type(action.category, action.provider)
    if kind is None or kind.watched_object is None or not kind.detects_changes(action.configuration):
        return None
    return kind.watched_object(action.configuration)


def rule_type(provider: str) -> RuleType | None:
    """The rule type of that provider, or None."""
    return _RULE_TYPES.get(provider)
