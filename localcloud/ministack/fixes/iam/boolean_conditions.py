"""`Bool` compares truth: whatever is not `true` is false; and `aws:ViaAWSService` is in every request.

Pipelines of the CDK before 2.77 let the role of their builds be assumed under `Bool: {aws:ViaAWSService:
codepipeline.amazonaws.com}`. On AWS that is `false`, which a direct call is, so the pipeline's role gets in (and others
of its account, which is why the CDK changed it: github.com/aws/aws-cdk/pull/25316). MiniStack compares texts and has no
such key, so that none of these pipelines could start a build. The key:
docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice

No call that a service forwards in a principal's name is told apart here: the key is always `false`.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_evaluator", "_resolve_condition_key", "key,ctx"),
    Touched("core.iam_evaluator", "_CONDITION_OPS"),
)


def apply() -> None:
    """Resolve the key, and compare as AWS does."""
    resolve = iam_evaluator._resolve_condition_key

    def with_direct_calls(key: str, ctx: Any) -> Any:
        return "false" if key.lower() == "aws:viaawsservice" else resolve(key, ctx)

    iam_evaluator._resolve_condition_key = with_direct_calls
    iam_evaluator._CONDITION_OPS["bool"] = _same_truth


def _same_truth(actual: str, expected: str) -> bool:
    return _is_true(actual) == _is_true(expected)


def _is_true(text: str) -> bool:
    return text.strip().lower() == "true"
