"""DSSE, the envelope around an attestation: https://github.com/secure-systems-lab/dsse/blob/v1.0.0/protocol.md

What is signed is the payload's bytes together with their type, so neither can be taken for something else, and nobody
has to parse a payload before knowing who signed it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any, Final

FILE: Final = "attestation.dsse.json"
"""The envelope's name, beside the assembly and among the evidence."""
PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"


class EnvelopeError(Exception):
    """What was read is no envelope of an in-toto statement; the message says why."""


class SignatureError(Exception):
    """No signature of the envelope is the key's."""


def signed_bytes(payload_type: str, payload: bytes) -> bytes:
    """What a signature covers, DSSE's PAE."""
    name = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(name), name, len(payload), payload)


def seal(payload: bytes, *, key_id: str, sign: Callable[[bytes], bytes]) -> dict[str, Any]:
    """The envelope of a payload, signed once.

    Args:
        key_id: a hint for readers; nothing trusts it.
        sign: the signature of some bytes.
    """
    signature = sign(signed_bytes(PAYLOAD_TYPE, payload))
    return {
        "payload": base64.b64encode(payload).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": key_id, "sig": base64.b64encode(signature).decode()}],
    }


def open_envelope(text: bytes, *, verify: Callable[[bytes, bytes], bool]) -> bytes:
    """The payload of an envelope that the key signed.

    Args:
        verify: whether, for some bytes, a signature is the key's.

    Raises:
        EnvelopeError: it is no envelope, or one of another type.
        SignatureError: the key signed something else.
    """
    try:
        envelope = json.loads(text)
        payload_type, payload = envelope["payloadType"], _decoded(envelope["payload"])
        signatures = [_decoded(signature["sig"]) for signature in envelope["signatures"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvelopeError(f"it cannot be read as a DSSE envelope ({type(error).__name__}: {error})") from None
    if payload_type != PAYLOAD_TYPE:
        raise EnvelopeError(f"payloadType is {payload_type!r}, not {PAYLOAD_TYPE}")
    message = signed_bytes(payload_type, payload)
    if not any(verify(message, signature) for signature in signatures):
        raise SignatureError("no signature in it is the key's over this payload and type")
    return payload


def _decoded(text: str) -> bytes:
    """Base64 of either alphabet, as DSSE asks of a reader."""
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error as error:
        raise ValueError(f"not base64: {error}") from None
