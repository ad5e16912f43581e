"""The language model that dev's release writes with is down, or it lies."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from feature_stacks.naming import PRODUCT, anthropic_secret_name
from tests.anthropic_peer import AnthropicPeer
from tests.e2e.caller import Caller
from tests.e2e.delivery import DEV, Delivery
from tests.faults.fault import Fault, Prod
from tests.faults.processes import DEV_DEPLOY
from tests.faults.scene import APPROVAL, Edit, Outcome, Scene

_KEY_NAME = anthropic_secret_name("dev")
_CHECK_LOGS = f"{PRODUCT}-cv-tailoring-checks-logs-dev"
_ANYWHERE = "http://127.0.0.1:1"
_DEV_ORIGINS = '        cors_origins=(f"https://dev.{PRODUCT}.example",),\n'
_DEV_ENGINE = (
    f'engine=EnginePolicy(engine="extractive", fallback=True, judged=True, model=CLAUDE_HAIKU),\n{_DEV_ORIGINS}'
)


def _written_by(url: str, *, fallback: bool) -> Edit:
    """Dev's release writes with the model at that address; without it, where it may, with the deterministic engine."""
    model = f'__import__("dataclasses").replace(CLAUDE_HAIKU, base_url="{url}")'
    policy = (
        f'engine=EnginePolicy(engine="anthropic", fallback={fallback}, judged=True, model={model}),\n{_DEV_ORIGINS}'
    )
    return ("stages/environments.py", _DEV_ENGINE, policy)


@contextmanager
def _key_of_the_model(delivery: Delivery) -> Iterator[str]:
    """A key in the secret that dev's function reads it from."""
    store, key = delivery.client("secretsmanager", DEV), secrets.token_hex(16)
    store.create_secret(Name=_KEY_NAME, SecretString=key)
    try:
        yield key
    finally:
        store.delete_secret(SecretId=_KEY_NAME, ForceDeleteWithoutRecovery=True)


def _down(scene: Scene) -> Outcome:
    """Nobody listens where the model was; users of dev get a CV all the same."""
    scene.settle()
    with AnthropicPeer("good") as peer:
        gone = peer.url
    with _key_of_the_model(scene.delivery):
        pushed = scene.push("Written by a model that is down", _written_by(gone, fallback=True))
        execution = scene.delivery.wait_for_approval(pushed.execution)
        answer = Caller.of(scene.delivery, "dev", kind="caller").ask()
    metadata = answer.json()["data"]["metadata"]
    assert (answer.status, metadata["engine"], metadata["degraded"]) == (200, "extractive", True), answer.body
    scene.moving = Outcome(execution=execution, release=pushed.release)
    return scene.moving


def _lying(scene: Scene) -> Outcome:
    """It invents an employer, however often it is asked again; the check before traffic gets no CV and says so."""
    scene.settle()
    with _key_of_the_model(scene.delivery) as key, AnthropicPeer("invented_employer", accepted_key=key) as peer:
        pushed = scene.push("Written by a model that lies", _written_by(peer.url, fallback=False))
        execution = scene.delivery.follow(pushed.execution)
        assert peer.requests, "nobody asked the model"
    pages = scene.delivery.client("logs", DEV).get_paginator("filter_log_events").paginate(logGroupName=_CHECK_LOGS)
    assert any("FVS_HALLUCINATION_DETECTED" in event["message"] for page in pages for event in page["events"])
    return Outcome(execution=execution, release=pushed.release)


FAULTS = (
    Fault(
        name="model down",
        injected="dev's release writes with a language model that nobody serves; another engine may stand in",
        action=APPROVAL,
        state="InProgress",
        execution="InProgress",
        prod=Prod.UNCHANGED,
        said=("waits for a person",),
        inject=_down,
        edits=(_written_by(_ANYWHERE, fallback=True),),
    ),
    Fault(
        name="model lying",
        injected="dev's release writes with a language model that invents an employer; no other engine may stand in",
        action=DEV_DEPLOY,
        state="Failed",
        execution="Failed",
        prod=Prod.UNCHANGED,
        said=("BeforeAllowTraffic", "UPDATE_ROLLBACK_COMPLETE"),
        inject=_lying,
        edits=(_written_by(_ANYWHERE, fallback=False),),
    ),
)
