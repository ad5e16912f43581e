"""Cold start: importing the handler, its clients included, over importing boto3 alone; and the package's size.

Each figure is a fresh process over the package as it is deployed beside what the Lambda runtime brings (boto3 and what
that needs), with nothing else on the path. Taken in turns, so that a machine whose speed drifts shows the same ratio,
in two states, because compiling Python to bytecode is a large part of a cold start:

- as deployed: the runtime's boto3 is compiled, the package is what the zip holds, its bytecode included.
- no bytecode: the same without the package's own; what the zip's is worth.

What an import puts off is paid by the first request that needs it, so that is shown as well: the client for S3 and the
models of a CV.
"""

from __future__ import annotations

import compileall
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from feature_stacks.lambda_package import BACKEND, build_lambda_package
from feature_stacks.naming import PRODUCT

ROUNDS = 9
AIM_RATIO = 1.6
AIM_ZIPPED_MB = 16
RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six.py", "urllib3")
"""What the Lambda runtime for Python brings beside the standard library."""

IMPORT_BOTO3 = "import boto3"
IMPORT_HANDLER = "import handlers.cv_tailoring_handler"
IMPORT_AND_FIRST_USE = """
import handlers.cv_tailoring_handler as cold
from models import *
cold.service.stores.cvs._s3.meta
for model in (TailorCvRequest, JobPosting, MasterCv, TailoredArtifact, TailorCvData, TailorCvResponse):
    model.model_rebuild()
"""
_TIMED = "import time; started = time.process_time()\n{}\nprint(time.process_time() - started)"


def measure() -> None:
    """Prints the two states and the sizes."""
    with tempfile.TemporaryDirectory(prefix=f"{PRODUCT}-cold-start-") as folder:
        package, zipped = _unpacked_package(Path(folder, "package"))
        runtime = _runtime(Path(folder, "runtime"))
        unzipped = sum(path.stat().st_size for path in package.rglob("*") if path.is_file())
        _compile(runtime)
        _compare("as deployed", (package, runtime))
        for cache in sorted(package.rglob("__pycache__")):
            shutil.rmtree(cache)
        _compare("no bytecode", (package, runtime))
        print(f"package, zipped (without the runtime's boto3)  {zipped / 1e6:6.1f} MB (aim: {AIM_ZIPPED_MB})")
        print(f"package, unzipped                              {unzipped / 1e6:6.1f} MB")


def _compare(state: str, path: tuple[Path, ...]) -> None:
    times: dict[str, list[float]] = {code: [] for code in (IMPORT_BOTO3, IMPORT_HANDLER, IMPORT_AND_FIRST_USE)}
    for _ in range(ROUNDS):
        for code, taken in times.items():
            taken.append(_milliseconds(code, path))
    boto3, handler, answer = (statistics.median(taken) for taken in times.values())
    print(
        f"{state:12} import boto3 {boto3:5.0f} ms, handler with clients {handler:5.0f} ms, "
        f"and what a first CV makes {answer:5.0f} ms   ratio {handler / boto3:5.2f}   (aim: {AIM_RATIO})",
        flush=True,
    )


def _milliseconds(code: str, path: tuple[Path, ...]) -> float:
    """Processor time of `code` in a fresh interpreter, its own start not counted."""
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", _TIMED.format(code)],
        env=_environment(path),
        cwd=path[0],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return float(done.stdout) * 1000


def _environment(path: tuple[Path, ...]) -> Mapping[str, str]:
    if str(BACKEND) not in sys.path:
        sys.path.insert(0, str(BACKEND))
    from tests.unit.backend.planted_cloud import ENVIRONMENT

    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "LAMBDA_TASK_ROOT": str(path[0]),
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "222222222222",
        "AWS_SECRET_ACCESS_KEY": "unused",
        "AWS_EC2_METADATA_DISABLED": "true",
        **ENVIRONMENT,
    }


def _unpacked_package(folder: Path) -> tuple[Path, int]:
    archive = build_lambda_package()
    with zipfile.ZipFile(archive) as package:
        package.extractall(folder)
    return folder, archive.stat().st_size


def _runtime(folder: Path) -> Path:
    installed = Path(sysconfig.get_path("purelib"))
    folder.mkdir()
    for name in RUNTIME:
        source = installed / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def _compile(folder: Path) -> None:
    compileall.compile_dir(folder, quiet=1)
