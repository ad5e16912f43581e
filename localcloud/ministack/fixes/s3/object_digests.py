"""An object that is damaged on disk is noticed at the next start.

S3 verifies what it stores with checksums (docs.aws.amazon.com/AmazonS3/latest/userguide/DataDurability.html); MiniStack
serves whatever lies in an object's file. Here the digest of each file is noted as it is written.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from ministack.core.responses import get_account_id
from ministack.services import s3

from localcloud.aws.runtime import active
from localcloud.aws.storage.file_ledger import FileLedger
from localcloud.aws.storage.state_folder import OBJECT_LEDGER, objects_dir
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("services.s3", "_atomic_write", "fpath,data,text"),
    Touched("services.s3", "_remove_key_files", "fpath"),
    Touched("services.s3", "_delete_version_file", "bucket_name,key,version_id"),
    Touched("services.s3", "_version_disk_path", "bucket,key,version_id,account_id"),
    Touched("services.s3", "_delete_persisted_bucket", "name"),
)


def apply() -> None:
    """Note every file of an object from now on."""
    objects = objects_dir(active().state_dir).resolve()
    ledger = FileLedger(active().state_dir / OBJECT_LEDGER, root=objects)
    s3._atomic_write = _noting_writes(ledger, s3._atomic_write)
    s3._remove_key_files = _noting_removals(ledger, s3._remove_key_files)
    s3._delete_version_file = _noting_versions(ledger, s3._delete_version_file)
    s3._delete_persisted_bucket = _noting_buckets(ledger, objects, s3._delete_persisted_bucket)


def _noting_writes(ledger: FileLedger, write: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(write)
    def noted(fpath: str, data: bytes | str, *, text: bool = False) -> None:
        file = Path(fpath).resolve()
        ledger.writing(file, data.encode() if isinstance(data, str) else data)
        write(fpath, data, text=text)
        ledger.written(file)

    return noted


def _noting_removals(ledger: FileLedger, remove: Callable[[str | None], None]) -> Callable[[str | None], None]:
    @functools.wraps(remove)
    def noted(fpath: str | None) -> None:
        if fpath:
            file = Path(fpath).resolve()
            ledger.removing((file, file.with_name(f"{file.name}.meta.json")))
        remove(fpath)

    return noted


def _noting_versions(ledger: FileLedger, delete: Callable[[str, str, str], None]) -> Callable[[str, str, str], None]:
    @functools.wraps(delete)
    def noted(bucket_name: str, key: str, version_id: str) -> None:
        if path := s3._version_disk_path(bucket_name, key, version_id):
            ledger.removing((Path(path).resolve(),))
        delete(bucket_name, key, version_id)

    return noted


def _noting_buckets(ledger: FileLedger, objects: Path, delete: Callable[[str], None]) -> Callable[[str], None]:
    @functools.wraps(delete)
    def noted(name: str) -> None:
        if name:
            ledger.removing_folder(objects / get_account_id() / name)
        delete(name)

    return noted
