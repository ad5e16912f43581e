"""Every path below the host of something that is deployed is its own.

MiniStack answers some paths itself whatever the host: `/health` of an API of yours, `/logout` and `/oauth2/authorize`
with Cognito's pages, and its own control paths. What is deployed behind a host of its own (an API, a function's URL, a
distribution, a load balancer, a domain of yours) is asked for all of them here.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import ministack.app

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("app", "_handle_post_body_shortcuts", "method,path,headers,body,query_params,request_id"),
    Touched("app", "_handle_pre_body_request", "method,path,headers,query_params,request_id"),
    Touched("app", "_is_potential_alb_request", "host,path"),
    Touched("app", "_parse_cloudfront_dataplane_host", "host"),
    Touched("app", "_parse_execute_api_url", "host,path"),
    Touched("app", "_parse_lambda_url", "host,path"),
    Touched("app", "_resolve_custom_domain_request", "host,path"),
)
_ANY_PATH: Final = "/-"
Handle = Callable[..., Awaitable[Any]]


def is_deployed_host(host: str) -> bool:
    """Whether a host is that of something deployed, rather than this cloud's own or a service's."""
    app = ministack.app
    return bool(
        app._parse_execute_api_url(host, _ANY_PATH)
        or app._parse_lambda_url(host, _ANY_PATH)
        or app._resolve_custom_domain_request(host, _ANY_PATH)
        or app._parse_cloudfront_dataplane_host(host)
        or app._is_potential_alb_request(host, _ANY_PATH)
    )


def apply() -> None:
    """Pass what MiniStack would answer for such a host on to what is deployed there."""
    ministack.app._handle_pre_body_request = _passing(ministack.app._handle_pre_body_request)
    ministack.app._handle_post_body_shortcuts = _passing(ministack.app._handle_post_body_shortcuts)


def _passing(handle: Handle) -> Handle:
    @functools.wraps(handle)
    async def handled(method: str, path: str, headers: Mapping[str, str], *rest: Any) -> Any:
        if is_deployed_host(headers.get("host", "")):
            return None
        return await handle(method, path, headers, *rest)

    return handled
