"""Commands in pages: which words of a passage a reader would type, and what is wrong with them."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import click

from delivery.cli import APPLICATION as DELIVERY
from localcloud.cli import Application
from localcloud.cli.commands.application import load_command
from localcloud.cli.standalone import standalone
from tests.unit.documents.pages import PROJECT, Passage

PROGRAMS: Final = ("make", "bin/delivery", "localcloud")
_BEGINS: Final = re.compile(
    r"(?:^\s*(?:\w+:\s+|\w+=\S+\s+)?|[(;&|]\s*)(?P<command>(?:make|bin/delivery|localcloud)\s+[^\s|].*)$"
)
"""A command stands at the beginning of a line, after one word that says what it is for, or after another command."""
_ENDS: Final = frozenset({"|", "&&", "||", ";", ";;", ")", "do", "done", "2>/dev/null"})
_TARGET: Final = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_VARIABLE: Final = re.compile(r"^(\w+)\s*[?:]?=|\$[({]?(\w+)", re.MULTILINE)
_ENVIRONMENT: Final = re.compile(r"environ(?:\.get\(|\[)\"(\w+)\"")
_ROOMS: Final = ("compliance", "delivery", "localcloud/cli", "tests/bench", "tests/service")
_WORD: Final = re.compile(r"[a-z][a-z-]*")


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command of a page.

    Attributes:
        program: one of `PROGRAMS`.
        words: what follows it; optional ones as if they were given.
    """

    place: str
    program: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: {shlex.join([self.program, *self.words])}"


def commands(passage: Passage) -> Iterator[Command]:
    """Those in a passage; of a span only if it begins with one, for a sentence may speak of a folder of that name."""
    text = re.sub(r"\s#\s.*", "", passage.text).strip().replace("…", "...")
    while found := _BEGINS.search(text):
        if not passage.in_block and found.start():
            return
        words, text = _until_its_end(found["command"])
        program, *arguments = words
        if _alternatives(text):
            # `up | push | down`: each is a command of its own, and so is the first.
            names = [*arguments[-1:], *(name.strip() for name in text.strip(" |").split("|"))]
            yield from (Command(place=passage.place, program=program, words=tuple(name.split())) for name in names)
            return
        yield Command(place=passage.place, program=program, words=tuple(arguments))


def wrong(command: Command) -> str:
    """What keeps a command from being typed as it stands; empty where nothing does."""
    missing = [word for word in command.words if _names_a_file(word) and not (PROJECT / word).exists()]
    if missing:
        return f"there is no {missing[0]}"
    if command.program == "make":
        return _wrong_make(command.words)
    application = DELIVERY if command.program == "bin/delivery" else standalone(PROJECT)
    return _wrong_subcommand(application, command.words)


def _until_its_end(text: str) -> tuple[list[str], str]:
    """The words of the command that a text begins with, and what comes after it."""
    source = io.StringIO(text)
    lexer = shlex.shlex(source, posix=True, punctuation_chars=";&|()")
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    for word in lexer:
        if word in _ENDS:
            return words, f"{word} {source.read()}"
        words += [word.strip("[]")] if word != "..." else []
    return [word for word in words if word], ""


def _alternatives(rest: str) -> bool:
    """Whether what follows a command is bars and single words, of which none is a program that reads a pipe."""
    if not rest.startswith("|"):
        return False
    words = [part.strip() for part in rest.strip(" |").split("|")]
    return all(_WORD.fullmatch(word.split(" ")[0]) and word.split(" ")[0] in DELIVERY.commands for word in words)


def _names_a_file(word: str) -> bool:
    """A path below one of the project's folders, such as ``samples/cv.json``."""
    head, slash, _ = word.partition("/")
    return bool(slash) and head not in {"", "."} and (PROJECT / head).is_dir() and not head.startswith("cdk.out")


def _wrong_make(words: Sequence[str]) -> str:
    targets, read = _makefile()
    for word in words:
        name, given, _ = word.partition("=")
        if given and name not in read:
            return f"nothing reads the variable {name}"
        if not given and name not in targets and not name.startswith(("-", "/", "$")):
            return f"the Makefile has no target {name}"
    return ""


@cache
def _makefile() -> tuple[set[str], set[str]]:
    """Its targets, and the variables that it or a script or module that it calls reads."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PROJECT / "scripts").iterdir()))
    modules = [path.read_text(encoding="utf-8") for room in _ROOMS for path in (PROJECT / room).rglob("*.py")]
    read = {name for pair in _VARIABLE.findall(makefile + scripts) for name in pair if name}
    return set(_TARGET.findall(makefile)), read.union(*(set(_ENVIRONMENT.findall(text)) for text in modules))


def _wrong_subcommand(application: Application, words: Sequence[str]) -> str:
    if not words or words[0] in {"-h", "--help"}:
        return ""
    name, *arguments = words
    if name not in application.commands:
        return f"there is no command {name}"
    command = load_command(name, application.commands)
    with click.Context(command, obj=application) as parent:
        options = {flag for each in command.get_params(parent) for flag in each.opts + each.secondary_opts}
        takes = {
            flag
            for each in command.get_params(parent)
            if isinstance(each, click.Option) and not each.is_flag and not each.count
            for flag in each.opts
        }
        positional = [each for each in command.get_params(parent) if isinstance(each, click.Argument)]
    return _wrong_arguments(arguments, options=options, takes=takes, positional=positional)


def _wrong_arguments(
    arguments: Sequence[str], *, options: set[str], takes: set[str], positional: Sequence[click.Argument]
) -> str:
    given, rest = 0, list(arguments)
    while rest:
        word = rest.pop(0)
        flag, value, _ = word.partition("=")
        if flag.startswith("-"):
            if flag not in options:
                return f"there is no option {flag}"
            if flag in takes and not value and rest:
                # A page may name an option and leave its value out, but never give it another option for one.
                if rest[0].startswith("-"):
                    return f"{flag} has no value"
                rest.pop(0)
        else:
            given += 1
    most = sum(each.nargs for each in positional) if all(each.nargs > 0 for each in positional) else given
    return f"{given} arguments, where it takes {most}" if given > most else ""


def program_paths(text: str) -> list[Path]:
    """Programs of the project's own that a block's line begins with, as paths."""
    return [PROJECT / found for found in re.findall(r"(?:^|\s)(?:bash )?((?:scripts|bin|\.ci)/[\w-]+)", text)]
