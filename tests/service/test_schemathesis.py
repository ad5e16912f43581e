"""Whatever is generated from the published document: no failure of the service, and no answer that the document does
not promise.

`make fuzz` sends ten thousand requests, different ones each time, and prints what was answered; a test run sends a few
dozen, the same each time.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case

from tests.localcloud.cloud_process import DEV
from tests.localcloud.ministack.principals import allow, make_user
from tests.service.deployed_service import Applicant, DeployedService
from tests.service.generated_requests import Conversation, cases

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("service")]

ASKED_FOR = os.environ.get("FUZZ_CASES", "")
CASES = int(ASKED_FOR or 60)


def test_every_answer_is_what_the_document_promises(service: DeployedService, applicant: Applicant) -> None:
    caller = make_user(service.cloud, DEV, allow("execute-api:Invoke", "*"))
    conversation = Conversation(service=service, credentials=caller.get_credentials())

    @settings(
        max_examples=CASES,
        derandomize=not ASKED_FOR,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(applicant))
    def answers_conform(case: Case[Any]) -> None:
        conversation.hold(case)

    answers_conform()
    print(f"\nfuzz: {conversation.statuses.total()} requests answered: {dict(sorted(conversation.statuses.items()))}")
    assert {200, 400, 404} <= set(conversation.statuses), "requests of each kind were sent"
