"""A function behind an integration that is no proxy is invoked with what the request template makes of the request.

MiniStack invokes it with a proxy's event, whatever the template says; a request without a body is taken as JSON, as on
AWS, so its template is rendered too.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any

from ministack.services import apigateway_v1

from localcloud.ministack.touched import Touched

_PARAMETERS = "integration,api_id,stage_name,stage,resource,request_path,method,headers,body,query_params,path_params"
TOUCHES = (
    Touched(
        "services.apigateway_v1",
        "_invoke_lambda_custom_v1",
        f"{_PARAMETERS},owner_account_id,owner_region,binary_media_types,authorizer_context,caller_identity",
    ),
    Touched("services.apigateway_v1", "_build_lambda_event_v1"),
    Touched("services.apigateway_v1", "_render_request_template_v1", "template,body_str,params_map,context"),
)
_ANY_CONTENT = "application/json"
_NOT_JSON = b'{"message": "Could not parse request body into json"}'
_event: ContextVar[Any] = ContextVar("event of the function", default=None)


def apply() -> None:
    """Render the template where there is one for the request's content, and hand the function its result."""
    invoke: Callable[..., Awaitable[Any]] = apigateway_v1._invoke_lambda_custom_v1
    build: Callable[..., Any] = apigateway_v1._build_lambda_event_v1

    async def invoke_lambda_custom(integration: Mapping[str, Any], *request: Any, **options: Any) -> Any:
        headers, body, query, path = request[6:10]
        template = _template(integration, headers)
        if template is None:
            return await invoke(integration, *request, **options)
        authorizer = options.get("authorizer_context")
        context = {"authorizer": authorizer} if authorizer else {}
        text, values = body.decode("utf-8", errors="replace") if body else "{}", _values(headers, query, path)
        try:
            rendered = apigateway_v1._render_request_template_v1(template, text, values, context)
            token = _event.set((json.loads(rendered),))
        except (ValueError, RecursionError):
            return 400, {"Content-Type": "application/json"}, _NOT_JSON
        try:
            return await invoke(integration, *request, **options)
        finally:
            _event.reset(token)

    def build_lambda_event(*given: Any, **options: Any) -> Any:
        rendered = _event.get()
        return build(*given, **options) if rendered is None else rendered[0]

    apigateway_v1._invoke_lambda_custom_v1 = invoke_lambda_custom
    apigateway_v1._build_lambda_event_v1 = build_lambda_event


def _template(integration: Mapping[str, Any], headers: Mapping[str, Any]) -> str | None:
    given = next((value for name, value in headers.items() if name.lower() == "content-type"), None)
    content = _media_type(str(given or _ANY_CONTENT))
    templates: Mapping[str, str] = integration.get("requestTemplates") or {}
    return next((template for name, template in templates.items() if _media_type(name) == content), None)


def _media_type(text: str) -> str:
    return text.partition(";")[0].strip().lower()


def _values(headers: Mapping[str, Any], query: Mapping[str, Any], path: Mapping[str, str]) -> dict[str, str]:
    """What `$input.params` finds: of the path first, then of the query, then a header."""
    found = {name: value for name, value in headers.items() if isinstance(value, str)}
    found |= {name: value[0] if isinstance(value, list | tuple) else value for name, value in (query or {}).items()}
    return {**found, **(path or {})}
