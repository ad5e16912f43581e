"""Does what the CDK asks of `docker` when it bundles a function in Python or Node, without a container.

Called as a program of its own, by path. The command of `docker run` is run on this machine, with the folders of the
container replaced by those that stand for them; the programs of the image are this machine's, of the version that the
image names. Anything else is refused in one line. Used: `build` of the CDK's own images for functions, `run`.
Source: aws-cdk-lib/core/lib/bundling.ts and private/asset-staging.ts (the command lines), the Dockerfiles of
aws-lambda-python-alpha and aws-lambda-nodejs (the programs).
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

REFUSED: Final = 125
_OWN_IMAGES: Final = re.compile(r"/aws-lambda-(?:python-alpha|nodejs)/")
_LANGUAGE: Final = re.compile(r"(?P<name>python|node(?:js)?)[-:]?(?P<version>\d+(?:\.\d+)?)")
_FLAGS: Final = frozenset({"--rm", "-i", "--init"})


class RefusedError(Exception):
    """Only a container engine can do it."""


@dataclass(kw_only=True)
class Options:
    """The options of a command line, and the words after them."""

    values: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, arguments: Sequence[str]) -> Options:
        """Reads options up to the first other word."""
        found, rest = cls(), list(arguments)
        while rest and rest[0].startswith("-"):
            name, equals, value = rest.pop(0).partition("=")
            if name in _FLAGS:
                continue
            found.values.setdefault(name, []).append(value if equals else rest.pop(0))
        found.words = rest
        return found

    def last(self, *names: str) -> str:
        """The last value of an option by any of its names; empty where it is not given."""
        return next((self.values[name][-1] for name in names if name in self.values), "")

    def pairs(self, *names: str) -> dict[str, str]:
        """Values of the form NAME=VALUE."""
        given = [value for name in names for value in self.values.get(name, [])]
        return {pair.partition("=")[0]: pair.partition("=")[2] for pair in given}


def main(arguments: Sequence[str]) -> int:
    """Runs one command of docker's; returns its exit code."""
    commands = {"build": build, "run": run}
    try:
        command = commands.get(arguments[0] if arguments else "")
        if command is None:
            raise RefusedError(f"`docker {' '.join(arguments[:2])}`")
        return command(Options.of(arguments[1:]))
    except RefusedError as refused:
        print(f"{refused} needs a container engine, and no docker or podman answers on this machine", file=sys.stderr)
        return REFUSED


def build(options: Options) -> int:
    """Remembers what an image of the CDK's own is made from."""
    folder = Path(options.words[0] if options.words else ".").resolve()
    dockerfile = Path(options.last("-f", "--file") or folder / "Dockerfile")
    if not _OWN_IMAGES.search(f"{folder}/"):
        raise RefusedError(f"building an image from {dockerfile}")
    base = _base_image(dockerfile.read_text(encoding="utf-8"), options.pairs("--build-arg"))
    _images().mkdir(parents=True, exist_ok=True)
    remembered = {"image": base, "arguments": options.pairs("--build-arg")}
    (_images() / _file_name(options.last("-t", "--tag"))).write_text(json.dumps(remembered), encoding="utf-8")
    return 0


def _base_image(dockerfile: str, given: Mapping[str, str]) -> str:
    """The image of the last FROM, with its build arguments filled in."""
    values = {
        name: given.get(name, default.strip())
        for name, default in re.findall(r"^ARG\s+(\w+)(?:=(.*))?$", dockerfile, re.MULTILINE)
    }
    image = re.findall(r"^FROM\s+(?:--\S+\s+)*(\S+)", dockerfile, re.MULTILINE)[-1]
    return re.sub(r"\$\{?(\w+)\}?", lambda match: values.get(match[1], ""), image)


def run(options: Options) -> int:
    """Runs a container's command on this machine."""
    if not options.words or options.last("--volumes-from"):
        raise RefusedError("`docker run` with these options")
    tag, *command = options.words
    image, arguments = _image(tag)
    language = _LANGUAGE.search(image)
    if language is None:
        raise RefusedError(f"a command in the image {image}")
    folders = {}
    for volume in options.values.get("-v", []) + options.values.get("--volume", []):
        here, there = volume.split(":")[:2]
        folders[there] = here
    entrypoint = [options.last("--entrypoint")] if options.last("--entrypoint") else []
    words = [_replaced(word, folders) for word in (*entrypoint, *command)]
    given = {name: _replaced(value, folders) for name, value in options.pairs("--env", "-e").items()}
    programs = _programs(language["name"], language["version"], arguments)
    environment = {**os.environ, **given, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    work = _replaced(options.last("-w", "--workdir"), folders) or "."
    return subprocess.run(words, cwd=work, env=environment, check=False).returncode


def _image(tag: str) -> tuple[str, dict[str, str]]:
    remembered = _images() / _file_name(tag)
    if not remembered.is_file():
        return tag, {}
    document = json.loads(remembered.read_text(encoding="utf-8"))
    return document["image"], document["arguments"]


def _replaced(text: str, folders: Mapping[str, str]) -> str:
    """A text with a container's folders replaced by this machine's; the longest name first, and whole names only."""
    for there in sorted(folders, key=len, reverse=True):
        text = re.sub(rf"(?<![\w./-]){re.escape(there)}(?![\w.-])", lambda _: folders[there], text)  # noqa: B023
    return text


def _programs(language: str, version: str, arguments: Mapping[str, str]) -> Path:
    """A folder with the programs that the image has: its Python with pip, or the tools of Node; and rsync."""
    folder = _home() / f"{language}-{version}"
    programs = folder / "bin"
    if language == "python":
        if not programs.is_dir():
            interpreter = _interpreter(version)
            subprocess.run([interpreter, "-m", "venv", str(folder)], check=True, stdout=subprocess.DEVNULL)
        for tool in ("uv", "poetry", "pipenv"):
            if not (programs / tool).exists() and shutil.which(tool) is None:
                pinned = arguments.get(f"{tool.upper()}_VERSION", "")
                wanted = f"{tool}=={pinned}" if pinned else tool
                _launcher(programs / tool, f'"{programs}/python" -m pip install -q "{wanted}" 1>&2 && exec "$0" "$@"')
    else:
        programs.mkdir(parents=True, exist_ok=True)
        pinned = arguments.get("ESBUILD_VERSION", "0")
        _launcher(programs / "esbuild", f'exec npx --yes "esbuild@{pinned}" "$@"')
        for tool in ("pnpm", "yarn"):
            _launcher(programs / tool, f'exec npx --yes {tool} "$@"')
    if shutil.which("rsync") is None:
        _launcher(programs / "rsync", f'exec "{sys.executable}" -I "{Path(__file__).resolve()}" --rsync "$@"')
    return programs


def _interpreter(version: str) -> str:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = sys.executable if version == here else shutil.which(f"python{version}")
    if not found or subprocess.run([found, "--version"], capture_output=True, check=False).returncode != 0:
        raise RefusedError(f"this machine has no Python {version}; bundling a function for it")
    return found


def _launcher(path: Path, command: str) -> None:
    if not path.exists():
        path.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
        path.chmod(0o755)


def rsync(arguments: Sequence[str]) -> int:
    """`rsync -r [--exclude=PATTERN...] FROM/ TO`, which is all that the CDK uses of it: links become files."""
    excluded = [word.partition("=")[2] for word in arguments if word.startswith("--exclude=")]
    source, target = (word for word in arguments if not word.startswith("-"))

    def ignored(_folder: str, names: list[str]) -> set[str]:
        return {name for name in names for pattern in excluded if fnmatch.fnmatch(name, pattern.strip("/"))}

    shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
    return 0


def _home() -> Path:
    return Path(os.environ.get("CDK_HOME") or Path.home() / ".cdk") / "bundling"


def _images() -> Path:
    return _home() / "images"


def _file_name(tag: str) -> str:
    return re.sub(r"[^\w.-]", "_", tag) + ".json"


if __name__ == "__main__":
    sys.exit(rsync(sys.argv[2:]) if sys.argv[1:2] == ["--rsync"] else main(sys.argv[1:]))
