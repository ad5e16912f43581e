"""Every file of a state folder is damaged in three ways, one at a time: each is named before anything is changed, or
nothing depends on it."""

from __future__ import annotations

import fnmatch
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest

from localcloud.aws.storage.damage import OtherVersionError
from localcloud.aws.storage.state_folder import current_dir
from localcloud.git_host import Repositories
from localcloud.server.inspection import inspect
from localcloud.server.manifest import NAME, Manifest, complete_checkpoints, read_manifest
from localcloud.server.repair import plan
from tests.localcloud.cloud_process import DEV, TOOLS, CloudProcess
from tests.localcloud.ministack.test_checkpoints import await_checkpoint, check, current, fill

pytestmark = [pytest.mark.cloud, pytest.mark.xdist_group("damaged state")]

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "garbage": lambda content: os.urandom(max(len(content), 64)),
}
# Nothing depends on what is in these: a start writes them again, or nobody reads them.
WITHOUT_CONSEQUENCE = {
    "*.sqlite-shm": "SQLite makes its index of a log anew",
    "aws/*": "profiles of operators, whose keys IAM's store has",
    "git/server.json": "where the server answers, which each start writes",
    "git/*/hooks/*": "each start writes them",
    "git/pending/*": "an empty folder unless a push came while no server ran",
    "names.json": "how child processes find the server, which each start writes",
    "names/*": "certificates, made anew for each server",
    "*.lock": "the kernel holds the lock, not the file's content",
    "server.log": "what happened, for people",
    "checkpoints/*": "of the checkpoint before the current one; only a repair reads it, and verifies it first",
}
REPOSITORY = "example-org/kept"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CloudProcess, str]]:
    """A cloud with one thing of each kind in it, killed after two checkpoints; and its function's ARN."""
    folder = tmp_path_factory.mktemp("damaged")
    cloud = CloudProcess(state_dir=folder / "state", toolchain_dir=folder / "toolchain")
    with cloud:
        function = fill(cloud)
        _give_versions(cloud)
        _push(Repositories(cloud.state_dir).ensure(REPOSITORY).directory, folder / "clone")
        for name in ("first", "last"):
            since = current(cloud)
            cloud.client("sqs", DEV).create_queue(QueueName=name)
            await_checkpoint(cloud, since)
        cloud.kill()
        _as_at_rest(cloud.state_dir / "checkpoints")
        yield cloud, function


def _as_at_rest(checkpoints: Path) -> None:
    """Without a checkpoint that the kill found just replaced, or unfinished: its files are links to another's."""
    kept = {directory for directory, _ in islice(complete_checkpoints(checkpoints), 2)}
    for directory in set(checkpoints.glob("c-*")) - kept:
        shutil.rmtree(directory)


def _give_versions(cloud: CloudProcess) -> None:
    s3 = cloud.client("s3", TOOLS)
    s3.put_bucket_versioning(Bucket="kept-bucket", VersioningConfiguration={"Status": "Enabled"})
    for body in (b"one", b"two"):
        s3.put_object(Bucket="kept-bucket", Key="versioned", Body=body)


def _push(repository: Path, clone: Path) -> None:
    clone.mkdir()
    (clone / "file").write_text("content\n" * 100)
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    for words in (
        ("init", "--initial-branch=main"),
        ("add", "."),
        (*person, "commit", "--message=First"),
        ("push", str(repository), "main"),
    ):
        subprocess.run(["git", *words], cwd=clone, check=words[0] != "push", capture_output=True)


@pytest.fixture
def state(filled: tuple[CloudProcess, str], tmp_path: Path) -> Path:
    """A copy of its state, which a test may damage."""
    return copied(filled[0].state_dir, tmp_path)


def copied(state_dir: Path, folder: Path) -> Path:
    """The state as it lies there, hard links and times included."""
    subprocess.run(["cp", "-a", str(state_dir), str(folder / "state")], check=True)
    return folder / "state"


def files_of(state: Path) -> list[Path]:
    """Every file once; not what a server's functions left in its own temporary folder, which a start clears."""
    return [
        path
        for path in sorted(state.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.relative_to(state).parts[0] not in ("tmp", "home")
    ]


def has_consequence(state: Path, path: Path) -> bool:
    name = str(path.relative_to(state))
    if path.parent == current_dir(state).resolve():
        return True
    return not any(fnmatch.fnmatch(name, pattern) for pattern in WITHOUT_CONSEQUENCE)


@contextmanager
def damaged(path: Path, damage: Callable[[bytes], bytes]) -> Iterator[None]:
    content, times = path.read_bytes(), path.stat()
    path.chmod(0o600)
    path.write_bytes(damage(content))
    try:
        yield
    finally:
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def names(state: Path, path: Path) -> bool:
    """Whether an inspection names the file, or the repository or database that it is a file of."""
    owner = path.with_name(path.name.removesuffix("-wal"))
    return any(owner == found.path or owner.is_relative_to(found.path) for found in inspect(state))


def test_a_whole_state_has_no_damage(state: Path) -> None:
    assert inspect(state) == []


@pytest.mark.parametrize("kind", DAMAGES)
def test_each_file_is_named_once_it_is_damaged(state: Path, kind: str) -> None:
    unnoticed, looked = [], 0
    for path in files_of(state):
        if has_consequence(state, path) and path.stat().st_size:
            with damaged(path, DAMAGES[kind]):
                looked += 1
                if not names(state, path):
                    unnoticed.append(str(path.relative_to(state)))
    assert looked > 70
    assert unnoticed == []
    assert inspect(state) == []


def test_each_file_is_named_once_it_is_missing(state: Path) -> None:
    pieces = [path for path in files_of(state) if has_consequence(state, path) and path.suffix != ".sqlite-wal"]
    unnoticed = []
    for path in pieces:
        aside = path.rename(path.with_name(f"{path.name}.aside"))
        if not names(state, path):
            unnoticed.append(str(path.relative_to(state)))
        aside.rename(path)
    # A branch that is gone is what deleting it by a push leaves, too.
    assert unnoticed == [f"git/{REPOSITORY}.git/refs/heads/main"]


def test_a_link_that_leads_nowhere_is_named(state: Path) -> None:
    current_dir(state).unlink()
    (found,) = inspect(state)
    assert (found.path, found.what) == (current_dir(state), "it does not lead to a checkpoint")


def test_a_first_start_that_was_cut_short_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "checkpoints" / "c-unfinished").mkdir(parents=True)
    (tmp_path / "checkpoints" / "c-unfinished" / "iam.json").write_text("{")
    assert inspect(tmp_path) == []


def test_a_manifest_of_another_version_is_named_as_such(state: Path) -> None:
    path = current_dir(state).resolve() / NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(OtherVersionError, match=r"manifest\.json is of another version: its format is 99"):
        inspect(state)


def test_a_service_of_a_newer_format_is_named_as_such(state: Path) -> None:
    directory = current_dir(state).resolve()
    manifest = read_manifest(directory)
    newer = {**manifest.formats, "iam": 99}
    Manifest(**{**vars(manifest), "formats": newer}).write(directory)
    with pytest.raises(OtherVersionError, match=r"iam\.json is of another version: its format is 99"):
        inspect(state)


def test_the_last_two_checkpoints_share_no_file(state: Path) -> None:
    (last, _), (before, _) = complete_checkpoints(state / "checkpoints")
    assert not {path.stat().st_ino for path in last.iterdir()} & {path.stat().st_ino for path in before.iterdir()}


def started_on(state: Path, cloud: CloudProcess, *switches: str) -> CloudProcess:
    return CloudProcess(state_dir=state, toolchain_dir=cloud.toolchain_dir, switches=switches)


def refusal(cloud: CloudProcess) -> list[str]:
    """What a person reads where the server does not start."""
    with pytest.raises(RuntimeError) as error, cloud:
        pass
    return str(error.value).partition(": ")[2].strip().splitlines()


@pytest.mark.parametrize("kind", DAMAGES)
def test_files_without_consequence_have_none(filled: tuple[CloudProcess, str], state: Path, kind: str) -> None:
    cloud, function = filled
    for path in files_of(state):
        if not has_consequence(state, path):
            path.write_bytes(DAMAGES[kind](path.read_bytes()))
    with started_on(state, cloud) as again:
        check(again, function)


def test_a_damaged_file_is_refused_in_one_line_and_what_a_repair_would_do_is_offered(
    filled: tuple[CloudProcess, str], state: Path
) -> None:
    (current_dir(state) / "iam.json").write_bytes(b"")
    (line,) = refusal(started_on(state, filled[0]))
    assert "iam.json is damaged (it is empty); nothing was changed: put the file back, or start with --repair" in line
    assert "taken from the checkpoint before, which has the same; nothing is lost" in line


def test_a_repair_loses_nothing_where_the_checkpoint_before_has_the_same(
    filled: tuple[CloudProcess, str], state: Path
) -> None:
    cloud, function = filled
    for name in ("iam.json", "lambda.json", "secretsmanager.json"):
        (current_dir(state) / name).write_bytes(b"")
    with started_on(state, cloud, "--repair") as again:
        check(again, function)
        assert len(again.client("sqs", DEV).list_queues()["QueueUrls"]) == 2


def test_a_repair_takes_the_last_complete_checkpoint(filled: tuple[CloudProcess, str], state: Path) -> None:
    cloud, function = filled
    (current_dir(state) / "sqs.json").write_bytes(b"")
    (line,) = refusal(started_on(state, cloud))
    assert "what was changed in the services after that is lost" in line
    with started_on(state, cloud, "--repair") as again:
        check(again, function)
        (queue,) = again.client("sqs", DEV).list_queues()["QueueUrls"]
    assert queue.endswith("/first")


def test_a_repair_sets_aside_what_no_checkpoint_holds(filled: tuple[CloudProcess, str], state: Path) -> None:
    content = b"no database any more" * 100
    (state / "codepipeline" / "codepipeline.sqlite").write_bytes(content)
    (state / "s3" / TOOLS / "kept-bucket" / "versioned").write_bytes(b"")
    with started_on(state, filled[0], "--repair") as again:
        assert again.client("codepipeline", TOOLS).list_pipelines()["pipelines"] == []
        keys = [found["Key"] for found in again.client("s3", TOOLS).list_objects_v2(Bucket="kept-bucket")["Contents"]]
        assert keys == ["a/b"]
    (aside,) = (state / "damaged").rglob("codepipeline.sqlite")
    assert aside.read_bytes() == content


def test_nothing_is_offered_where_no_checkpoint_is_whole(state: Path) -> None:
    for directory in (state / "checkpoints").glob("c-*"):
        (directory / "iam.json").write_bytes(b"")
    assert plan(state, inspect(state)).offer() == "remove the state to start anew"
