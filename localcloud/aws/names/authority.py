"""The authority that vouches for AWS's names on this machine, for the local cloud's own child processes alone.

Its key never leaves the state folder, and nobody else is told to trust it.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_VALID: Final = timedelta(days=398)
_DEBIAN_CERTIFICATES: Final = "/etc/ssl/certs/ca-certificates.crt"
_AUTHORITY: Final = "Local cloud of this machine"


class Authority:
    """Made anew for each server. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the authority's own; nobody else may read it."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _certificate(_AUTHORITY, key=self._key, issuer=None, issuer_key=self._key)
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def write_bundle(self, path: Path, *, machine: Mapping[str, str]) -> None:
        """Write the certificates that a child process trusts: this machine's, and this authority's.

        Args:
            machine: the environment of the person, whose proxy may have an authority of its own.
        """
        system = ssl.get_default_verify_paths().cafile
        others = (machine.get("SSL_CERT_FILE"), machine.get("NODE_EXTRA_CA_CERTS"), system, _DEBIAN_CERTIFICATES)
        trusted = next((Path(file).read_bytes() for file in others if file and Path(file).is_file()), b"")
        path.write_bytes(trusted + b"\n" + _pem(self._certificate))

    def context(self, host: str) -> ssl.SSLContext:
        """What answers TLS as `host`."""
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = self._new_context(host)
            return self._contexts[host]

    def _new_context(self, host: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(host, key=key, issuer=self._certificate, issuer_key=self._key)
        path = self._folder / "answering.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.touch(mode=0o600)
        path.write_bytes(secret + _pem(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        path.unlink()
        return context


def _certificate(
    name: str,
    *,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    # A common name holds 64 characters at most; the alternative name is what clients look at.
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if issuer is None:
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    else:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
