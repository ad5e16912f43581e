"""Routes of HTTP and WebSocket APIs. A WebSocket's caller is authorized once, when it connects; the routes of its
messages cannot ask again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.packs.facts.intrinsics import Intrinsics
from compliance.packs.facts.kinds.fact import Fact


def api_routes(template: Mapping[str, Any]) -> Iterator[Fact]:
    """A fact for each route that must be authorized.

    Properties: ``AuthorizationType``, ``NONE`` where it says nothing.
    """
    intrinsics = Intrinsics(template)
    for logical_id, resource in template.get("Resources", {}).items():
        properties = resource.get("Properties", {})
        if resource.get("Type") != "AWS::ApiGatewayV2::Route":
            continue
        apis = [intrinsics.referred(text) for text in intrinsics.texts(properties.get("ApiId"))]
        is_websocket = any(api and api.get("Properties", {}).get("ProtocolType") == "WEBSOCKET" for api in apis)
        if not is_websocket or properties.get("RouteKey") == "$connect":
            for kind in intrinsics.texts(properties.get("AuthorizationType", "NONE")):
                yield Fact(kind="Api::Route", of=logical_id, properties={"AuthorizationType": kind})
