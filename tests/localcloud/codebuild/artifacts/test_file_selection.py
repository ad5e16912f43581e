"""The patterns of `files`, `base-directory` and `exclude-paths`."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.services.codebuild.artifacts.file_selection import SelectionError, select_files
from localcloud.services.codebuild.buildspec import ArtifactFiles

TREE = ("a.txt", "b.json", ".hidden", "dir/c.txt", "dir/deep/d.txt", "dir/deep/.env", "out-1/e.xml", "out-2/f.xml")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def _names(
    tree: Path, *files: str, base: str | None = None, exclude: tuple[str, ...] = (), discard: bool = False
) -> list[str]:
    selection = ArtifactFiles(files=files, base_directory=base, exclude_paths=exclude, discard_paths=discard)
    return sorted(entry.name for entry in select_files(selection, source_dir=tree, log_line=lambda _: None))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**/*", sorted(TREE)),
        ("*", [".hidden", "a.txt", "b.json"]),
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "dir/c.txt", "dir/deep/d.txt"]),
        ("dir/*", ["dir/c.txt"]),
        ("dir/**/*", ["dir/c.txt", "dir/deep/.env", "dir/deep/d.txt"]),
        ("{a,b}.*", ["a.txt", "b.json"]),
        ("[ab].*", ["a.txt", "b.json"]),
        ("[!a].*", ["b.json"]),
        ("out-?/*.xml", ["out-1/e.xml", "out-2/f.xml"]),
        ("./dir/c.txt", ["dir/c.txt"]),
    ],
)
def test_a_pattern_names_these_files(tree: Path, pattern: str, expected: list[str]) -> None:
    assert _names(tree, pattern) == expected


def test_names_are_relative_to_the_base_directory(tree: Path) -> None:
    assert _names(tree, "**/*", base="dir") == ["c.txt", "deep/.env", "deep/d.txt"]


def test_a_base_directory_may_be_a_pattern(tree: Path) -> None:
    assert _names(tree, "*.xml", base="out-*") == ["e.xml", "f.xml"]


def test_excluded_paths_are_left_out(tree: Path) -> None:
    assert _names(tree, "**/*", base="dir", exclude=("deep/**/*",)) == ["c.txt"]


def test_discarded_paths_leave_only_file_names(tree: Path) -> None:
    assert _names(tree, "dir/**/*.txt", discard=True) == ["c.txt", "d.txt"]


def test_an_absolute_path_may_name_a_file(tree: Path) -> None:
    assert _names(tree, str(tree / "dir" / "c.txt")) == ["dir/c.txt"]


def test_a_link_is_selected_and_not_followed(tree: Path) -> None:
    (tree / "dir" / "linked").symlink_to("deep")
    assert _names(tree, "dir/**/*") == ["dir/c.txt", "dir/deep/.env", "dir/deep/d.txt", "dir/linked"]


def test_one_pattern_without_a_match_is_told_and_the_rest_counts(tree: Path) -> None:
    told: list[str] = []
    selection = ArtifactFiles(files=("none.txt", "a.txt"))
    assert [entry.name for entry in select_files(selection, source_dir=tree, log_line=told.append)] == ["a.txt"]
    assert "Skipping invalid file path none.txt" in told


@pytest.mark.parametrize(
    ("files", "base", "message"),
    [
        (("none/*",), None, "no matching artifact paths found"),
        (("**/*",), "cdk.out", "no matching base directory path found for cdk.out"),
    ],
)
def test_nothing_to_select_is_an_error(tree: Path, files: tuple[str, ...], base: str | None, message: str) -> None:
    with pytest.raises(SelectionError, match=message):
        _names(tree, *files, base=base)
