"""The code of a function lies on disk alone, and stays there for as long as a checkpoint names it.

MiniStack holds the zip of every published version in memory, and hashes all of them again at each checkpoint: each
release left some 30 MB there. Once a checkpoint has written a zip, its record holds where it is; who starts a process
of the function reads it.

MiniStack also deletes code that no function has any more while it collects its state, so before the new state is saved:
a kill between the two leaves the old state without its code. The checkpoint removes it once the new one is current.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched("core.lambda_runtime", "Worker", "func_name,config,code_zip"),
    Touched("services.lambda_svc", "_docker_extracted_dir", "blob,kind"),
    Touched("services.lambda_svc", "_execute_function_local", "func,event,request_id"),
    Touched("services.lambda_svc", "_externalize_code_zip", "func,referenced"),
    Touched("services.lambda_svc", "_functions"),
    Touched("services.lambda_svc", "_provided_runtime_code_dir", "code_zip"),
    Touched("services.lambda_svc", "_prune_orphan_code_blobs", "referenced"),
    Touched("services.lambda_svc", "_read_code_blob", "sha"),
    Touched("services.lambda_svc", "_unzipped_size", "zip_data"),
    Touched("services.lambda_svc", "_write_code_blob", "code_zip"),
    Touched("services.lambda_svc", "get_state", ""),
    Touched("services.lambda_svc", "serve_function_code", "func_name,account_id,region"),
    Touched("services.lambda_svc", "CODE_BLOB_DIR"),
)
_CODE: Final = "code_zip"
_REFERENCE: Final = "code_blob_ref"
_log = logging.getLogger(__name__)
Record = dict[str, Any]


@dataclass(frozen=True)
class StoredCode:
    """A zip on disk, where MiniStack has its bytes; it is as long as these.

    Attributes:
        digest: SHA-256, hexadecimal, which is its file's name too.
        size: bytes.
    """

    digest: str
    size: int

    def __len__(self) -> int:
        return self.size

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: the disk does not have it any more.
        """
        return _path(self.digest).read_bytes()


def _path(digest: str) -> Path:
    return Path(lambda_svc.CODE_BLOB_DIR) / f"{digest}.zip"


def store(code: bytes) -> StoredCode:
    """Write a zip, unless it is there.

    Raises:
        OSError: the disk refused.
    """
    return StoredCode(lambda_svc._write_code_blob(code), len(code))


def bytes_of(code: Any) -> Any:
    """The bytes of a zip that is stored; anything else as it is."""
    return code.read() if isinstance(code, StoredCode) else code


def apply() -> None:
    """Let go of code as a checkpoint writes it, and read it where it is needed."""
    lambda_svc._prune_orphan_code_blobs = _keep_all
    lambda_svc.get_state = _letting_go(lambda_svc.get_state)
    lambda_svc._externalize_code_zip = _referring(lambda_svc._externalize_code_zip)
    lambda_svc._read_code_blob = _found
    for name in ("_unzipped_size", "_docker_extracted_dir", "_provided_runtime_code_dir"):
        setattr(lambda_svc, name, _with_bytes(getattr(lambda_svc, name)))
    lambda_svc._execute_function_local = _with_record(lambda_svc._execute_function_local)
    lambda_svc.serve_function_code = _serving(lambda_svc.serve_function_code)
    lambda_runtime.Worker.code_zip = property(_code_of_worker, _keep_for_worker)


def _keep_all(referenced: set[str]) -> None:
    del referenced


def _letting_go(get_state: Callable[[], Record]) -> Callable[[], Record]:
    @functools.wraps(get_state)
    def collected() -> Record:
        for holder in _holders():
            code = holder.get(_CODE)
            if isinstance(code, bytes) and code:
                stored = store(code)
                if holder.get(_CODE) is code:  # else it was updated meanwhile
                    holder[_CODE] = stored
        return get_state()

    return collected


def _holders() -> Iterator[Record]:
    for record in list(lambda_svc._functions._data.values()):
        yield record
        yield from list(record.get("versions", {}).values())


def _referring(externalize: Callable[[Record, set[str]], None]) -> Callable[[Record, set[str]], None]:
    @functools.wraps(externalize)
    def referred(func: Record, referenced: set[str]) -> None:
        code = func.get(_CODE)
        if isinstance(code, StoredCode):
            func[_CODE] = {_REFERENCE: code.digest}
        externalize(func, referenced)

    return referred


def _found(digest: str) -> StoredCode | None:
    """What a restored function has; without code where there is none, as MiniStack has it."""
    try:
        return StoredCode(digest, _path(digest).stat().st_size)
    except OSError:
        _log.exception("the code of a function is missing")
        return None


def _with_bytes(read: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(read)
    def with_bytes(code: Any, *others: Any) -> Any:
        return read(bytes_of(code), *others)

    return with_bytes


def _with_record(execute: Callable[[Record, Any, str], Any]) -> Callable[[Record, Any, str], Any]:
    @functools.wraps(execute)
    def executed(func: Record, event: Any, request_id: str) -> Any:
        return execute({**func, _CODE: bytes_of(func.get(_CODE))}, event, request_id)

    return executed


def _serving(serve: Callable[..., tuple[int, Record, Any]]) -> Callable[..., tuple[int, Record, bytes]]:
    @functools.wraps(serve)
    def served(*function: Any, **scope: Any) -> tuple[int, Record, bytes]:
        status, headers, body = serve(*function, **scope)
        return status, headers, bytes_of(body)

    return served


def _code_of_worker(worker: Any) -> Any:
    return bytes_of(worker.__dict__[_CODE])


def _keep_for_worker(worker: Any, code: Any) -> None:
    """A process that is kept for the next request needs its code once, to start."""
    try:
        worker.__dict__[_CODE] = store(code) if isinstance(code, bytes) and code else code
    except OSError:
        worker.__dict__[_CODE] = code  # the disk refused: memory has the only copy
