"""S3 in memory, at boto3's client interface, as a role sees it that may not list the bucket.

To such a role S3 answers AccessDenied for a missing object, not NoSuchKey; the fake does the same unless told that the
role may list.
"""

import io
from typing import Any

import botocore.session
from botocore.exceptions import ParamValidationError
from botocore.response import StreamingBody
from botocore.validate import ParamValidator

from tests.unit.backend.fake_dynamodb import client_error

_MODEL = botocore.session.Session().get_service_model("s3")


class FakeS3:
    """One bucket. `denied` keys are refused although they exist; `fail_with[operation]` makes an operation fail."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket
        self.objects: dict[str, bytes] = {}
        self.denied: set[str] = set()
        self.may_list_bucket = False
        self.fail_with: dict[str, Exception] = {}

    def get_object(self, **parameters: Any) -> dict[str, Any]:
        self._operation("GetObject", parameters)
        key = parameters["Key"]
        if key in self.denied:
            raise client_error("AccessDenied", "GetObject")
        if key not in self.objects:
            raise client_error("NoSuchKey" if self.may_list_bucket else "AccessDenied", "GetObject")
        content = self.objects[key]
        return {"Body": StreamingBody(io.BytesIO(content), len(content)), "ContentLength": len(content)}

    def put_object(self, **parameters: Any) -> dict[str, Any]:
        self._operation("PutObject", parameters)
        self.objects[parameters["Key"]] = parameters["Body"]
        return {}

    def list_objects_v2(self, **parameters: Any) -> dict[str, Any]:
        self._operation("ListObjectsV2", parameters)
        found = sorted(key for key in self.objects if key.startswith(parameters.get("Prefix", "")))
        return {"Contents": [{"Key": key} for key in found[: parameters.get("MaxKeys", 1000)]]} if found else {}

    def _operation(self, name: str, parameters: dict[str, Any]) -> None:
        report = ParamValidator().validate(parameters, _MODEL.operation_model(name).input_shape)
        if report.has_errors():
            raise ParamValidationError(report=report.generate_report())
        assert parameters["Bucket"] == self._bucket
        if name in self.fail_with:
            raise self.fail_with[name]
