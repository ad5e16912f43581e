"""The key that signs provenance, as KMS holds it: its private half never leaves there."""

from __future__ import annotations

import base64
import hashlib
import textwrap
from dataclasses import dataclass
from typing import Any, Final

ALGORITHM: Final = "ECDSA_SHA_256"


@dataclass(frozen=True, kw_only=True)
class KmsKey:
    """An ECC_NIST_P256 key for signatures.

    Attributes:
        arn: which key; what trusts a signature trusts this name.
        client: a boto3 client of KMS.
    """

    arn: str
    client: Any

    def sign(self, message: bytes) -> bytes:
        """The signature, in DER. By its digest: KMS takes at most 4,096 bytes of a message itself.

        Raises:
            ClientError, BotoCoreError: the caller may not sign, or KMS cannot be reached.
        """
        signed = self.client.sign(**self._request(message))
        return bytes(signed["Signature"])

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether the key made the signature.

        Raises:
            ClientError, BotoCoreError: as for `sign`.
        """
        try:
            answer = self.client.verify(**self._request(message), Signature=signature)
        except self.client.exceptions.KMSInvalidSignatureException:
            return False
        return bool(answer["SignatureValid"])

    def public_pem(self) -> str:
        """The public half, as everybody's tools read it."""
        encoded = base64.b64encode(self.client.get_public_key(KeyId=self.arn)["PublicKey"]).decode()
        lines = textwrap.wrap(encoded, 64)
        return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])

    def _request(self, message: bytes) -> dict[str, Any]:
        return {
            "KeyId": self.arn,
            "Message": hashlib.sha256(message).digest(),
            "MessageType": "DIGEST",
            "SigningAlgorithm": ALGORITHM,
        }
