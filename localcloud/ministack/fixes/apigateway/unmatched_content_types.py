"""A request whose content type has no model of its method is not validated, unless there is a model for `$default`.

MiniStack validates it against the model of `application/json`, so what the function does with a body that reaches it
unchecked was never seen here. AWS performs no request validation where no content type matches
(docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html).
"""

from __future__ import annotations

from typing import Any

from ministack.services import apigateway_v1

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.apigateway_v1",
        "_check_request_validation",
        "method_obj,api_id,request,headers,body,query_params",
    ),
    Touched("services.apigateway_v1", "_header_ci", "headers,name"),
)
_DEFAULT_TYPE, _ANY_TYPE = "application/json", "$default"


def apply() -> None:
    """Choose the model by content type before the request is checked."""
    check = apigateway_v1._check_request_validation

    def check_request_validation(
        method_obj: dict[str, Any], api_id: str, request: Any, headers: Any, body: Any, query_params: Any
    ) -> Any:
        models = method_obj.get("requestModels") or {}
        sent = str(apigateway_v1._header_ci(headers, "content-type") or _DEFAULT_TYPE)
        model = models.get(sent.partition(";")[0].strip().lower()) or models.get(_ANY_TYPE)
        chosen = {**method_obj, "requestModels": {_DEFAULT_TYPE: model} if model else {}}
        return check(chosen, api_id, request, headers, body, query_params)

    apigateway_v1._check_request_validation = check_request_validation
