"""The AppSpec of a Lambda deployment: which alias goes from which version to which, and the functions that judge it.

JSON or YAML, its keys in any case, as CodeDeploy takes both
(docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html,
docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from localcloud.aws.service_error import ServiceError

FUNCTION_TYPE: Final = "AWS::Lambda::Function"
HOOKS: Final = ("BeforeAllowTraffic", "AfterAllowTraffic")


@dataclass(frozen=True, kw_only=True)
class AppSpec:
    """One function's shift.

    Attributes:
        function: its name or ARN.
        before_allow_traffic: the function that judges the new version before it gets traffic; empty for none.
        after_allow_traffic: the one that judges it once it has all.
    """

    function: str
    alias: str
    current_version: str
    target_version: str
    before_allow_traffic: str = ""
    after_allow_traffic: str = ""

    def content(self) -> str:
        """The AppSpec as JSON text."""
        hooks = zip(HOOKS, (self.before_allow_traffic, self.after_allow_traffic), strict=True)
        properties = {
            "Name": self.function,
            "Alias": self.alias,
            "CurrentVersion": self.current_version,
            "TargetVersion": self.target_version,
        }
        return json.dumps(
            {
                "version": 0.0,
                "Resources": [{self.function: {"Type": FUNCTION_TYPE, "Properties": properties}}],
                "Hooks": [{event: function} for event, function in hooks if function],
            }
        )


def read_app_spec(content: str, sha256: str | None = None) -> AppSpec:
    """Read what a revision says.

    Raises:
        ServiceError: ``InvalidRevisionException``; it is none for Lambda, or not the one that the hash is of.
    """
    if sha256 and hashlib.sha256(content.encode()).hexdigest() != sha256.lower():
        raise _invalid("its SHA-256 is another one")
    try:
        document = _lower(yaml.safe_load(content))
    except yaml.YAMLError as error:
        raise _invalid("it is neither JSON nor YAML") from error
    if not isinstance(document, dict):
        raise _invalid("it is no mapping")
    properties = _function(document.get("resources"))
    hooks = _hooks(document.get("hooks") or [])
    missing = [name for name in ("name", "alias", "currentversion", "targetversion") if not properties.get(name)]
    if missing:
        raise _invalid(f"the property {missing[0]} is missing")
    return AppSpec(
        function=str(properties["name"]),
        alias=str(properties["alias"]),
        current_version=str(properties["currentversion"]),
        target_version=str(properties["targetversion"]),
        before_allow_traffic=hooks.get("beforeallowtraffic", ""),
        after_allow_traffic=hooks.get("afterallowtraffic", ""),
    )


def _function(resources: Any) -> dict[str, Any]:
    if not isinstance(resources, list) or len(resources) != 1 or not isinstance(resources[0], dict):
        raise _invalid("it must have one resource")
    resource = next(iter(resources[0].values()), None)
    if not isinstance(resource, dict) or resource.get("type") != FUNCTION_TYPE:
        raise _invalid(f"its resource must be of type {FUNCTION_TYPE}")
    properties = resource.get("properties")
    if not isinstance(properties, dict):
        raise _invalid("its resource has no properties")
    return properties


def _hooks(hooks: Any) -> dict[str, str]:
    if not isinstance(hooks, list) or not all(isinstance(hook, dict) for hook in hooks):
        raise _invalid("its hooks are no list")
    found = {event: str(function) for hook in hooks for event, function in hook.items()}
    unknown = sorted(set(found) - {hook.lower() for hook in HOOKS})
    if unknown:
        raise _invalid(f"{unknown[0]} is no lifecycle event of a Lambda deployment")
    return found


def _lower(value: Any) -> Any:
    """The document with its keys in lower case."""
    if isinstance(value, Mapping):
        return {str(key).lower(): _lower(item) for key, item in value.items()}
    return [_lower(item) for item in value] if isinstance(value, list) else value


def _invalid(reason: str) -> ServiceError:
    return ServiceError("InvalidRevisionException", f"The AppSpec file is not valid: {reason}.")
