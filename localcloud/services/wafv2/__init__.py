"""WAFv2's operations and resource types that MiniStack lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ministack.app
from ministack.services import waf

from localcloud.aws.api.json_service import JsonService
from localcloud.aws.runtime import Runtime
from localcloud.aws.storage.persisted_state import persist
from localcloud.services.wafv2 import logging_configurations
from localcloud.services.wafv2.cloudformation_types import register_types

__all__ = ["install"]


def install(runtime: Runtime) -> None:
    """Register the types, and serve the operations on logging; MiniStack serves the others."""
    del runtime
    persist("wafv2_logging", {"configurations": logging_configurations.configurations})
    operations = {
        "PutLoggingConfiguration": logging_configurations.put_logging_configuration,
        "GetLoggingConfiguration": logging_configurations.get_logging_configuration,
        "DeleteLoggingConfiguration": logging_configurations.delete_logging_configuration,
        "ListLoggingConfigurations": logging_configurations.list_logging_configurations,
    }
    service = JsonService(service_name="wafv2", operations=operations)

    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Any:
        ours = headers.get("x-amz-target", "").rpartition(".")[2] in operations
        handler = service.handle_request if ours else waf.handle_request
        return await handler(method, path, headers, body, query_params)

    ministack.app.SERVICE_HANDLERS["wafv2"] = handle_request
    register_types()
