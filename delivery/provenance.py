"""Verifies a release's provenance without AWS: an envelope, the public key, and what is known of the files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from compliance.assembly.assembly_digest import UnlistableFileError, listing
from compliance.assembly.stacks import NoAssemblyError
from compliance.provenance.attest import PUBLIC_KEY_FILE
from compliance.provenance.envelope import FILE
from compliance.provenance.statement import GATE_RECORD, LISTING, SUBJECTS, subject_names
from compliance.provenance.verification import Check, Expected, file_digest, verify
from localcloud.cli import CommandError, ExitCode

GATE = "gate"
LISTING_PLACE = f"synth/compliance/{LISTING}"
LISTED = "listed files"
_MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """The public half of the key that signs."""

    key: ec.EllipticCurvePublicKey

    @classmethod
    def from_pem(cls, text: bytes) -> PublicKey:
        """Raises:
        ValueError: it is no key on an elliptic curve.
        """
        key = load_pem_public_key(text)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise ValueError("it is not on an elliptic curve")
        return cls(key=key)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key in DER, by which two people compare keys."""
        return hashlib.sha256(self.key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether the key made the signature."""
        try:
            self.key.verify(signature, message, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


def read_key(path: Path) -> PublicKey:
    """A key from its PEM file.

    Raises:
        CommandError: it cannot be read, or is no such key.
    """
    try:
        return PublicKey.from_pem(read(path))
    except ValueError as error:
        raise CommandError(f"{path} is no public key of the gate's kind: {error}", exit_code=ExitCode.USAGE) from None


def read(path: Path) -> bytes:
    """A file's content.

    Raises:
        CommandError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}", exit_code=ExitCode.USAGE) from None


@dataclass(frozen=True, kw_only=True)
class Files:
    """What is known of the files that provenance is about.

    Attributes:
        names: those that must be subjects.
        digest_of: the SHA-256 of a file by its subject's name; None where it is not known.
        folder: the files themselves, where they are at hand.
    """

    names: tuple[str, ...]
    digest_of: Callable[[str], str | None]
    folder: Path | None = None


def files_of_assembly(assembly: Path) -> Files:
    """The files themselves, from a folder such as an unpacked artifact of the gate."""
    return Files(names=subject_names(assembly), digest_of=partial(file_digest, assembly), folder=assembly)


def files_of_evidence(folder: Path) -> Files:
    """The files by what Build listed of them: the listing is a subject, so what it says is signed too."""
    try:
        lines = (folder / LISTING_PLACE).read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    kept = {LISTING: file_digest(folder, LISTING_PLACE), GATE_RECORD: file_digest(folder, f"{GATE}/{GATE_RECORD}")}
    names = {name for name in listed if any(_is_at(pattern, name) for pattern in SUBJECTS)}
    return Files(names=tuple(sorted(names | set(kept))), digest_of=lambda name: kept.get(name) or listed.get(name))


def _is_at(pattern: str, name: str) -> bool:
    return PurePosixPath(name).match(pattern) and name.count("/") == pattern.count("/")


def envelope_of_evidence(folder: Path) -> Path:
    """Where an execution's evidence holds the envelope."""
    return folder / GATE / FILE


def key_of_evidence(folder: Path) -> Path:
    """Where an execution's evidence holds the public key that the gate exported."""
    return folder / GATE / PUBLIC_KEY_FILE


def verified(
    envelope: Path, *, key: PublicKey, files: Files, execution: str | None, commit: str | None, builder: str | None
) -> tuple[Check, ...]:
    """Every check of an envelope; where the files are at hand, each one that the listing names as well.

    Args:
        execution, commit, builder: what is known from elsewhere; None where nothing is.

    Raises:
        CommandError: the envelope cannot be read.
    """
    expected = Expected(builder=builder, execution=execution, commit=commit, subjects=files.names)
    try:
        checks = tuple(verify(read(envelope), key=key.verify, expected=expected, digest_of=files.digest_of))
    except RecursionError:
        return (Check(name="envelope", problem="it is nested too deeply to be one"),)
    if files.folder is None or any(check.problem for check in checks[:2]):  # envelope and signature: nobody said it
        return checks
    return (*checks, _listed_files(files.folder))


def _listed_files(assembly: Path) -> Check:
    """The listing is a subject, so what it says of a template is signed; whether the template is that one is not said
    by the listing's own digest.
    """
    try:
        said = set(read(assembly / LISTING).decode(errors="replace").splitlines())
        found = set(listing(assembly).splitlines())
    except (NoAssemblyError, UnlistableFileError, CommandError) as error:
        return Check(name=LISTED, problem=str(error))
    names = sorted({line.partition("  ")[2] for line in said ^ found})
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    problem = f"not as {LISTING} says: {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
    return Check(name=LISTED, problem=problem)
