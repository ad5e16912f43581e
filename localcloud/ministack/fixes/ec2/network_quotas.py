"""An account has no more VPCs and Elastic IP addresses than its quotas say; MiniStack makes any number.

The VPC that AWS makes in every region of an account counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

from localcloud.aws.limits.applied import applied_value
from localcloud.aws.limits.quotas import ELASTIC_IPS, VPCS, Quota
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.ec2", "_ACTION_MAP"),
    Touched("services.ec2", "_addresses"),
    Touched("services.ec2", "_error", "code,message,status"),
    Touched("services.ec2", "_vpcs"),
)
_VPC_CODE, _VPC_TEXT = "VpcLimitExceeded", "The maximum number of VPCs has been reached."
_ADDRESS_CODE, _ADDRESS_TEXT = "AddressLimitExceeded", "The maximum number of addresses has been reached."


def apply() -> None:
    """Count before one is made; the types of a stack's addresses call the API."""
    _hold("CreateVpc", VPCS, lambda: len(ec2._vpcs), _VPC_CODE, _VPC_TEXT)
    _hold("AllocateAddress", ELASTIC_IPS, lambda: len(ec2._addresses), _ADDRESS_CODE, _ADDRESS_TEXT)
    handlers = _RESOURCE_HANDLERS["AWS::EC2::VPC"]
    create = handlers["create"]

    def create_vpc(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        if len(ec2._vpcs) >= applied_value(VPCS):
            raise ValueError(f"{_VPC_TEXT} (Service: Ec2, Status Code: 400, Error Code: {_VPC_CODE})")
        return create(logical_id, properties, stack_name)

    handlers["create"] = create_vpc


def _hold(operation: str, quota: Quota, used: Callable[[], int], code: str, text: str) -> None:
    call = ec2._ACTION_MAP[operation]

    def held(parameters: Any) -> Any:
        return ec2._error(code, text, 400) if used() >= applied_value(quota) else call(parameters)

    ec2._ACTION_MAP[operation] = held
