"""EventBridge's archives, permissions, connections and destinations, deployed, changed and removed by a stack."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import pytest

from tests.localcloud.cloud_process import DEV, PROD, CloudProcess
from tests.localcloud.ministack.principals import trust, unique
from tests.localcloud.ministack.stacks import (
    create_stack,
    delete_stack,
    describe,
    failure_reasons,
    outputs_of,
    update_stack,
)

pytestmark = pytest.mark.cloud


def _bus(name: str) -> dict[str, Any]:
    return {"Type": "AWS::Events::EventBus", "Properties": {"Name": name}}


def _archive(**more: Any) -> dict[str, Any]:
    kept = {"SourceArn": {"Fn::GetAtt": ["Bus", "Arn"]}, "EventPattern": {"source": ["harbour"]}, **more}
    return {"Type": "AWS::Events::Archive", "Properties": kept}


def _say(cloud: CloudProcess, bus: str, *sources: str) -> None:
    entries = [{"EventBusName": bus, "Source": each, "DetailType": "Tide", "Detail": "{}"} for each in sources]
    assert cloud.client("events", DEV).put_events(Entries=entries)["FailedEntryCount"] == 0


def test_an_archive_keeps_the_events_of_its_pattern(cloud: CloudProcess) -> None:
    bus, events = unique("bus"), cloud.client("events", DEV)
    outputs = {"Name": {"Ref": "Archive"}, "Arn": {"Fn::GetAtt": ["Archive", "Arn"]}}
    stack = create_stack(cloud, {"Bus": _bus(bus), "Archive": _archive(RetentionDays="7")}, outputs=outputs)
    found = outputs_of(cloud, stack)
    _say(cloud, bus, "harbour", "orchard", "harbour")
    kept = events.describe_archive(ArchiveName=found["Name"])
    assert (kept["ArchiveArn"], kept["EventCount"], kept["RetentionDays"]) == (found["Arn"], 2, 7)
    update_stack(cloud, stack, {"Bus": _bus(bus), "Archive": _archive(RetentionDays=30, Description="tides")})
    kept = events.describe_archive(ArchiveName=found["Name"])
    assert (kept["EventCount"], kept["RetentionDays"], kept["Description"]) == (2, 30, "tides")
    delete_stack(cloud, stack)
    assert found["Name"] not in [each["ArchiveName"] for each in events.list_archives()["Archives"]]


def _policy(statement_id: str, **more: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Events::EventBusPolicy",
        "Properties": {"EventBusName": {"Ref": "Bus"}, "StatementId": statement_id, **more},
    }


def test_a_policy_permits_by_a_statement_or_by_its_parts(cloud: CloudProcess) -> None:
    bus, events = unique("bus"), cloud.client("events", DEV)
    by_parts = {"Action": "events:PutEvents", "Principal": PROD}
    resources = {"Bus": _bus(bus), "Policy": _policy("others", **by_parts)}
    stack = create_stack(cloud, resources)
    (held,) = json.loads(events.describe_event_bus(Name=bus)["Policy"])["Statement"]
    assert (held["Sid"], held["Principal"]) == ("others", {"AWS": f"arn:aws:iam::{PROD}:root"})
    whole = {"Effect": "Allow", "Principal": "*", "Action": "events:PutEvents", "Resource": held["Resource"]}
    update_stack(cloud, stack, {"Bus": _bus(bus), "Policy": _policy("all", Statement=whole)})
    assert json.loads(events.describe_event_bus(Name=bus)["Policy"])["Statement"] == [{**whole, "Sid": "all"}]
    update_stack(cloud, stack, {"Bus": _bus(bus)})
    assert "Policy" not in events.describe_event_bus(Name=bus)


def test_a_policy_of_no_bus_fails_with_the_bus_named(cloud: CloudProcess) -> None:
    policy = _policy("all", Action="events:PutEvents", Principal="*")
    policy["Properties"]["EventBusName"] = "nobodys"
    stack = create_stack(cloud, {"Policy": policy})
    assert describe(cloud, stack)["StackStatus"] == "ROLLBACK_COMPLETE"


@pytest.fixture
def quay() -> Iterator[tuple[str, Queue[dict[str, str]]]]:
    """An HTTP server's address, and the headers of what it was sent."""
    received: Queue[dict[str, str]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            received.put({name.lower(): value for name, value in self.headers.items()})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tides", received
    server.shutdown()
    server.server_close()


def test_a_destination_is_called_with_its_connections_key(
    cloud: CloudProcess, quay: tuple[str, Queue[dict[str, str]]]
) -> None:
    (endpoint, received), bus = quay, unique("bus")
    header, value = "x-quay-key", unique("north")
    key = {"ApiKeyName": header, "ApiKeyValue": value}
    connection = {"AuthorizationType": "API_KEY", "AuthParameters": {"ApiKeyAuthParameters": key}}
    destination = {
        "ConnectionArn": {"Fn::GetAtt": ["Connection", "Arn"]},
        "InvocationEndpoint": endpoint,
        "HttpMethod": "POST",
        "InvocationRateLimitPerSecond": "10",
    }
    calls = {"Effect": "Allow", "Action": "events:InvokeApiDestination", "Resource": "*"}
    role = {
        "AssumeRolePolicyDocument": json.loads(trust(Service="events.amazonaws.com")),
        "Policies": [{"PolicyName": "calls", "PolicyDocument": {"Version": "2012-10-17", "Statement": [calls]}}],
    }
    target = {
        "Id": "quay",
        "Arn": {"Fn::GetAtt": ["Destination", "Arn"]},
        "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
    }
    rule = {"EventBusName": {"Ref": "Bus"}, "EventPattern": {"source": ["harbour"]}, "Targets": [target]}
    kinds = {
        "Connection": ("Events::Connection", connection),
        "Destination": ("Events::ApiDestination", destination),
        "Role": ("IAM::Role", role),
        "Rule": ("Events::Rule", rule),
    }
    made = {name: {"Type": f"AWS::{kind}", "Properties": properties} for name, (kind, properties) in kinds.items()}
    stack = create_stack(cloud, {"Bus": _bus(bus), **made})
    assert describe(cloud, stack)["StackStatus"] == "CREATE_COMPLETE", failure_reasons(cloud, stack)
    _say(cloud, bus, "harbour")
    assert received.get(timeout=20)[header] == value
    delete_stack(cloud, stack)
    assert cloud.client("events", DEV).list_connections()["Connections"] == []
