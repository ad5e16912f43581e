"""Requests that Schemathesis generates from the published document, signed and sent; each answer is held to it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import strategies as st
from requests.auth import AuthBase
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from delivery.service_client import ExecuteApiUrl
from tests.localcloud.cloud_process import REGION
from tests.service.deployed_service import STAGE, Applicant, DeployedService
from tests.service.published_document import DOCUMENT

CONFORMS: tuple[CheckFunction, ...] = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
)
_KEY_REUSED = "belongs to a different request"
# Each request is signed whatever was generated, so signatures are no part of what is varied.
_UNSIGNED = {name: value for name, value in DOCUMENT.items() if name != "security"}
_OPERATION = schemathesis.openapi.from_dict(_UNSIGNED)["/api/cv-tailoring"]["POST"]


class Signature(AuthBase):
    """Signs a request of `requests` as it goes out."""

    def __init__(self, credentials: Credentials) -> None:
        self._signer = SigV4Auth(credentials, "execute-api", REGION)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        signed = AWSRequest(method=request.method, url=request.url, data=request.body or b"")
        self._signer.add_auth(signed)
        request.headers.update(signed.headers.items())
        return request


def cases(applicant: Applicant) -> st.SearchStrategy[Case[Any]]:
    """Good and bad requests, half and half; half of the good ones ask for what is stored."""

    def aimed(drawn: tuple[Case[Any], bool]) -> Case[Any]:
        case, at_stored = drawn
        assert isinstance(case.body, dict)
        # To JSON Schema 2020-12 493.0 is an integer. The document says in words that it must be written as 493.
        case.body = {name: int(part) if isinstance(part, float) else part for name, part in case.body.items()}
        if at_stored:
            case.body = {**case.body, "user_id": applicant.user_id, "job_id": applicant.job_id, "cv_version": 1}
        return case

    good = _OPERATION.as_strategy(generation_mode=GenerationMode.POSITIVE)
    bad = _OPERATION.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return st.one_of(st.tuples(good, st.booleans()).map(aimed), bad)


@dataclass
class Conversation:
    """Sends cases to one deployed service and counts what it answered."""

    service: DeployedService
    credentials: Credentials
    statuses: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        api_id = ExecuteApiUrl.parse(self.service.url).api_id
        self._base_url = f"{self.service.cloud.endpoint_url}/_aws/execute-api/{api_id}/{STAGE}"
        self._session = requests.Session()
        self._session.trust_env = False
        self._signature = Signature(self.credentials)

    def hold(self, case: Case[Any]) -> None:
        """Send a case.

        Raises:
            schemathesis.errors.FailureGroup: the answer is not what the document promises; it says how to repeat it.
        """
        answer = case.call(base_url=self._base_url, session=self._session, auth=self._signature)
        self.statuses[answer.status_code] += 1
        checks = CONFORMS if _key_was_used_before(answer) else (*CONFORMS, positive_data_acceptance)
        case.validate_response(answer, checks=list(checks))


def _key_was_used_before(answer: Any) -> bool:
    """A generated key may have been generated before; that such a request is refused is no fault."""
    return answer.status_code == 400 and _KEY_REUSED in json.dumps(answer.json())
