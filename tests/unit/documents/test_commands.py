"""What a page says to type can be typed: the target, the command and its options are there, and so are the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.documents.commands import Command, commands, program_paths, wrong
from tests.unit.documents.pages import PAGES, PROJECT, Passage, name_of, passages


def in_block(text: str) -> Passage:
    return Passage(page="page.md", line=1, text=text, in_block=True)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_command_of_a_page_can_be_typed(page: Path) -> None:
    found = [command for passage in passages(page) for command in commands(passage)]
    assert [f"{command}: {problem}" for command in found if (problem := wrong(command))] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_each_program_of_a_page_is_there(page: Path) -> None:
    named = {path for passage in passages(page) if passage.in_block for path in program_paths(passage.text)}
    assert sorted(path.relative_to(PROJECT).as_posix() for path in named if not path.is_file()) == []


def test_the_pages_hold_commands_of_every_kind() -> None:
    """So that the tests above are not empty."""
    found = [command for page in PAGES for passage in passages(page) for command in commands(passage)]
    for program, least in (("make", 25), ("bin/delivery", 40), ("localcloud", 5)):
        assert len([command for command in found if command.program == program]) >= least


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("make everything", "the Makefile has no target everything"),
        ("make run APPROVAL=yes", "nothing reads the variable APPROVAL"),
        ("bin/delivery deploy", "there is no command deploy"),
        ("localcloud tailor", "there is no command tailor"),
        ("bin/delivery watch --quietly", "there is no option --quietly"),
        ("bin/delivery tailor samples/cv.yaml samples/job.json", "there is no samples/cv.yaml"),
        ("bin/delivery rollback prod dev", "2 arguments, where it takes 1"),
        ("bin/delivery rollback prod --to --yes", "--to has no value"),
    ],
)
def test_what_cannot_be_typed_is_named(typed: str, problem: str) -> None:
    (command,) = commands(in_block(typed))
    assert wrong(command) == problem


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("make synth && make lint  # both", [("make", "synth"), ("make", "lint")]),
        ('eval "$(bin/delivery env)"; aws s3 ls', [("bin/delivery", "env")]),
        ("bin/delivery watch | logs | status", [("bin/delivery", each) for each in ("watch", "logs", "status")]),
        ("bin/delivery logs | grep Error", [("bin/delivery", "logs")]),
        ("yes:  bin/delivery approve [--summary TEXT]", [("bin/delivery", "approve", "--summary", "TEXT")]),
        ("git push", []),
        ("Build failed: error while executing command: make synth. Reason: exit status 2", []),
    ],
)
def test_commands_are_found_where_a_reader_sees_them(line: str, found: list[tuple[str, ...]]) -> None:
    assert [(each.program, *each.words) for each in commands(in_block(line))] == found


def test_a_sentence_that_speaks_of_a_folder_is_no_command() -> None:
    span = Passage(page="page.md", line=1, text="the localcloud folder", in_block=False)
    assert list(commands(span)) == []
    assert str(Command(place="page.md:1", program="make", words=("run",))) == "page.md:1: make run"
