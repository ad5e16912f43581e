"""A KMS key of another account, named by its ARN, is that account's key with that account's policy.

MiniStack looks keys up in the caller's account only: a key shared with another account is not found there, and its
policy is not asked. The pipeline's artifacts are encrypted with the tools account's key and read from the others.
"""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import Any

from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import request_scope
from ministack.services import kms

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.kms", "_resolve_key", "key_id_or_arn"),
    Touched("services.kms", "key_policy_for_arn", "resource_arn"),
)


def apply() -> None:
    """Look a key up, and its policy, where its ARN says."""
    resolve = kms._resolve_key
    policy_of = kms.key_policy_for_arn

    def resolve_key(key_id_or_arn: str) -> Any:
        with scope_of(key_id_or_arn):
            return resolve(key_id_or_arn)

    def key_policy_for_arn(resource_arn: str) -> Any:
        with scope_of(resource_arn):
            return policy_of(resource_arn)

    kms._resolve_key = resolve_key
    kms.key_policy_for_arn = key_policy_for_arn


def scope_of(reference: str) -> AbstractContextManager[None]:
    """Return the scope of the account and region that an ARN names; the present one for anything else."""
    try:
        arn = parse_arn(reference or "")
    except ArnParseError:
        return contextlib.nullcontext()
    if arn.service != "kms" or not arn.account_id or not arn.region:
        return contextlib.nullcontext()
    scope: AbstractContextManager[None] = request_scope(arn.account_id, arn.region)
    return scope
