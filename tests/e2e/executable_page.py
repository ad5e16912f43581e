"""A page of the documentation as something that can be run: what stands in its ``sh`` blocks, as it stands, in one
shell from the first to the last; and where it says so, what only a person can do.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"^```sh\n(?P<commands>.*?)^```$|^<!-- person: (?P<person>[a-z ]+) -->$|^```(?P<other>\w*)\n.*?^```$",
    re.MULTILINE | re.DOTALL,
)
_TYPED_ELSEWHERE = {"", "bash", "console", "shell", "zsh"}
"""Languages of blocks that a reader would take for commands, and no test would run."""
BLOCK_LIMIT_SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class Step:
    """One block of commands, or one thing that a person does; the other is empty.

    Attributes:
        place: file and line, for whoever reads a failure.
    """

    place: str
    commands: str = ""
    person: str = ""


def steps(page: Path, section: str = "") -> Iterator[Step]:
    """The page's steps in their order, or those of one of its sections.

    Raises:
        ValueError: a block looks like commands and is not marked as what is run, or there is no such section.
    """
    text = page.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text, *_span(page, text, section)):
        place = f"{page.name}:{text.count(chr(10), 0, found.start()) + 1}"
        if found["other"] is not None:
            if found["other"] in _TYPED_ELSEWHERE:
                raise ValueError(f"{place}: commands stand in blocks of the language sh, which are run")
            continue
        yield Step(place=place, commands=found["commands"] or "", person=found["person"] or "")


def _span(page: Path, text: str, section: str) -> tuple[int, int]:
    """Where a section of the page begins and ends; all of it without one."""
    if not section:
        return 0, len(text)
    found = re.search(rf"^## {re.escape(section)}$.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"{page.name} has no section {section!r}")
    return found.span()


class Reader:
    """Who follows pages: one shell, whose folder and variables last from block to block.

    Args:
        folder: where the shell starts.
        environment: all that it starts with.
        person: what only a person can do, by the words of the page.
    """

    def __init__(
        self, *, folder: Path, environment: Mapping[str, str], person: Mapping[str, Callable[[], None]], scratch: Path
    ) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self._person = person
        self._scratch = scratch
        self.output: list[str] = []

    def follow(self, page: Path, section: str = "") -> None:
        """Does all that a page says, or one of its sections.

        Raises:
            AssertionError: a command failed; says which block, and what it printed.
        """
        for step in steps(page, section):
            if step.person:
                self._person[step.person]()
            else:
                self._run(step)

    def _run(self, step: Step) -> None:
        variables, folder = self._scratch / "variables", self._scratch / "folder"
        # Nothing between a block and the next is lost, as in a terminal; and no failure goes unseen, as in none.
        script = f'{step.commands}\nenv -0 > "$1"\npwd > "$2"'
        done = subprocess.run(
            ["bash", "--norc", "-euo", "pipefail", "-c", script, "page", str(variables), str(folder)],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=BLOCK_LIMIT_SECONDS,
        )
        self.output.append(done.stdout)
        if done.returncode:
            raise AssertionError(f"{step.place} ended with {done.returncode}:\n{step.commands}\n{done.stdout}")
        kept = variables.read_bytes().decode().split("\0")
        self.environment = dict(line.partition("=")[::2] for line in kept if line)
        self.folder = Path(folder.read_text().rstrip("\n"))


def machine(tools: Path, *, without: frozenset[str]) -> str:
    """A search path with what this machine has, and without what a reader is not asked to have.

    Args:
        tools: a new folder, which is filled with links.
    """
    tools.mkdir()
    for directory in filter(os.path.isdir, os.get_exec_path()):
        for program in os.scandir(directory):
            if program.name not in without and not (tools / program.name).is_symlink() and os.access(program, os.X_OK):
                (tools / program.name).symlink_to(program.path)
    return str(tools)
