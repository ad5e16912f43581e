"""Commits that must not get through, and where each is stopped."""

from __future__ import annotations

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.faults.fault import Fault, Prod
from tests.faults.processes import DEV_DEPLOY
from tests.faults.scene import HANDLER, Edit, Outcome, Scene

_BUCKET = "            bucket_key_enabled=True,  # one request to KMS for many objects\n            enforce_ssl=True,\n"
_URL = '        url = api.url_for_path(f"/{API_PREFIX}/{CV_TAILORING_API_PATH}")\n'
_READ = "    request = read_request(event)\n"
_REGISTERED = '    record="docs/adr/0006-python-3-11.md",\n    expires=datetime.date(2027, 5, 31),\n'


def stopped(name: str, injected: str, action: str, *edits: Edit, said: tuple[str, ...]) -> Fault:
    """A commit that fails an action, with which its execution ends."""

    def inject(scene: Scene) -> Outcome:
        scene.settle()
        pushed = scene.push(f"Fault: {name}", *edits)
        return Outcome(execution=scene.delivery.follow(pushed.execution), release=pushed.release)

    return Fault(
        name=name,
        injected=injected,
        action=action,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=said,
        inject=inject,
        edits=edits,
    )


FAULTS = (
    stopped(
        "synth error",
        "a construct uses a name that does not exist",
        "Build/Synth",
        ("feature_stacks/cv_bucket.py", "        self.bucket = s3.Bucket(\n", "        self.bucket = s3.Buckett(\n"),
        said=("AttributeError", "Buckett"),
    ),
    stopped(
        "nag finding",
        "the CV bucket takes requests without TLS",
        "Build/Synth",
        ("feature_stacks/cv_bucket.py", _BUCKET, _BUCKET.replace("            enforce_ssl=True,\n", "")),
        said=("AwsSolutions-S10", f"{PIPELINE_STACK}/Dev/Shared", "SSL", "made in feature_stacks/cv_bucket.py:"),
    ),
    stopped(
        "expired excuse",
        "an acknowledgement's day to look again has passed",
        "Build/Synth",
        ("compliance/register/decisions.py", _REGISTERED, _REGISTERED.replace("2027, 5, 31", "2026, 1, 1")),
        said=("expired on 2026-01-01",),
    ),
    stopped(
        "assertion failure",
        "the function gets less memory than the product promises",
        "Dev/Assertions",
        (
            "feature_stacks/constants.py",
            "CV_TAILORING_LAMBDA_MEMORY_MB: Final = 3072",
            "CV_TAILORING_LAMBDA_MEMORY_MB: Final = 2048",
        ),
        said=("test_lambda_memory_is_at_least_3072_mb",),
    ),
    stopped(
        "change set that fails",
        "a template has a parameter that nobody gives",
        f"Dev/{PRODUCT}-cv-tailoring-dev.Prepare",
        (
            "feature_stacks/cv_tailoring_stack.py",
            _URL,
            f'{_URL}        forgotten = __import__("aws_cdk").CfnParameter(self, "Forgotten")\n'
            "        function = self.cv_tailoring.lambda_function.node.default_child\n"
            '        function.add_property_override("Description", {"Ref": forgotten.logical_id})\n',
        ),
        said=("Forgotten",),
    ),
    stopped(
        "dev smoke failure: wrong record",
        "an artifact is kept for twice as long as promised",
        "Dev/Smoke",
        ("src/backend/dal/artifact_store.py", "+ self._retention\n", "+ 2 * self._retention\n"),
        said=("test_the_artifact_is_kept_for_ninety_days",),
    ),
    stopped(
        "pre-traffic hook refuses: 500",
        "the function fails on every request",
        DEV_DEPLOY,
        (HANDLER, _READ, f'{_READ}    raise RuntimeError("broken")\n'),
        said=("BeforeAllowTraffic", "UPDATE_ROLLBACK_COMPLETE"),
    ),
    stopped(
        "pre-traffic hook refuses: wrong body",
        "an answer lacks the tailored CV's summary",
        DEV_DEPLOY,
        (
            HANDLER,
            "    return success(data, correlation_id=correlation_id)",
            '    data.tailored_cv.executive_summary = ""\n    return success(data, correlation_id=correlation_id)',
        ),
        said=("BeforeAllowTraffic", "UPDATE_ROLLBACK_COMPLETE"),
    ),
    stopped(
        "new version rolled back: slow",
        "the function takes longer than API Gateway waits",
        DEV_DEPLOY,
        (HANDLER, _READ, f"{_READ}    time.sleep(35)\n"),
        said=("UPDATE_ROLLBACK_COMPLETE", "CVTailoringLive"),
    ),
)
