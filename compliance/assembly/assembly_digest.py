"""The digest of a cloud assembly: one SHA-256 that ties the reports of a run to what is deployed.

Build records it; whoever is about to deploy the assembly computes it again and stops when it differs. It is the
SHA-256 of the assembly's listing, one line a file as ``sha256sum`` writes it, so that anybody can check both with
coreutils:

    cd cdk.out && sha256sum --check assembly.sha256 && sha256sum assembly.sha256

The listing travels inside the assembly. It needs no trust of its own: one that was changed has another digest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from compliance.assembly.stacks import MANIFEST, NoAssemblyError

LISTING: Final = "assembly.sha256"

NESTED_ASSEMBLY_PREFIX: Final = "assembly-"
"""How the CDK names the folder of an assembly inside an assembly, one a stage."""

LEFT_OUT: Final[Mapping[str, str]] = {
    LISTING: "what the digest is computed from",
    "gate.json": "the gate's record of this assembly, made after it was listed",
    "attestation.dsse.json": "the signed provenance, which names the listing",
    "*.metadata.json": "where constructs were made, for people; names folders of the machine that synthesized",
    "*.lock": "the CDK command line's own locks, there while it reads or writes",
}
"""Files directly in an assembly's folder that nobody deploys and nothing judges, and why. In the folder of an asset
everything counts, and so does everything else: templates, manifests, asset manifests, assets, build specs, the
findings that Build recorded. Modes and times are not part of it: CodePipeline's zips need not keep them, and an
asset that is a zip holds its own."""

_CHUNK_BYTES: Final = 1 << 20


class UnlistableFileError(Exception):
    """A file that cannot be listed the same way everywhere; the message names it."""


def digest(assembly: Path) -> str:
    """The assembly's digest, 64 hex digits; the same wherever its files are the same.

    Raises:
        NoAssemblyError: the folder is not a cloud assembly.
        UnlistableFileError: it holds a symbolic link, or a name with a backslash or a control character.
    """
    return digest_of_listing(listing(assembly))


def digest_of_listing(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def listing(assembly: Path) -> str:
    """One line ``{sha256}  {path}`` for each file that counts, in the byte order of the paths.

    Raises:
        NoAssemblyError, UnlistableFileError: as for `digest`.
    """
    if not (assembly / MANIFEST).is_file():
        raise NoAssemblyError(f"{assembly} is not a cloud assembly (it has no {MANIFEST}); run `make synth`")
    names = sorted(_counted_names(assembly), key=os.fsencode)
    return "".join(f"{_sha256(assembly / name)}  {name}\n" for name in names)


def _counted_names(assembly: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(assembly):
        place = PurePosixPath(Path(folder).relative_to(assembly).as_posix())
        # A link to a folder is among the folders.
        for name in [*files, *(name for name in folders if Path(folder, name).is_symlink())]:
            path = place / name
            if name in files and _left_out(path):
                continue
            if Path(folder, name).is_symlink():
                raise UnlistableFileError(f"{path} is a symbolic link, which not every zip keeps; put the file there")
            if "\\" in str(path) or not str(path).isprintable():
                raise UnlistableFileError(f"{str(path)!r} has a character that a listing cannot hold; rename it")
            yield str(path)


def _left_out(path: PurePosixPath) -> bool:
    in_an_assemblys_folder = all(part.startswith(NESTED_ASSEMBLY_PREFIX) for part in path.parent.parts)
    return in_an_assemblys_folder and any(path.match(pattern) for pattern in LEFT_OUT)


def _sha256(path: Path) -> str:
    content = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            content.update(chunk)
    return content.hexdigest()
