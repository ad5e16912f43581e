"""Releases that prod must not keep: refused before traffic, taken back during the canary, during the bake or by the
smoke tests, and not even begun while dev is not well or the window is closed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from feature_stacks.naming import PIPELINE_STACK, PRODUCT
from tests.e2e.caller import Caller, traffic_of
from tests.e2e.delivery import DEV, PROD, Delivery
from tests.e2e.edits import KEPT_TOO_LONG_IN_PROD
from tests.faults.accounts import denied
from tests.faults.fault import Fault, Prod
from tests.faults.processes import PROD_DEPLOY, killed
from tests.faults.scene import APPROVAL, HANDLER, Edit, Outcome, Scene
from tests.traffic import most_of

_READ = "    request = read_request(event)\n"
_FUNCTION = f"{PRODUCT}-cv-tailoring-lambda-prod"
_BROKEN_FOR_CALLERS = (
    HANDLER,
    _READ,
    f'{_READ}    if request.user_id.startswith("caller-"):\n        raise RuntimeError("broken")\n',
)
# Its own answers of 500 would be seen by an alarm as soon as by the check.
_ANSWER = "    return success(data, correlation_id=correlation_id)"
_WRONG_IN_PROD = (
    HANDLER,
    _ANSWER,
    f'    if os.environ["ENVIRONMENT"] == "prod":\n        data.tailored_cv.work_experience = []\n{_ANSWER}',
)
_HEALTH = f"{PRODUCT}-cv-tailoring-health-alarm"
_ROLLOUT = "        rollout=Canary(percent=10, minutes=5),\n"
_ONLY_IN_2020 = ("stages/environments.py", _ROLLOUT, f'{_ROLLOUT}        deployment_window="* * * ? * SUN-SAT 2020",\n')


def _share(delivery: Delivery) -> float:
    """Which part of prod's requests goes to the version that is not the alias's own: 0 where there is none."""
    alias = delivery.client("lambda", PROD).get_alias(FunctionName=_FUNCTION, Name="live")
    return float(sum(alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {}).values()))


@contextmanager
def _announced(delivery: Delivery) -> Iterator[list[str]]:
    """What the pipeline's topic sends while the block runs, complete after it."""
    sns, sqs = delivery.client("sns"), delivery.client("sqs")
    (stack,) = delivery.client("cloudformation").describe_stacks(StackName=PIPELINE_STACK)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    topic = outputs["NotificationTopicArn"]
    queue = sqs.create_queue(QueueName=f"announced-{secrets.token_hex(4)}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    messages: list[str] = []
    try:
        yield messages
        while found := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages"):
            for message in found:
                messages.append(message["Body"])
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    finally:
        sns.unsubscribe(SubscriptionArn=subscription)
        sqs.delete_queue(QueueUrl=queue)


def _approved(scene: Scene, message: str, *edits: Edit) -> Outcome:
    """An execution of a new commit that a person has just let into prod."""
    scene.settle()
    pushed = scene.push(message, *edits)
    execution = scene.delivery.approve(pushed.execution)
    return Outcome(execution=execution, release=pushed.release)


def _seen(scene: Scene, outcome: Outcome, announced: list[str]) -> Outcome:
    """The outcome with all that a person reads of it: what `watch` says and what was sent to them."""
    failed = [text for text in announced if outcome.execution in text and "FAILED" in text]
    assert failed, f"nobody was sent that {outcome.execution} failed: {announced}"
    watched = scene.delivery.command("watch", "--execution", outcome.execution, "--timeout", "1").stdout
    return Outcome(execution=outcome.execution, release=outcome.release, output=watched)


def _refused_before_traffic(scene: Scene) -> Outcome:
    """It is right in dev and wrong in prod, where callers ask all the while and notice nothing."""
    with _announced(scene.delivery) as announced, traffic_of(scene.delivery, "prod") as traffic:
        outcome = _approved(scene, "Wrong in prod", _WRONG_IN_PROD)
        scene.delivery.wait_for_end(outcome.execution)
        scene.put_back(outcome.execution)
    assert traffic.answers
    assert not traffic.unwell, traffic.unwell[:3]
    assert outcome.release not in {answer.release for answer in traffic.answers}
    return _seen(scene, outcome, announced)


def _alarm_during_the_canary(scene: Scene) -> Outcome:
    """Its checks find nothing, for it breaks for others than them. No more than the canary's share of the requests
    fail, and those that do not are answered by the version before.
    """
    delivery = scene.delivery
    with _announced(delivery) as announced:
        outcome = _approved(scene, "Broken for callers", _BROKEN_FOR_CALLERS)
        with traffic_of(delivery, "prod") as traffic:
            share = scene.until(lambda: _share(delivery), "the canary to begin")
            begun = len(traffic.answers)
            scene.until(lambda: not _share(delivery), "the canary to end")
            meanwhile = traffic.answers[begun:]
            delivery.wait_for_end(outcome.execution)
            scene.put_back(outcome.execution)
    _assert_bounded(share, failed=len(traffic.failed), asked=len(meanwhile))
    assert {answer.status for answer in traffic.answers} == {200, 500}
    assert outcome.release not in {answer.release for answer in traffic.answers if answer.status == 200}
    return _seen(scene, outcome, announced)


def _assert_bounded(share: float, *, failed: int, asked: int) -> None:
    bound = most_of(share, asked)
    print(f"during the canary {failed} of {asked} requests failed; a share of {share:.0%} bounds them by {bound:.0f}")
    assert 0 < failed <= bound


def _alarm_during_the_bake(scene: Scene) -> Outcome:
    """Nobody calls until all of the traffic has moved and the smoke tests are through."""
    delivery = scene.delivery
    with _announced(delivery) as announced:
        outcome = _approved(scene, "Broken for callers, who come late", _BROKEN_FOR_CALLERS)
        scene.until(
            lambda: delivery.actions(outcome.execution).get("Prod/Smoke", {}).get("status") == "Succeeded",
            "the smoke tests of prod to succeed",
        )
        with traffic_of(delivery, "prod") as traffic:
            delivery.wait_for_end(outcome.execution)
        scene.put_back(outcome.execution)
    assert traffic.failed
    assert Caller.of(delivery, "prod", kind="caller").ask().status == 200
    return _seen(scene, outcome, announced)


def _smoke_failure_in_prod(scene: Scene) -> Outcome:
    with _announced(scene.delivery) as announced:
        outcome = _approved(scene, "Kept for too long in prod", KEPT_TOO_LONG_IN_PROD)
        scene.delivery.wait_for_end(outcome.execution)
        scene.put_back(outcome.execution)
    return _seen(scene, outcome, announced)


def _dev_is_not_well(scene: Scene) -> Outcome:
    """A person says yes while dev's callers see failures."""
    delivery = scene.delivery
    waiting = scene.at_approval("Approved while dev fails")
    with _announced(delivery) as announced:
        with (
            denied(delivery, f"{PRODUCT}-role-lambda-cv-tailoring-dev", "dynamodb:PutItem"),
            traffic_of(delivery, "dev"),
        ):
            scene.until(lambda: _alarm_state(delivery) == "ALARM", "dev's alarm")
            scene.answer(scene.token(), "Approved")
            scene.moving = None
            delivery.wait_for_end(waiting.execution)
        assert delivery.newest_execution() == waiting.execution, "prod was never begun: nothing is to be taken back"
        scene.until(lambda: _alarm_state(delivery) == "OK", "dev to be well again")
    return _seen(scene, waiting, announced)


def _alarm_state(delivery: Delivery) -> str:
    cloudwatch = delivery.client("cloudwatch", DEV)
    (alarm,) = cloudwatch.describe_alarms(AlarmNames=[f"{_HEALTH}-dev"])["MetricAlarms"]
    return str(alarm["StateValue"])


def _closed_window(scene: Scene) -> Outcome:
    """Prod is closed for a person's yes, and for the retry after it."""
    delivery = scene.delivery
    with _announced(delivery) as announced:
        outcome = _approved(scene, "Prod only in 2020", _ONLY_IN_2020)
        delivery.wait_for_end(outcome.execution)
        delivery.command("retry", "Prod", "--execution", outcome.execution, "--yes")
        delivery.wait_for_end(outcome.execution)
    return _seen(scene, outcome, announced)


def _killed_in_the_canary(scene: Scene) -> Outcome:
    outcome = _approved(scene, "Killed in the canary")
    scene.until(lambda: _share(scene.delivery), "the canary to begin")
    return killed(scene, outcome)


def _in_prod(
    name: str,
    injected: str,
    inject: Callable[[Scene], Outcome],
    *,
    action: str,
    state: str,
    said: tuple[str, ...],
    edit: Edit,
) -> Fault:
    """A release that fails in prod, which goes back by itself."""
    return Fault(
        name=name,
        injected=injected,
        action=action,
        state=state,
        execution="Failed",
        prod=Prod.PUT_BACK,
        said=(*said, "taken back by itself, by execution"),
        inject=inject,
        edits=(edit,),
    )


FAULTS = (
    _in_prod(
        "pre-traffic hook refuses",
        "answers lack the work experience, but only in prod; callers ask all the while, and all are answered",
        _refused_before_traffic,
        action=PROD_DEPLOY,
        state="Failed",
        said=("BeforeAllowTraffic",),
        edit=_WRONG_IN_PROD,
    ),
    _in_prod(
        "alarm during the canary",
        "the function fails for all but the checks; callers ask all the while, and the canary's share of them fails",
        _alarm_during_the_canary,
        action=PROD_DEPLOY,
        state="Failed",
        said=(f"{PRODUCT}-cv-tailoring-release-server-errors",),
        edit=_BROKEN_FOR_CALLERS,
    ),
    _in_prod(
        "alarm during the bake",
        "the function fails for all but the checks; callers come after the canary and the smoke tests",
        _alarm_during_the_bake,
        action="Prod/Smoke",
        state="Succeeded",
        said=("ProdIsWell", f"The alarm {_HEALTH}-prod is in state ALARM"),
        edit=_BROKEN_FOR_CALLERS,
    ),
    _in_prod(
        "prod smoke failure",
        "an artifact is kept for twice as long as promised, but only in prod",
        _smoke_failure_in_prod,
        action="Prod/Smoke",
        state="Failed",
        said=("test_the_artifact_is_kept_for_ninety_days",),
        edit=KEPT_TOO_LONG_IN_PROD,
    ),
    Fault(
        name="alarm of dev before prod",
        injected="dev's function may not write while a person says yes, and callers of dev see it",
        action=APPROVAL,
        state="Succeeded",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("DevIsWell", f"The alarm {_HEALTH}-dev is in state ALARM"),
        inject=_dev_is_not_well,
    ),
    Fault(
        name="server killed in the canary",
        injected="SIGKILL while a tenth of prod's requests goes to the new version; then `delivery up`",
        action=PROD_DEPLOY,
        state="Succeeded",
        execution="Succeeded",
        prod=Prod.RELEASED,
        said=("is no longer running",),
        inject=_killed_in_the_canary,
    ),
    Fault(
        name="closed window",
        injected="prod gets a deployment window of which nothing is left; a person says yes, then tries again",
        action=APPROVAL,
        state="Succeeded",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("Window", "is closed"),
        inject=_closed_window,
        edits=(_ONLY_IN_2020,),
    ),
)
