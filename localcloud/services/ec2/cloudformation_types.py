"""AWS::EC2::EIP, NatGateway and FlowLog, which the product's network has.

MiniStack's EC2 offers the operations, its CloudFormation not the types. Nothing flows through them here: functions
reach the network as the machine does.
"""

from __future__ import annotations

from typing import Any

from localcloud.aws.cloudformation.resource_types import Properties, register_type
from localcloud.services.ec2.operations import call, tag


def register_types() -> None:
    """Register the three types."""
    register_type("AWS::EC2::EIP", create=_create_address, delete=_release_address, update=_keep_address)
    register_type("AWS::EC2::NatGateway", create=_create_gateway, delete=_delete_gateway, update=_update_gateway)
    register_type("AWS::EC2::FlowLog", create=_create_flow_log, delete=_delete_flow_log, update=_replace_flow_log)


def _create_address(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    answer = call("AllocateAddress", Domain=properties.get("Domain", "vpc"))
    tag(answer["AllocationId"], properties)
    return answer["PublicIp"], {"AllocationId": answer["AllocationId"], "PublicIp": answer["PublicIp"]}


def _keep_address(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    if old.get("Domain") != new.get("Domain"):
        return _create_address("", new, stack_name)
    address = call("DescribeAddresses", PublicIps=[physical_id])["Addresses"][0]
    return physical_id, {"AllocationId": address["AllocationId"], "PublicIp": physical_id}


def _release_address(physical_id: str, properties: Properties) -> None:
    del properties
    for address in call("DescribeAddresses")["Addresses"]:
        if address["PublicIp"] == physical_id:
            call("ReleaseAddress", AllocationId=address["AllocationId"])


def _create_gateway(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    parameters = {
        name: properties[name] for name in ("SubnetId", "AllocationId", "ConnectivityType") if name in properties
    }
    identifier = call("CreateNatGateway", **parameters)["NatGateway"]["NatGatewayId"]
    tag(identifier, properties)
    return identifier, {"NatGatewayId": identifier}


def _update_gateway(physical_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    if all(old.get(name) == new.get(name) for name in ("SubnetId", "AllocationId", "ConnectivityType")):
        return physical_id, {"NatGatewayId": physical_id}
    return _create_gateway("", new, stack_name)


def _delete_gateway(physical_id: str, properties: Properties) -> None:
    del properties
    if any(gateway["NatGatewayId"] == physical_id for gateway in call("DescribeNatGateways")["NatGateways"]):
        call("DeleteNatGateway", NatGatewayId=physical_id)


def _create_flow_log(logical_id: str, properties: Properties, stack_name: str) -> tuple[str, dict[str, Any]]:
    del logical_id, stack_name
    names = ("ResourceType", "TrafficType", "LogDestinationType", "LogDestination", "LogGroupName")
    answer = call(
        "CreateFlowLogs",
        ResourceIds=[properties["ResourceId"]],
        **{name: properties[name] for name in names if name in properties},
    )
    identifier = answer["FlowLogIds"][0]
    tag(identifier, properties)
    return identifier, {"Id": identifier}


def _replace_flow_log(
    physical_id: str, old: Properties, new: Properties, stack_name: str
) -> tuple[str, dict[str, Any]]:
    if {**old, "Tags": None} == {**new, "Tags": None}:
        return physical_id, {"Id": physical_id}
    return _create_flow_log("", new, stack_name)


def _delete_flow_log(physical_id: str, properties: Properties) -> None:
    del properties
    if any(log["FlowLogId"] == physical_id for log in call("DescribeFlowLogs")["FlowLogs"]):
        call("DeleteFlowLogs", FlowLogIds=[physical_id])
