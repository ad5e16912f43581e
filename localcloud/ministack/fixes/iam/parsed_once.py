"""What authorization reads of a request and of policies is parsed once.

MiniStack parses each policy of the caller for each request, twice: for the permissions and for the caller's ARN; and
the request's body for each thing that it asks of it. On AWS nobody waits for that. A policy's text is what its parsed
form is known by, so that one that was changed is another one at once.
"""

from __future__ import annotations

import functools
import json
from typing import Any, Final

from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import AmbiguousAccessKeyError, CredentialResolutionError
from ministack.core.responses import _account_from_sts_session, get_account_id
from ministack.core.router import extract_access_key_id

from localcloud.aws.api.request_bodies import parsed_body
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.iam_actions", "json"),
    Touched("core.iam_evaluator", "parse_policy_document", "doc"),
    Touched("core.iam_evaluator", "request_caller_arn", "headers,query_params"),
    Touched("core.iam_evaluator", "resolve_credential", "access_key_id,account_id,session_token"),
    Touched("core.iam_evaluator", "CredentialResolutionError"),
    Touched("core.responses", "_account_from_sts_session", "access_key_id"),
    Touched("core.router", "extract_access_key_id", "headers,query_params"),
)
_POLICIES: Final = 2048
_KINDS: Final = ("Root", "User", "AssumedRole", "FederatedUser")


class _Json:
    """The module `json`, but for a body that was read already."""

    def __getattr__(self, name: str) -> Any:
        return getattr(json, name)

    @staticmethod
    def loads(text: str | bytes, **options: Any) -> Any:
        """Nobody in MiniStack's `iam_actions` changes what this returns."""
        return parsed_body(text) if isinstance(text, bytes) and not options else json.loads(text, **options)


def apply() -> None:
    """Remember parsed policies, and look for the caller's ARN without their policies."""
    iam_evaluator.parse_policy_document = remembering(iam_evaluator.parse_policy_document)
    iam_evaluator.request_caller_arn = request_caller_arn
    iam_actions.json = _Json()


def remembering(parse: Any) -> Any:
    """`parse`, with what it returned for a policy's text; statements are only read, their list is the caller's own."""
    known = functools.lru_cache(maxsize=_POLICIES)(parse)

    def parse_policy_document(doc: str | dict[str, Any]) -> list[Any]:
        return list(known(doc) if isinstance(doc, str) else parse(doc))

    return parse_policy_document


def request_caller_arn(headers: dict[str, str], query_params: dict[str, Any] | None = None) -> str:
    """The ARN of a request's caller; of the account's root where there is none, as MiniStack has it."""
    root = f"arn:aws:iam::{get_account_id()}:root"
    access_key = extract_access_key_id(headers or {}, query_params or {})
    if not access_key:
        return root
    try:
        account = _account_from_sts_session(access_key) or get_account_id()
        credential = iam_evaluator.resolve_credential(access_key, account)
    except AmbiguousAccessKeyError:
        return root
    if isinstance(credential, CredentialResolutionError) or credential.principal_type not in _KINDS:
        return root
    return credential.principal_arn or root
