"""The endpoint with the engine `anthropic`: the real handler and the real SDK, over the planted cloud and the peer."""

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from logic.writing.backoff import Backoff
from logic.writing.drafting import Drafting
from tests.anthropic_peer import AnthropicPeer
from tests.unit.backend.conftest import Endpoint, LambdaContextDouble
from tests.unit.backend.fake_secrets import FakeSecrets
from tests.unit.backend.planted_cloud import sample

SECRET_NAME = "anthropic-careervp-dev"
API_KEY = "test-key-1"


@dataclass(kw_only=True)
class ModelEndpoint:
    """An endpoint whose model is a peer. `pauses` are the waits between attempts, in seconds; none is really waited."""

    endpoint: Endpoint
    peer: AnthropicPeer
    secrets: FakeSecrets
    pauses: list[float] = field(default_factory=list)

    def post(
        self, *, context: LambdaContextDouble | None = None, headers: dict[str, str] | None = None, **changes: Any
    ) -> tuple[int, dict[str, Any]]:
        """Status and envelope of the sample request, changed as told."""
        return self.endpoint.post({**sample("request"), **changes}, context=context, headers=headers)


ModelEndpoints = Callable[..., ModelEndpoint]


@pytest.fixture
def with_model(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelEndpoints]:
    """Makes an endpoint from a script for the peer; further arguments are the fallback and the function's variables.

    `rand` is what the back-off takes for chance, `judging` the peer's script for the judge; none where nobody judges.
    """
    with ExitStack() as peers:

        def make(
            *script: str,
            judging: Sequence[str] = (),
            fallback: bool = False,
            rand: float = 0.5,
            accepted_key: str | None = None,
            **variables: str,
        ) -> ModelEndpoint:
            peer = peers.enter_context(AnthropicPeer(*script, judging=judging or ("fair",), accepted_key=accepted_key))
            made = ModelEndpoint(endpoint=endpoint, peer=peer, secrets=FakeSecrets(**{SECRET_NAME: API_KEY}))
            settings = {
                "TAILORING_ENGINE": "anthropic",
                "ENGINE_FALLBACK": "true" if fallback else "false",
                "ENGINE_JUDGED": "true" if judging else "false",
                "ANTHROPIC_BASE_URL": peer.url,
                **variables,
            }
            for name, value in settings.items():
                monkeypatch.setenv(name, value)
            monkeypatch.setattr("dal.anthropic_messages.create_secrets_client", lambda: made.secrets)
            owned = functools.partial(Drafting, pause=made.pauses.append, backoff=Backoff(rand=lambda: rand))
            monkeypatch.setattr("logic.composition.Drafting", owned)
            return made

        yield make
