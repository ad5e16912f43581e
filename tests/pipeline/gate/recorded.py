"""The assembly's files that the gate reads, as data that a test changes in one place and writes out again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.declared_gate import FILE, declared_gate
from feature_stacks.naming import PIPELINE_STACK
from pipeline.gate.record import gate_record

PIPELINE = f"{PIPELINE_STACK}.template.json"
Change = Callable[["Recorded"], None]


@dataclass(frozen=True)
class Recorded:
    """A folder with a copy of an assembly's manifests, templates, register and declared gate."""

    folder: Path

    @classmethod
    def copied(cls, assembly: Path, folder: Path) -> Recorded:
        names = [path.relative_to(assembly) for path in assembly.rglob("*.json") if _is_read(path)]
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(assembly / name, folder / name)
        (folder / FILE).write_text(json.dumps(declared_gate(assembly)), encoding="utf-8")
        return cls(folder)

    def record(self) -> dict[str, Any]:
        return gate_record(self.folder)

    def edit(self, name: str, change: Callable[[Any], None]) -> None:
        path = self.folder / name
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    def templates(self) -> Iterator[str]:
        for path in sorted(self.folder.rglob("*.template.json")):
            yield path.relative_to(self.folder).as_posix()


def _is_read(path: Path) -> bool:
    return path.name in ("manifest.json", "acknowledgements.json") or path.name.endswith(".template.json")


def declared(change: Callable[[Any], None]) -> Change:
    """A change of what the commit's Build declares."""
    return lambda recorded: recorded.edit(FILE, change)


def pipeline(change: Callable[[dict[str, Any]], None]) -> Change:
    """A change of the pipeline's own properties."""

    def changed(template: Any) -> None:
        (found,) = (one for one in template["Resources"].values() if one["Type"] == "AWS::CodePipeline::Pipeline")
        change(found["Properties"])

    return lambda recorded: recorded.edit(PIPELINE, changed)


def stage(name: str, change: Callable[[dict[str, Any]], None]) -> Change:
    return pipeline(lambda properties: change(next(one for one in properties["Stages"] if one["Name"] == name)))


def action(place: str, change: Callable[[dict[str, Any]], None]) -> Change:
    """A change of one action, ``Stage/Action``."""
    stage_name, _, name = place.partition("/")
    return stage(stage_name, lambda found: change(next(one for one in found["Actions"] if one["Name"] == name)))


def resource(kind: str, change: Callable[[dict[str, Any]], None], *, where: str = "") -> Change:
    """A change of the first resource of a type whose logical id begins so, in the first template that has one."""

    def changed(recorded: Recorded) -> None:
        for name in recorded.templates():
            template = json.loads((recorded.folder / name).read_text(encoding="utf-8"))
            for logical_id, found in template["Resources"].items():
                if found["Type"] == kind and where in f"{name}/{logical_id}":
                    change(found)
                    (recorded.folder / name).write_text(json.dumps(template), encoding="utf-8")
                    return
        raise AssertionError(f"no template has a {kind} with {where!r} in its name")

    return changed


def build_spec(project: str, change: Callable[[str], str]) -> Change:
    """A change of the text of a project's build spec, in the pipeline's template."""

    def changed(found: dict[str, Any]) -> None:
        before = found["Properties"]["Source"]["BuildSpec"]
        found["Properties"]["Source"]["BuildSpec"] = change(before)
        assert found["Properties"]["Source"]["BuildSpec"] != before

    return resource("AWS::CodeBuild::Project", changed, where=f"{PIPELINE}/DeliveryPipeline{project}")


def added(logical_id: str, new: dict[str, Any], *, template: str = PIPELINE) -> Change:
    return lambda recorded: recorded.edit(template, lambda content: content["Resources"].update({logical_id: new}))
