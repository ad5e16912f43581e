"""An HTTP API that a stack makes has the CORS settings of its template.

MiniStack keeps them with the template's names (`AllowOrigins`) where its API reads its own (`allowOrigins`), so every
preflight is refused and no answer has a header of CORS.
Source: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ministack.services.cloudformation import provisioners

from localcloud.ministack.touched import Touched

TOUCHES = (Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),)
_PROPERTY: Final = "CorsConfiguration"


def apply() -> None:
    """Give the API's handlers the settings by the API's own names."""
    handlers = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]
    create, update = handlers["create"], handlers["update"]

    def created(logical_id: str, properties: Mapping[str, Any], stack_name: str) -> Any:
        return create(logical_id, _with_own_names(properties), stack_name)

    def updated(physical_id: str, old: Mapping[str, Any], new: Mapping[str, Any], *rest: Any, **options: Any) -> Any:
        return update(physical_id, _with_own_names(old), _with_own_names(new), *rest, **options)

    handlers |= {"create": created, "update": updated}


def _with_own_names(properties: Mapping[str, Any]) -> dict[str, Any]:
    settings = properties.get(_PROPERTY)
    if not isinstance(settings, Mapping):
        return dict(properties)
    return {**properties, _PROPERTY: {name[:1].lower() + name[1:]: value for name, value in settings.items()}}
