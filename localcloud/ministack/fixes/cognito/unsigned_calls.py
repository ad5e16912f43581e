"""A call of a user pool's or an identity pool's that needs no credentials finds the pool in whichever account it lives.

MiniStack looks in a default account, as it does for every unsigned call, so signing up and signing in find no app
client. On AWS the id of the client, the pool or the identity is enough, and so is a token that the pool has issued.
Source: docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html ("public",
"no authentication", "token-authorized").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import cognito

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cognito", "_run_idp_handler", "handler,action,data"),
    Touched("services.cognito", "_run_identity_handler", "handler,action,data"),
    Touched("services.cognito", "_UNSIGNED_IDP_ACTIONS"),
    Touched("services.cognito", "_UNSIGNED_IDENTITY_ACTIONS"),
    Touched("services.cognito", "_pool_id_from_token", "token"),
    Touched("services.cognito", "_challenge_sessions._data"),
    Touched("services.cognito", "_refresh_tokens"),
    Touched("services.cognito", "_user_pools"),
    Touched("services.cognito", "_identity_pools"),
    Touched("core.responses", "request_scope", "account_id,region"),
)
_TOKENS = ("AccessToken", "RefreshToken", "Token")

Scope = tuple[str, str]
"""An account and a region."""
Handler = Callable[[dict[str, Any]], Any]


def apply() -> None:
    """Run unsigned calls in the account and the region of the pool that they are for."""
    run_idp, run_identity = cognito._run_idp_handler, cognito._run_identity_handler

    def run_idp_handler(handler: Handler, action: str, data: dict[str, Any]) -> Any:
        scope = _user_pool_scope(data) if action in cognito._UNSIGNED_IDP_ACTIONS else None
        with request_scope(*scope) if scope else nullcontext():
            return run_idp(handler, action, data)

    def run_identity_handler(handler: Handler, action: str, data: dict[str, Any]) -> Any:
        scope = _identity_pool_scope(data) if action in cognito._UNSIGNED_IDENTITY_ACTIONS else None
        with request_scope(*scope) if scope else nullcontext():
            return run_identity(handler, action, data)

    cognito._run_idp_handler = run_idp_handler
    cognito._run_identity_handler = run_identity_handler


def _user_pool_scope(data: Mapping[str, Any]) -> Scope | None:
    """Where the pool lives that a request names by its id, a session's, a token's or a client's; None for none of ours,
    which the operation then refuses itself."""
    pool_id, client_id = next(_named_pools(data), ""), data.get("ClientId")
    for (account, region, stored), pool in cognito._user_pools.all_items():
        if stored == pool_id if pool_id else client_id in pool["_clients"]:
            return account, region
    return None


def _named_pools(data: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(pool_id := data.get("UserPoolId"), str):
        yield pool_id
    if session := data.get("Session"):
        yield from (
            each["pool_id"] for (_, token), each in cognito._challenge_sessions._data.items() if token == session
        )
    for token in (data[name] for name in _TOKENS if isinstance(data.get(name), str)):
        if pool_id := cognito._pool_id_from_token(token) or cognito._refresh_tokens.get(token, {}).get("pool_id"):
            yield pool_id


def _identity_pool_scope(data: Mapping[str, Any]) -> Scope | None:
    """Where the identity pool lives that a request names, or the one that has the identity."""
    pool_id, identity_id = data.get("IdentityPoolId"), data.get("IdentityId")
    for (account, region, stored), pool in cognito._identity_pools.all_items():
        if stored == pool_id if pool_id else identity_id in pool["_identities"]:
            return account, region
    return None
