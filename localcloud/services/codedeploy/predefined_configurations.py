"""The deployment configurations for Lambda that every account has.

Source: docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

PREFIX: Final = "CodeDeployDefault."
DEFAULT: Final = "CodeDeployDefault.LambdaAllAtOnce"


def _canary(percentage: int, minutes: int) -> dict[str, Any]:
    return {
        "type": "TimeBasedCanary",
        "timeBasedCanary": {"canaryPercentage": percentage, "canaryInterval": minutes},
    }


def _linear(percentage: int, minutes: int) -> dict[str, Any]:
    return {
        "type": "TimeBasedLinear",
        "timeBasedLinear": {"linearPercentage": percentage, "linearInterval": minutes},
    }


TRAFFIC_ROUTING: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "CodeDeployDefault.LambdaAllAtOnce": {"type": "AllAtOnce"},
        "CodeDeployDefault.LambdaCanary10Percent5Minutes": _canary(10, 5),
        "CodeDeployDefault.LambdaCanary10Percent10Minutes": _canary(10, 10),
        "CodeDeployDefault.LambdaCanary10Percent15Minutes": _canary(10, 15),
        "CodeDeployDefault.LambdaCanary10Percent30Minutes": _canary(10, 30),
        "CodeDeployDefault.LambdaLinear10PercentEvery1Minute": _linear(10, 1),
        "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes": _linear(10, 2),
        "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes": _linear(10, 3),
        "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes": _linear(10, 10),
    }
)
"""By name, how each shifts traffic."""
