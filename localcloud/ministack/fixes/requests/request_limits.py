"""A request is held to its service's limits before it is served: lengths, ranges, patterns and enumerations, which
botocore's models of the services state, and the few rules that they do not (`service_rules`).

MiniStack checks some of them by hand and takes the rest. AWS checks them all, names each in one sentence, and does
nothing. What stacks do goes past these handlers: their properties are held to CloudFormation's schemas.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import ministack.app
from ministack.core.responses import error_response_json, error_response_xml
from ministack.services import ec2

from localcloud.aws.api.request_reading import read_request
from localcloud.aws.api.shapes import limit_problems
from localcloud.aws.identity.clients import service_model
from localcloud.aws.limits.service_rules import RESOURCES, RULES, Problem, Values
from localcloud.ministack import resource_changes
from localcloud.ministack.resource_changes import ResourceChange, check_before
from localcloud.ministack.touched import Touched

TOUCHES = (
    *resource_changes.TOUCHES,
    Touched("app", "SERVICE_HANDLERS"),
    Touched("core.responses", "error_response_json", "code,message,status,extra,message_key,content_type"),
    Touched("core.responses", "error_response_xml", "code,message,status,namespace"),
    Touched("services.ec2", "_error", "code,message,status"),
)
Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[Answer]]


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service that is held to its model.

    Attributes:
        model: botocore's name of it.
        code: of the error for a limit of the model; empty where the model is not asked.
    """

    model: str
    code: str


SERVICES: Final[Mapping[str, Service]] = {
    "apigateway": Service(model="apigateway", code="BadRequestException"),
    "cloudformation": Service(model="cloudformation", code="ValidationError"),
    "dynamodb": Service(model="dynamodb", code="ValidationException"),
    # Its model has no limits, and names of instance types that are younger than it would be refused.
    "ec2": Service(model="ec2", code=""),
    "events": Service(model="events", code="ValidationException"),
    "iam": Service(model="iam", code="ValidationError"),
    "kms": Service(model="kms", code="ValidationException"),
    "lambda": Service(model="lambda", code="ValidationException"),
    "logs": Service(model="logs", code="InvalidParameterException"),
    "monitoring": Service(model="cloudwatch", code="ValidationError"),
    "secretsmanager": Service(model="secretsmanager", code="ValidationException"),
    "sns": Service(model="sns", code="InvalidParameter"),
    "sqs": Service(model="sqs", code="InvalidParameterValue"),
    "ssm": Service(model="ssm", code="ValidationException"),
    "states": Service(model="stepfunctions", code="ValidationException"),
    "sts": Service(model="sts", code="ValidationError"),
}
"""By MiniStack's name, those that it serves itself."""


def apply() -> None:
    """Look at each request before its handler does, and at resources that have a rule of their own."""
    for name, service in SERVICES.items():
        ministack.app.SERVICE_HANDLERS[name] = _held(service, ministack.app.SERVICE_HANDLERS[name])
    check_before(_check_resource)


def _check_resource(change: ResourceChange) -> None:
    rule = RESOURCES.get(change.resource_type)
    for _, message in rule(change.properties) if rule else ():
        raise ValueError(message)


def _held(service: Service, handler: Handler) -> Handler:
    async def handle_request(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query_params: Mapping[str, Any]
    ) -> Answer:
        found = read_request(
            service_model(service.model),
            method=method,
            path=path,
            headers=headers,
            body=body,
            query_params=query_params,
        )
        problem = _problem(service, *found) if found else None
        if problem is not None:
            return _refusal(service, problem, headers)
        return await handler(method, path, headers, body, query_params)

    return handle_request


def _problem(service: Service, operation: Any, values: Values) -> Problem | None:
    shape = operation.input_shape
    words = limit_problems(values, shape) if service.code and shape is not None else ""
    if words:
        return service.code, words
    rule = RULES.get((service.model, operation.name))
    return next(rule(values), None) if rule else None


def _refusal(service: Service, problem: Problem, headers: Mapping[str, str]) -> Answer:
    code, message = problem
    metadata = service_model(service.model).metadata
    if service.model == "ec2":
        answer: Answer = ec2._error(code, message, 400)
    elif "x-amz-target" in headers:
        version = metadata.get("jsonVersion", "1.0")
        answer = error_response_json(code, message, content_type=f"application/x-amz-json-{version}")
    elif metadata["protocol"] == "rest-json":
        answer = error_response_json(code, message, content_type="application/json")
    else:
        namespace = metadata.get("xmlNamespace", f"http://{metadata['endpointPrefix']}.amazonaws.com/doc/")
        answer = error_response_xml(code, message, 400, namespace)
    return answer
