"""Who asks a deployed environment's endpoint: a caller with a CV and a job of its own."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from boto3.dynamodb.types import TypeSerializer
from botocore.credentials import Credentials

from delivery.service_client import ServiceClient, ServiceResponse
from feature_stacks.naming import PRODUCT
from tests.e2e.delivery import DEV, PROD, Delivery
from tests.traffic import Traffic, bearable

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_ACCOUNTS = {"dev": DEV, "prod": PROD}
_AT_ONCE = 2


def outputs_of(delivery: Delivery, environment: str) -> dict[str, str]:
    """The outputs of an environment's stacks."""
    cloudformation = delivery.client("cloudformation", _ACCOUNTS[environment])
    return {
        output["OutputKey"]: output["OutputValue"]
        for stack in (f"{PRODUCT}-shared-{environment}", f"{PRODUCT}-cv-tailoring-{environment}")
        for output in cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    }


@dataclass(frozen=True)
class Caller:
    """Asks for one CV again and again.

    Attributes:
        id: of the user, the application and the job.
    """

    id: str
    _client: ServiceClient

    @classmethod
    def of(cls, delivery: Delivery, environment: str, *, kind: str) -> Caller:
        """One who may call the environment, as its operator; `kind` is how the id begins."""
        outputs, account = outputs_of(delivery, environment), _ACCOUNTS[environment]
        user = f"{kind}-{secrets.token_hex(6)}"
        cv, job = (json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8")) for name in ("cv", "job"))
        item = {name: TypeSerializer().serialize(value) for name, value in {**job, "job_id": user}.items()}
        delivery.client("s3", account).put_object(
            Bucket=outputs["CvBucketName"], Key=f"cvs/{user}/v1.json", Body=json.dumps(cv).encode()
        )
        delivery.client("dynamodb", account).put_item(TableName=outputs["JobResearchTableName"], Item=item)
        keys = delivery.credentials(account)
        credentials = Credentials(keys["aws_access_key_id"], keys["aws_secret_access_key"])
        url = outputs["CVTailoringUrl"]
        return cls(user, ServiceClient(url=url, credentials=credentials, endpoint_url=delivery.endpoint))

    def ask(self) -> ServiceResponse:
        """The answer, whatever it is; each that is well leaves one more artifact in the table."""
        ids = {"user_id": self.id, "application_id": self.id, "job_id": self.id}
        return self._client.post({**ids, "cv_version": 1})


def traffic_of(delivery: Delivery, environment: str) -> Traffic:
    """Callers of an environment who keep asking."""
    users = [Caller.of(delivery, environment, kind="caller").ask for _ in range(_AT_ONCE)]
    return Traffic(users, per_second=bearable(environment))
