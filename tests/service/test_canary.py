"""Releases into prod's own stacks: traffic moves by the canary that prod's data says, and back from a version that
fails; callers ask all the while, and what they get is counted.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer

from delivery.service_client import ServiceClient, ServiceResponse
from feature_stacks.environment_choices import Canary
from feature_stacks.naming import PRODUCT
from stages.environments import ENVIRONMENTS
from tests.localcloud.cloud_process import PROD, CloudProcess
from tests.localcloud.ministack.stacks import describe
from tests.service.deployed_service import Applicant, sample
from tests.service.deployment import deploy, stacks_of
from tests.traffic import RELEASE_HEADER, Traffic, bearable, most_of

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service_prod")]

STACK, FUNCTION = f"{PRODUCT}-cv-tailoring-prod", f"{PRODUCT}-cv-tailoring-lambda-prod"
APPLICATION, GROUP = f"{PRODUCT}-cv-tailoring-application-prod", f"{PRODUCT}-cv-tailoring-deployment-group-prod"
HANDLER = "handlers/cv_tailoring_handler.py"
COMPILED = re.compile(r"handlers/__pycache__/cv_tailoring_handler\.\S+\.pyc")
READ = "    request = read_request(event)\n"
ANSWER = "    return success(data, correlation_id=correlation_id)"
HEADERS = '    response["headers"].update(cross_origin)\n'
USERS = 3
ROLLOUT = next(one.rollout for one in ENVIRONMENTS if one.name == "prod")
assert isinstance(ROLLOUT, Canary)
SHARE = ROLLOUT.percent / 100
LONGEST_SECONDS = 180


@dataclass(frozen=True, kw_only=True)
class ProdService:
    """Prod's stacks, deployed without a pipeline; its operator is who calls it."""

    cloud: CloudProcess
    url: str
    bucket: str
    jobs_table: str

    def operator(self, service: str) -> Any:
        return self.cloud.client(service, PROD)

    def user(self) -> Callable[[], ServiceResponse]:
        """What somebody with a CV and a job of their own does for an answer."""
        applicant = Applicant.new()
        self.operator("s3").put_object(
            Bucket=self.bucket, Key=f"cvs/{applicant.user_id}/v1.json", Body=json.dumps(sample("cv")).encode()
        )
        job = {**sample("job"), "job_id": applicant.job_id}
        item = {name: TypeSerializer().serialize(value) for name, value in job.items()}
        self.operator("dynamodb").put_item(TableName=self.jobs_table, Item=item)
        credentials = self.cloud.session(PROD).get_credentials()
        client = ServiceClient(url=self.url, credentials=credentials, endpoint_url=self.cloud.endpoint_url)
        return lambda: client.post(applicant.request())

    def begin(self, release: str, *edits: tuple[str, str]) -> None:
        """Starts an update of the stack to a handler that is edited so, and says in a header which release it is."""
        cloudformation, s3 = self.operator("cloudformation"), self.operator("s3")
        found = cloudformation.get_template(StackName=STACK)["TemplateBody"]
        text = found if isinstance(found, str) else json.dumps(found)
        (version,) = (
            key for key, one in json.loads(text)["Resources"].items() if one["Type"] == "AWS::Lambda::Version"
        )
        # As the CDK does: another version has another logical id, whose end is in the names of its alarms.
        text = text.replace(version, f"{version[:-8]}{release}")
        document = json.loads(text.replace(f"-{version[-8:].lower()}-", f"-{release.lower()}-"))
        function = next(
            one["Properties"]
            for one in document["Resources"].values()
            if one["Type"] == "AWS::Lambda::Function" and one["Properties"]["FunctionName"] == FUNCTION
        )
        place = {"Bucket": function["Code"]["S3Bucket"], "Key": function["Code"]["S3Key"]}
        header = f'{HEADERS}    response["headers"]["{RELEASE_HEADER}"] = "{release}"\n'
        package = edited(s3.get_object(**place)["Body"].read(), (HEADERS, header), *edits)
        s3.put_object(Bucket=place["Bucket"], Key=f"{release}.zip", Body=package)
        function["Code"]["S3Key"] = f"{release}.zip"
        published = document["Resources"][f"{version[:-8]}{release}"]["Properties"]
        published["CodeSha256"] = base64.b64encode(hashlib.sha256(package).digest()).decode()
        s3.put_object(Bucket=place["Bucket"], Key=f"{release}.json", Body=json.dumps(document).encode())
        cloudformation.update_stack(
            StackName=STACK,
            TemplateURL=f"{self.cloud.endpoint_url}/{place['Bucket']}/{release}.json",
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )

    def status(self) -> str:
        return str(describe(self.cloud, STACK, account=PROD)["StackStatus"])

    def newest_deployment(self) -> dict[str, Any]:
        """Of the releases, leaving out what takes one back."""
        codedeploy = self.operator("codedeploy")
        ids = codedeploy.list_deployments(applicationName=APPLICATION, deploymentGroupName=GROUP)["deployments"]
        found = [codedeploy.get_deployment(deploymentId=one)["deploymentInfo"] for one in ids]
        releases = [one for one in found if one["creator"] != "codeDeployRollback"]
        newest: dict[str, Any] = max(releases, key=lambda one: one["createTime"])
        return newest

    def events(self, deployment: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """A deployment's lifecycle events by their names."""
        codedeploy, name = self.operator("codedeploy"), deployment["deploymentId"]
        (target,) = codedeploy.list_deployment_targets(deploymentId=name)["targetIds"]
        found = codedeploy.get_deployment_target(deploymentId=name, targetId=target)["deploymentTarget"]
        return {event["lifecycleEventName"]: event for event in found["lambdaTarget"]["lifecycleEvents"]}

    def canary(self, deployment: dict[str, Any]) -> tuple[datetime, datetime]:
        """From when to when a deployment sent requests to both versions, what took it back included."""
        shift = self.events(deployment)["AllowTraffic"]
        rollback = deployment.get("rollbackInfo", {}).get("rollbackDeploymentId")
        if not rollback:
            return shift["startTime"], shift["endTime"]
        taking_back = self.operator("codedeploy").get_deployment(deploymentId=rollback)["deploymentInfo"]
        return shift["startTime"], taking_back["completeTime"]


def edited(package: bytes, *edits: tuple[str, str]) -> bytes:
    """The function's package with its handler edited, and without what that was compiled to."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as before, zipfile.ZipFile(written, "w") as after:
        for entry in before.infolist():
            if COMPILED.fullmatch(entry.filename):
                continue
            content = before.read(entry)
            if entry.filename == HANDLER:
                text = content.decode()
                for old, new in edits:
                    assert text.count(old) == 1, old
                    text = text.replace(old, new)
                content = text.encode()
            after.writestr(entry, content)
    return written.getvalue()


def until(ready: Callable[[], object], what: str) -> None:
    """Stacks and aliases can only be looked at again and again."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while not ready():
        assert time.monotonic() < deadline, f"waited {LONGEST_SECONDS} s for {what}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def prod(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProdService]:
    directory = tmp_path_factory.mktemp("prod")
    with CloudProcess(state_dir=directory / "state", toolchain_dir=directory / "toolchain") as cloud:
        outputs = deploy(cloud, stacks_of(assembly, "Prod"), account=PROD)
        yield ProdService(
            cloud=cloud,
            url=outputs["CVTailoringUrl"],
            bucket=outputs["CvBucketName"],
            jobs_table=outputs["JobResearchTableName"],
        )


def released(prod: ProdService, name: str, *edits: tuple[str, str]) -> tuple[str, Traffic]:
    """Releases while users ask; returns the stack's status in the end, and what they got."""
    users = [prod.user() for _ in range(USERS)]
    prod.begin(name, *edits)
    with Traffic(users, per_second=bearable("prod")) as traffic:
        until(lambda: prod.status().endswith("_COMPLETE"), "the update to end")
    return prod.status(), traffic


def test_a_good_release_gets_its_share_then_everything_and_no_request_fails(prod: ProdService) -> None:
    status, traffic = released(prod, "Good1234")
    deployment = prod.newest_deployment()
    assert (status, deployment["status"]) == ("UPDATE_COMPLETE", "Succeeded"), deployment
    assert traffic.answers
    assert not traffic.unwell, traffic.unwell[:3]
    begin, end = prod.canary(deployment)
    new = sum(answer.release == "Good1234" and begin <= answer.sent <= end for answer in traffic.answers)
    assert new <= most_of(SHARE, traffic.between(begin, end))
    assert prod.user()().headers[RELEASE_HEADER] == "Good1234"


def test_a_release_that_fails_for_users_is_taken_back_and_fails_no_more_than_its_share(prod: ProdService) -> None:
    """Its checks find nothing, because it breaks for others than them."""
    broken = f'{READ}    if request.user_id.startswith("user-"):\n        raise RuntimeError("broken")\n'
    status, traffic = released(prod, "Throws12", (READ, broken))
    deployment = prod.newest_deployment()
    assert status == "UPDATE_ROLLBACK_COMPLETE", deployment
    assert deployment["errorInformation"]["code"] == "ALARM_ACTIVE", deployment
    assert f"{PRODUCT}-cv-tailoring-release-server-errors" in deployment["errorInformation"]["message"]
    failed, asked = len(traffic.failed), traffic.between(*prod.canary(deployment))
    print(f"{failed} of {asked} requests failed; a share of {SHARE:.0%} allows for {most_of(SHARE, asked):.1f}")
    assert 0 < failed <= most_of(SHARE, asked)
    assert "Throws12" not in {answer.release for answer in traffic.answers if answer.status == 200}
    assert {prod.user()().status for _ in range(10)} == {200}


def test_a_release_that_fails_its_check_gets_no_request(prod: ProdService) -> None:
    before = prod.user()().headers.get(RELEASE_HEADER, "")
    status, traffic = released(prod, "Refused1", (ANSWER, f"    data.tailored_cv.work_experience = []\n{ANSWER}"))
    deployment = prod.newest_deployment()
    assert status == "UPDATE_ROLLBACK_COMPLETE", deployment
    events = {name: event["status"] for name, event in prod.events(deployment).items()}
    assert (events["BeforeAllowTraffic"], events["AllowTraffic"]) == ("Failed", "Skipped"), deployment
    assert traffic.answers
    assert not traffic.unwell, traffic.unwell[:3]
    assert {answer.release for answer in traffic.answers} == {before}
