"""Secrets Manager in memory, at boto3's client interface; requests are checked against botocore's service model."""

from typing import Any

import botocore.session
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator

from tests.unit.backend.fake_dynamodb import client_error

_MODEL = botocore.session.Session().get_service_model("secretsmanager")


class FakeSecrets:
    """Secrets by name. `fail_with` is raised instead of an answer; `reads` are the names that were asked for."""

    def __init__(self, **secrets: str) -> None:
        self.secrets = secrets
        self.fail_with: Exception | None = None
        self.reads: list[str] = []

    def get_secret_value(self, **parameters: Any) -> dict[str, Any]:
        report = ParamValidator().validate(parameters, _MODEL.operation_model("GetSecretValue").input_shape)
        if report.has_errors():
            raise ParamValidationError(report=report.generate_report())
        name = parameters["SecretId"]
        self.reads.append(name)
        if self.fail_with is not None:
            raise self.fail_with
        if name not in self.secrets:
            raise client_error("ResourceNotFoundException", "GetSecretValue")
        return {"Name": name, "SecretString": self.secrets[name]}
