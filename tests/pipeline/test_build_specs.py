"""What the build projects run: pinned tools only, and commands that live in the repository."""

from __future__ import annotations

import base64
import bz2
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from feature_stacks.naming import PIPELINE_STACK
from pipeline.steps.digest_step import PROGRAM as DIGEST_PROGRAM
from pipeline.steps.program import without_comments
from pipeline.tool_versions import ToolVersions
from stages.environments import ENVIRONMENTS
from stages.waves import waves
from tests.pipeline.template import Template, build_spec_texts, resources

REPOSITORY = Path(__file__).resolve().parents[2]
TOOL = r"(?:aws-cdk|cdk-assets|cdk)"
UNPINNED = [
    re.compile(rf"npm\s+(?:install|i)\s+(?:-g|--global)\s+(?!{TOOL}@\d+\.\d+\.\d+)"),
    re.compile(rf"npx\s+(?:--?\S+\s+)*{TOOL}(?![\w-]|@\d+\.\d+\.\d+)"),
]


CALLED_BY_MODE = re.compile(r"(?:^\s*(?:- )?@?|[;&|({]\s*)(?:\./)?(?:scripts|bin)/\w+", re.MULTILINE)
"""A script of the repository that is started by its mode. The zip of a source artifact need not keep modes."""


def unpinned_uses(text: str) -> list[str]:
    return [match.group(0) for pattern in UNPINNED for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    "command",
    [
        "npm install -g aws-cdk",
        "npm i -g cdk-assets@latest",
        "npm install --global aws-cdk@2",
        "npx cdk deploy",
        "npx --yes aws-cdk ls",
    ],
)
def test_the_search_finds_each_unpinned_form(command: str) -> None:
    assert unpinned_uses(command)


def test_the_search_accepts_exact_versions() -> None:
    assert not unpinned_uses("npm install -g aws-cdk@2.1148.1 && npx cdk-assets@4.7.3 publish")


def test_no_build_spec_installs_an_unpinned_tool(assembly: Path, pipeline_template: Template) -> None:
    specs = dict(build_spec_texts(assembly, pipeline_template))
    assert len(specs) >= 6
    assert {name: found for name, text in specs.items() if (found := unpinned_uses(text))} == {}


def test_self_mutation_and_assets_use_the_pins_of_package_json(assembly: Path, pipeline_template: Template) -> None:
    pins = ToolVersions.from_package_json()
    texts = "".join(text for _, text in build_spec_texts(assembly, pipeline_template))
    assert f"npm install -g aws-cdk@{pins.aws_cdk}" in texts
    assert f"npm install -g cdk-assets@{pins.cdk_assets}" in texts


def test_the_pinned_tools_read_the_assembly(assembly: Path) -> None:
    """A tool older than the library's assembly schema refuses the assembly, so reading it is the proof."""
    tools = REPOSITORY / "node_modules" / ".bin"
    environment = {
        "PATH": f"{REPOSITORY / '.venv' / 'bin'}:/usr/bin:/bin",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "1",
    }
    listed = subprocess.run(
        [tools / "cdk", "ls", "--app", assembly, "--no-notices"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert PIPELINE_STACK in listed.stdout, listed.stderr
    manifest = next(assembly.rglob("*.assets.json"))
    assets = subprocess.run(
        [tools / "cdk-assets", "ls", "--path", manifest], env=environment, capture_output=True, text=True, timeout=60
    )
    assert assets.returncode == 0, assets.stderr


THIN = re.compile(r"(make|bash scripts/)[\w =-]*")
EXPORT = re.compile(r"([A-Z_]+)=\$\(make --silent [\w-]+\) && export \1")
# What must not be replaceable through the artifact bucket, where a commit's sources lie: its build spec says why.
OF_THE_PIPELINE = {"digest", "facts", "gate"}
# What runs beside the pipeline has no source at all.
WITHOUT_SOURCE = {"dora", "stacks"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((REPOSITORY / "buildspecs").glob("*.yml"))
        if path.stem not in OF_THE_PIPELINE | WITHOUT_SOURCE
    ],
    ids=lambda path: path.stem,
)
def test_a_build_spec_stays_thin(path: Path) -> None:
    """Synth runs the build spec of the pipeline as it was, so what a commit may change must not be in it."""
    phases = yaml.safe_load(path.read_text(encoding="utf-8"))["phases"]
    commands = [
        command for phase in phases.values() for key in ("commands", "finally") for command in phase.get(key, [])
    ]
    assert all(THIN.fullmatch(command) or EXPORT.fullmatch(command) for command in commands), commands


def test_the_digest_is_compared_by_the_pipelines_own_commands(pipeline_template: Template) -> None:
    """Nothing that the artifact bucket holds decides about what the artifact bucket holds: the comparison needs no
    program, and the provenance's stands in the definition and is run apart from the assembly."""
    compared = [
        json.loads(project["Properties"]["Source"]["BuildSpec"])["phases"]
        for project in resources(pipeline_template, "AWS::CodeBuild::Project").values()
        if "-digest-" in str(project["Properties"].get("Name"))
    ]
    assert len(compared) == len(waves(ENVIRONMENTS))
    for phases in compared:
        assert set(phases) == {"install", "build"}
        *comparison, program = phases["build"]["commands"]
        commands = "\n".join(comparison)
        assert "sha256sum --check" in commands
        assert not re.search(r"make |scripts/|python|npm", commands)
        assert re.findall(r"python\S* \S+", program) == ["python3 -I"]
        packed = phases["install"]["commands"][0].removeprefix("PACKED=").removesuffix(" && export PACKED")
        written = json.loads(bz2.decompress(base64.b64decode(packed, validate=True)))
        for module in DIGEST_PROGRAM:
            name = module.relative_to(REPOSITORY).as_posix()
            assert written[name] == without_comments(module.read_text(encoding="utf-8")), name


def test_every_build_spec_fits_into_its_project(pipeline_template: Template) -> None:
    """docs.aws.amazon.com/codebuild/latest/userguide/limits.html: 25,600 characters of an inline build spec."""
    for name, project in resources(pipeline_template, "AWS::CodeBuild::Project").items():
        written = project["Properties"]["Source"].get("BuildSpec", "")
        assert len(written if isinstance(written, str) else json.dumps(written)) <= 25_600, name


def test_pins_must_be_exact(tmp_path: Path) -> None:
    package = tmp_path / "package.json"
    package.write_text(
        json.dumps({"devDependencies": {"aws-cdk": "^2.1148.1", "cdk-assets": "4.7.3"}}), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="aws-cdk must be an exact version"):
        ToolVersions.from_package_json(package)


@pytest.mark.parametrize(
    "command",
    ["scripts/setup build", "      - scripts/smoke", "\t@scripts/test", "true || bin/delivery up", "(./bin/it)"],
)
def test_the_search_finds_each_start_by_mode(command: str) -> None:
    assert CALLED_BY_MODE.search(command)


@pytest.mark.parametrize("name", ["Makefile", "buildspecs/*.yml", "scripts/*"])
def test_no_step_needs_the_mode_of_a_file(name: str) -> None:
    """Where modes are lost, starting a script by its name ends with 126; the interpreter is named instead."""
    files = list(REPOSITORY.glob(name))
    assert files
    commands = {path.name: re.sub(r"(?m)^#.*$", "", path.read_text(encoding="utf-8")) for path in files}
    assert {name: found for name, text in commands.items() if (found := CALLED_BY_MODE.findall(text))} == {}
