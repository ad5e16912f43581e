"""The envelope is DSSE: its published test vector, in-toto's own reader, and its refusal of anything else."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
import securesystemslib.dsse
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer._key import SSlibKey  # its __init__ re-exports without saying so

from compliance.provenance.envelope import (
    PAYLOAD_TYPE,
    EnvelopeError,
    SignatureError,
    open_envelope,
    seal,
    signed_bytes,
)
from tests.compliance.provenance.conftest import SigningKey, new_key

PAYLOAD = b'{"_type": "something"}'


@pytest.fixture
def envelope(key: SigningKey) -> dict[str, Any]:
    return seal(PAYLOAD, key_id="a hint", sign=key.sign)


def test_the_signed_bytes_are_those_of_the_specifications_example() -> None:
    # https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md#test-vectors
    expected = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert signed_bytes("http://example.com/HelloWorld", b"hello world") == expected


def test_lengths_are_those_of_bytes() -> None:
    assert signed_bytes("é", "ü".encode()) == b"DSSEv1 2 \xc3\xa9 2 \xc3\xbc"


def test_what_was_sealed_opens(envelope: dict[str, Any], key: SigningKey) -> None:
    assert open_envelope(json.dumps(envelope).encode(), verify=key.verify) == PAYLOAD


def test_in_totos_own_reader_accepts_the_envelope_and_no_other_key(envelope: dict[str, Any], key: SigningKey) -> None:
    read = securesystemslib.dsse.Envelope.from_dict(copy.deepcopy(envelope))
    assert read.payload == PAYLOAD
    assert read.verify([SSlibKey.from_crypto(key.private.public_key(), keyid="a hint")], 1)
    with pytest.raises(VerificationError):
        read.verify([SSlibKey.from_crypto(new_key().private.public_key(), keyid="a hint")], 1)


def test_the_envelope_has_the_fields_of_its_published_schema_and_no_other(envelope: dict[str, Any]) -> None:
    # https://github.com/secure-systems-lab/dsse/blob/v1.0.0/envelope.proto (Apache-2.0): Envelope, Signature
    assert set(envelope) == {"payload", "payloadType", "signatures"}
    (signature,) = envelope["signatures"]
    assert set(signature) == {"sig", "keyid"}
    assert base64.b64decode(signature["sig"], validate=True)


def test_either_alphabet_of_base64_is_read(key: SigningKey) -> None:
    payload = bytes(range(256))
    envelope = seal(payload, key_id="", sign=key.sign)
    envelope["payload"] = base64.urlsafe_b64encode(payload).decode()
    assert open_envelope(json.dumps(envelope).encode(), verify=key.verify) == payload


def test_one_signature_of_the_key_among_others_is_enough(envelope: dict[str, Any], key: SigningKey) -> None:
    another = seal(PAYLOAD, key_id="", sign=new_key().sign)
    envelope["signatures"] = [*another["signatures"], *envelope["signatures"]]
    assert open_envelope(json.dumps(envelope).encode(), verify=key.verify) == PAYLOAD


def without(field: str) -> Callable[[dict[str, Any]], None]:
    return lambda envelope: envelope.pop(field)


def with_value(field: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda envelope: envelope.update({field: value})


@pytest.mark.parametrize(
    "change",
    [
        without("payload"),
        without("payloadType"),
        without("signatures"),
        with_value("payload", "not base64!"),
        with_value("payload", 1),
        with_value("signatures", [{}]),
        with_value("signatures", [{"sig": "?"}]),
        with_value("signatures", None),
        with_value("payloadType", "application/json"),
        with_value("payloadType", f"{PAYLOAD_TYPE} "),
    ],
)
def test_what_is_no_envelope_of_a_statement_is_refused(
    envelope: dict[str, Any], key: SigningKey, change: Callable[[dict[str, Any]], None]
) -> None:
    change(envelope)
    with pytest.raises(EnvelopeError):
        open_envelope(json.dumps(envelope).encode(), verify=key.verify)


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b"{", b"\xff"])
def test_what_is_no_document_is_refused(key: SigningKey, text: bytes) -> None:
    with pytest.raises(EnvelopeError):
        open_envelope(text, verify=key.verify)


@pytest.mark.parametrize(
    "change",
    [
        with_value("payload", base64.b64encode(PAYLOAD + b" ").decode()),
        with_value("signatures", []),
        with_value("signatures", [{"sig": ""}]),
    ],
)
def test_what_the_key_did_not_sign_is_refused(
    envelope: dict[str, Any], key: SigningKey, change: Callable[[dict[str, Any]], None]
) -> None:
    change(envelope)
    with pytest.raises(SignatureError):
        open_envelope(json.dumps(envelope).encode(), verify=key.verify)
