"""Scope: the functions that check a release, against stores and services in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from release_checks.service_client import ServiceResponse
from release_checks.synthetic_records import Stores

Item = dict[str, dict[str, str]]
Answer = Callable[[Mapping[str, Any]], ServiceResponse]

CODES = {"salary": (400, "VALIDATION_ERROR"), "cv_version": (404, "CV_NOT_FOUND")}
STORES = Stores(cv_bucket="cvs", job_research_table="jobs", artifacts_table="artifacts")


@dataclass
class Cloud:
    """What lies in the stores and what was asked of the services; stands for a boto3 session and all of its clients.

    Attributes:
        answer: what the service answers to the body of a request.
        statuses: what CodeDeploy was told of hooks.
        metrics: what CloudWatch was told.
    """

    answer: Answer
    objects: dict[str, bytes] = field(default_factory=dict)
    items: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"jobs": [], "artifacts": []})
    statuses: list[dict[str, str]] = field(default_factory=list)
    metrics: list[dict[str, Any]] = field(default_factory=list)
    invoked: list[str] = field(default_factory=list)

    def client(self, service: str, **options: Any) -> Cloud:
        return self

    def get_credentials(self) -> None:
        return None

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - boto3's names
        self.objects[f"{Bucket}/{Key}"] = Body

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803
        del self.objects[f"{Bucket}/{Key}"]

    def put_item(self, *, TableName: str, Item: dict[str, Any]) -> None:  # noqa: N803
        self.items[TableName].append(Item)

    def delete_item(self, *, TableName: str, Key: dict[str, Any]) -> None:  # noqa: N803
        self.items[TableName] = [one for one in self.items[TableName] if not Key.items() <= one.items()]

    def query(self, *, TableName: str, ExpressionAttributeValues: dict[str, Any], **rest: Any) -> dict[str, Any]:  # noqa: N803
        wanted = ExpressionAttributeValues[":id"]
        return {"Items": [one for one in self.items[TableName] if one["application_id"] == wanted]}

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        self.invoked.append(FunctionName)
        event = json.loads(Payload)
        try:
            answer = self.answer(json.loads(event["body"]))
        except ZeroDivisionError as error:
            failure = json.dumps({"errorMessage": str(error), "errorType": type(error).__name__}).encode()
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(failure)}
        body = {"statusCode": answer.status, "headers": dict(answer.headers), "body": answer.body.decode()}
        return {"Payload": io.BytesIO(json.dumps(body).encode())}

    def put_lifecycle_event_hook_execution_status(self, **arguments: str) -> None:
        self.statuses.append(arguments)

    def put_metric_data(self, **arguments: Any) -> None:
        self.metrics.append(arguments)


@pytest.fixture
def cloud() -> Cloud:
    """One in which the service does its work: it keeps an artifact of each CV that it tailors."""
    made = Cloud(answer=lambda body: tailored(made, body))
    return made


def tailored(cloud: Cloud, body: Mapping[str, Any], **changes: Any) -> ServiceResponse:
    """The answer that a request must get; `changes` are members of the tailored CV that differ."""
    code = "salary" if "salary" in body else "cv_version" if body.get("cv_version") == 999 else ""
    if code:
        status, name = CODES[code]
        return response(status, {"success": False, "code": name})
    key = {"application_id": {"S": body["application_id"]}, "created_at": {"S": f"{len(cloud.items['artifacts'])}"}}
    cloud.items["artifacts"].append({**key, "user_id": {"S": body["user_id"]}})
    cv = json.loads(cloud.objects[f"cvs/cvs/{body['user_id']}/v1.json"])
    data = {"tailored_cv": {**cv, "executive_summary": "Keeps services small.", **changes}}
    return response(200, {"success": True, "code": "CV_TAILORED", "data": data})


def response(status: int, envelope: Any) -> ServiceResponse:
    return ServiceResponse(status=status, headers={}, body=json.dumps(envelope).encode())
