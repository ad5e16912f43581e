"""What a Python app asks for besides requirements.txt, as requirements that any installer reads: locks of Poetry and
Pipenv, and the manifests of both and of PEP 621 where no lock was committed.

Their own programs are not needed for it, and every index is this machine's, whatever the lock was written against.

Sources: python-poetry.org/docs/dependency-specification, pipenv.pypa.io/en/latest/pipfile.html
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from localcloud.cli.terminal.exit_codes import CommandError, ExitCode

_CDK: Final = "aws-cdk-lib"
_RELEASE: Final = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, kw_only=True)
class PythonRequirements:
    """Requirements of an app.

    Attributes:
        file: which file of the folder they are read from.
        required: lines of a requirements file.
        constraints: versions that whatever is needed has, such as a lock gives; lines of the same form.
    """

    file: str
    required: tuple[str, ...]
    constraints: tuple[str, ...] = ()


def read_requirements(folder: Path) -> PythonRequirements | None:
    """What a folder's Poetry or Pipenv files ask for, the lock before the manifest; None where it has none of them.

    Raises:
        CommandError: one of the files cannot be read.
    """
    for name, read in (
        ("poetry.lock", _poetry_lock),
        ("Pipfile.lock", _pipfile_lock),
        ("Pipfile", _pipfile),
        ("pyproject.toml", _poetry_manifest),
    ):
        if (folder / name).is_file():
            try:
                found = read(folder)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(
                    f"{name} of the app cannot be read: {error}",
                    exit_code=ExitCode.USAGE,
                    remedy="write it anew with the program that it belongs to, and commit it",
                ) from error
            if found is not None:
                return found
    return None


def _poetry_lock(folder: Path) -> PythonRequirements:
    """What the manifest names, at the versions of the lock: the lock alone does not say which system needs what."""
    locked = tomllib.loads((folder / "poetry.lock").read_text(encoding="utf-8")).get("package", [])
    manifest = _toml(folder / "pyproject.toml")
    direct = dict(_poetry_dependencies(manifest))
    named = [_without_version(line) for line in manifest.get("project", {}).get("dependencies", [])]
    named += [
        _requirement(name, {**value, "version": "*"} if isinstance(value, dict) else "*")
        for name, value in direct.items()
    ]
    return PythonRequirements(
        file="poetry.lock",
        required=tuple(named),
        constraints=tuple(_locked(package) for package in locked if "source" not in package or _is_index(package)),
    )


def _is_index(package: Mapping[str, Any]) -> bool:
    return bool(package["source"].get("type") == "legacy")


def _locked(package: Mapping[str, Any]) -> str:
    line = f"{package['name']}=={package['version']}"
    markers = package.get("markers")
    return f"{line} ; {markers}" if isinstance(markers, str) else line


def _poetry_manifest(folder: Path) -> PythonRequirements | None:
    direct = dict(_poetry_dependencies(_toml(folder / "pyproject.toml")))
    required = tuple(_requirement(name, value) for name, value in direct.items())
    return PythonRequirements(file="pyproject.toml", required=required) if required else None


def _poetry_dependencies(manifest: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of every group that `poetry install` takes unasked."""
    poetry = manifest.get("tool", {}).get("poetry", {})
    groups = [group for group in poetry.get("group", {}).values() if not group.get("optional")]
    tables = [poetry, {"dependencies": poetry.get("dev-dependencies", {})}, *groups]
    for table in tables:
        for name, value in table.get("dependencies", {}).items():
            first = value[0] if isinstance(value, list) else value
            if name != "python" and not (isinstance(first, dict) and first.get("optional")):
                yield name, first


def _pipfile_lock(folder: Path) -> PythonRequirements:
    lock = json.loads((folder / "Pipfile.lock").read_text(encoding="utf-8"))
    return PythonRequirements(file="Pipfile.lock", required=_pipenv(lock["default"], lock.get("develop", {})))


def _pipfile(folder: Path) -> PythonRequirements:
    pipfile = _toml(folder / "Pipfile")
    required = _pipenv(pipfile.get("packages", {}), pipfile.get("dev-packages", {}))
    return PythonRequirements(file="Pipfile", required=required)


def _pipenv(packages: Mapping[str, Any], development: Mapping[str, Any]) -> tuple[str, ...]:
    """The packages; those for development too where the CDK is one of them, because synth imports it."""
    wanted = packages if _CDK in packages or _CDK not in development else {**development, **packages}
    return tuple(_requirement(name, value) for name, value in wanted.items())


def _requirement(name: str, value: Any) -> str:
    """A line for one entry: a version, or a table with `version`, `extras`, `markers`, `git`, `path`, `hashes`."""
    entry: Mapping[str, Any] = value if isinstance(value, dict) else {"version": value}
    if "path" in entry or "file" in entry:
        place = str(entry.get("path") or entry.get("file"))
        return f"-e {place}" if entry.get("editable") or entry.get("develop") else place
    extras = f"[{','.join(entry['extras'])}]" if entry.get("extras") else ""
    if "git" in entry:
        revision = next((entry[key] for key in ("ref", "rev", "tag", "branch") if entry.get(key)), "")
        address = f"git+{entry['git']}".replace("git+git+", "git+")
        line = f"{name}{extras} @ {address}{f'@{revision}' if revision else ''}"
    else:
        line = f"{name}{extras}{specifier(str(entry.get('version', '*')))}"
    if entry.get("markers"):
        line = f"{line} ; {entry['markers']}"
    return " ".join((line, *(f"--hash={each}" for each in entry.get("hashes", []))))


def specifier(version: str) -> str:
    """Poetry's and Pipenv's words for a version as PEP 440 says them, such as `>=2.100.0,<3` for `^2.100.0`."""
    parts = [part for part in (each.strip() for each in version.split("||")[0].split(",")) if part]
    return ",".join(filter(None, (_clause(part) for part in parts)))


def _clause(text: str) -> str:
    release = _RELEASE.search(text)
    if text == "*" or release is None:
        return ""
    numbers = [int(number) for number in release[0].split(".")]
    if text.startswith("^"):
        significant = next((at for at, number in enumerate(numbers) if number), len(numbers) - 1)
        return f">={text[1:].strip()},<{_next(numbers[: significant + 1])}"
    if text.startswith("~") and not text.startswith("~="):
        return f">={text[1:].strip()},<{_next(numbers[:2])}"
    return text.replace(" ", "") if text[0] in "<>=!~" else f"=={text}"


def _next(numbers: list[int]) -> str:
    return ".".join(map(str, [*numbers[:-1], numbers[-1] + 1]))


def cdk_options(manifest: Path) -> tuple[str, ...]:
    """What makes an installer take the extras and groups of a PEP 621 manifest that name the CDK, where its own
    dependencies do not."""
    body = _toml(manifest)
    project = body.get("project", {})
    if _names_cdk(project.get("dependencies", [])):
        return ()
    extras = [name for name, lines in project.get("optional-dependencies", {}).items() if _names_cdk(lines)]
    groups = [name for name, lines in body.get("dependency-groups", {}).items() if _names_cdk(lines)]
    return (*(f"--extra={name}" for name in extras), *(f"--group={name}" for name in groups))


def _names_cdk(lines: list[Any]) -> bool:
    return any(isinstance(line, str) and re.match(rf"{_CDK}\b(?!-)", line) for line in lines)


def _without_version(line: str) -> str:
    """`aws-cdk-lib[x] (>=2,<3) ; marker` without what the lock says better; one with an address as it is."""
    found = re.match(r"\s*([\w.-]+(?:\[[^]]*\])?)[^;@]*(;.*)?$", line)
    return " ".join(filter(None, found.groups())) if found else line


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
