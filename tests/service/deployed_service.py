"""The service as deployed in the local cloud: called as its callers do, looked at and changed as its operator does."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from delivery.service_client import ExecuteApiUrl, ServiceClient, ServiceResponse
from feature_stacks.naming import PRODUCT
from tests.localcloud.cloud_process import DEV, REGION, CloudProcess
from tests.localcloud.ministack.principals import allow, make_user

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FUNCTION = f"{PRODUCT}-cv-tailoring-lambda-dev"
ROLE = f"{PRODUCT}-role-lambda-cv-tailoring-dev"
LOG_GROUP = f"{PRODUCT}-cv-tailoring-function-logs-dev"
SYNTHETIC_RULE = f"{PRODUCT}-cv-tailoring-synthetic-rule-dev"
IDEMPOTENCY_TABLE = f"{PRODUCT}-cv-tailoring-idempotency-table-dev"
ALIAS, STAGE = "live", "v1"
_UNLIMITED = 100_000


def sample(name: str) -> dict[str, Any]:
    """A document of samples/, fresh each time, so that a test may change it."""
    document: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return document


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Ids of one test's user, application and job; nobody else uses them."""

    user_id: str
    application_id: str
    job_id: str

    @classmethod
    def new(cls) -> Applicant:
        suffix = secrets.token_hex(6)
        return cls(user_id=f"user-{suffix}", application_id=f"application-{suffix}", job_id=f"job-{suffix}")

    def request(self, **changes: Any) -> dict[str, Any]:
        """The body of a request for them."""
        ids = {"user_id": self.user_id, "application_id": self.application_id, "job_id": self.job_id}
        return {**ids, **changes}


@dataclass(frozen=True, kw_only=True)
class DeployedService:
    """One deployed environment. `caller` may invoke this route and nothing else; `operator` clients may do anything."""

    cloud: CloudProcess
    outputs: Mapping[str, str]
    caller: ServiceClient = field(init=False)

    def __post_init__(self) -> None:
        url = ExecuteApiUrl.parse(self.url)
        route = f"arn:aws:execute-api:{REGION}:{DEV}:{url.api_id}/{STAGE}/POST/api/cv-tailoring"
        user = make_user(self.cloud, DEV, allow("execute-api:Invoke", route))
        object.__setattr__(self, "caller", self.client_of(user.get_credentials()))

    @property
    def url(self) -> str:
        return self.outputs["CVTailoringUrl"]

    @property
    def artifacts_table(self) -> str:
        return self.outputs["CVTailoringTableName"]

    @property
    def bucket(self) -> str:
        return self.outputs["CvBucketName"]

    @property
    def jobs_table(self) -> str:
        return self.outputs["JobResearchTableName"]

    def operator(self, service: str) -> Any:
        return self.cloud.client(service, DEV)

    def client_of(self, credentials: Any) -> ServiceClient:
        """A client that signs with some credentials, or not at all with None."""
        return ServiceClient(url=self.url, credentials=credentials, endpoint_url=self.cloud.endpoint_url)

    def post(self, body: Mapping[str, Any] | bytes, **headers: str) -> ServiceResponse:
        """POST as the caller; header names are written with underscores."""
        return self.caller.post(body, headers={name.replace("_", "-"): value for name, value in headers.items()})

    # What the service reads and writes

    def plant(self, *, cv: object = None, job: Mapping[str, Any] | None = None) -> Applicant:
        """Store a CV and a job, the samples unless others are given, under ids of their own."""
        applicant = Applicant.new()
        self.plant_cv(applicant, sample("cv") if cv is None else cv)
        self.plant_job({**(sample("job") if job is None else job), "job_id": applicant.job_id})
        return applicant

    def plant_cv(self, applicant: Applicant, cv: object, *, version: int = 1) -> None:
        content = cv if isinstance(cv, bytes) else json.dumps(cv, ensure_ascii=False).encode()
        self.operator("s3").put_object(Bucket=self.bucket, Key=f"cvs/{applicant.user_id}/v{version}.json", Body=content)

    def plant_job(self, job: Mapping[str, Any]) -> None:
        exact = json.loads(json.dumps(job), parse_float=Decimal)
        item = {name: TypeSerializer().serialize(value) for name, value in exact.items()}
        self.operator("dynamodb").put_item(TableName=self.jobs_table, Item=item)

    def raw_artifacts(self, applicant: Applicant) -> list[dict[str, Any]]:
        """The items of an application as DynamoDB holds them, oldest first."""
        found = self.operator("dynamodb").query(
            TableName=self.artifacts_table,
            KeyConditionExpression="application_id = :id",
            ExpressionAttributeValues={":id": {"S": applicant.application_id}},
            ConsistentRead=True,
        )
        items: list[dict[str, Any]] = found["Items"]
        return items

    def artifacts(self, applicant: Applicant) -> list[dict[str, Any]]:
        """The same as Python values; numbers are Decimal."""
        deserialize = TypeDeserializer().deserialize
        return [{name: deserialize(value) for name, value in item.items()} for item in self.raw_artifacts(applicant)]

    def objects(self, prefix: str) -> list[str]:
        """Keys in the bucket."""
        listed = self.operator("s3").list_objects_v2(Bucket=self.bucket, Prefix=prefix)
        return [entry["Key"] for entry in listed.get("Contents", ())]

    def table_keys(self, table: str) -> list[dict[str, Any]]:
        """The keys of all items of a table."""
        dynamodb = self.operator("dynamodb")
        names = [part["AttributeName"] for part in dynamodb.describe_table(TableName=table)["Table"]["KeySchema"]]
        pages = dynamodb.get_paginator("scan").paginate(TableName=table)
        return [{name: item[name] for name in names} for page in pages for item in page["Items"]]

    def log_lines(self) -> list[str]:
        """Everything that the function has written to CloudWatch Logs so far."""
        pages = self.operator("logs").get_paginator("filter_log_events").paginate(logGroupName=LOG_GROUP)
        return [event["message"] for page in pages for event in page["events"]]

    # What an operator changes; each change is taken back at the end

    @contextmanager
    def configured(self, **variables: str) -> Iterator[None]:
        """Release the function with other variables: a new version, to which the alias then points."""
        functions = self.operator("lambda")
        before = functions.get_function_configuration(FunctionName=FUNCTION)["Environment"]["Variables"]
        version = functions.get_alias(FunctionName=FUNCTION, Name=ALIAS)["FunctionVersion"]
        try:
            functions.update_function_configuration(
                FunctionName=FUNCTION, Environment={"Variables": {**before, **variables}}
            )
            published = functions.publish_version(FunctionName=FUNCTION)["Version"]
            functions.update_alias(FunctionName=FUNCTION, Name=ALIAS, FunctionVersion=published)
            yield
        finally:
            functions.update_alias(FunctionName=FUNCTION, Name=ALIAS, FunctionVersion=version)
            functions.update_function_configuration(FunctionName=FUNCTION, Environment={"Variables": before})

    @contextmanager
    def denied(self, action: str, resource: str) -> Iterator[None]:
        """Take one permission from the function's role."""
        iam, name = self.operator("iam"), f"denied-{secrets.token_hex(4)}"
        statement = {"Effect": "Deny", "Action": action, "Resource": resource}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        iam.put_role_policy(RoleName=ROLE, PolicyName=name, PolicyDocument=json.dumps(policy))
        try:
            yield
        finally:
            iam.delete_role_policy(RoleName=ROLE, PolicyName=name)

    @contextmanager
    def throttled(self, *, rate: float, burst: int) -> Iterator[None]:
        """Set the stage's limits to a rate a second and a burst."""
        self.set_limits(rate=rate, burst=burst)
        try:
            yield
        finally:
            self.lift_limits()

    def lift_limits(self) -> None:
        """Accept whatever comes: a test suite is faster than the callers that the environment's limits are made for."""
        self.set_limits(rate=_UNLIMITED, burst=_UNLIMITED)

    def set_limits(self, *, rate: float, burst: int) -> None:
        limits = {"rateLimit": str(rate), "burstLimit": str(burst)}
        self.operator("apigateway").update_stage(
            restApiId=ExecuteApiUrl.parse(self.url).api_id,
            stageName=STAGE,
            patchOperations=[
                {"op": "replace", "path": f"/*/*/throttling/{name}", "value": value} for name, value in limits.items()
            ],
        )

    def hold_checks(self) -> None:
        """Make no synthetic check: its requests would be found among a test's own."""
        self.operator("events").disable_rule(Name=SYNTHETIC_RULE)

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Make synthetic checks, as often as the schedule says."""
        self.operator("events").enable_rule(Name=SYNTHETIC_RULE)
        try:
            yield
        finally:
            self.hold_checks()

    def table_arn(self, table: str) -> str:
        return f"arn:aws:dynamodb:{REGION}:{DEV}:table/{table}"
