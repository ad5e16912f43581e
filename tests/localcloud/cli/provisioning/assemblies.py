"""Cloud assemblies written by hand, with no more in them than the command line reads: manifests and templates."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CONNECTION = {
    "ActionTypeId": {"Category": "Source", "Owner": "AWS", "Provider": "CodeStarSourceConnection", "Version": "1"},
    "Configuration": {"FullRepositoryId": "example-org/greeting", "BranchName": "trunk"},
}


def pipeline(*sources: Mapping[str, Any]) -> dict[str, Any]:
    """A template's resource: a pipeline of these source actions, and of a stage that builds."""
    named = [{"Name": f"Source{number}", **source} for number, source in enumerate(sources)]
    build = {"ActionTypeId": {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild", "Version": "1"}}
    stages = [{"Name": "Source", "Actions": named}, {"Name": "Build", "Actions": [{"Name": "Build", **build}]}]
    return {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": stages}}


class HandMadeAssembly:
    """An assembly that grows by stacks and stages.

    Attributes:
        folder: the directory with its manifest.json.
    """

    def __init__(self, folder: Path, *, path: str = "") -> None:
        self.folder = folder
        self._path = path
        self._artifacts: dict[str, Any] = {}
        folder.mkdir(parents=True)
        self._write()

    def stack(
        self,
        name: str,
        *resources: Mapping[str, Any],
        environment: str,
        construct: str = "",
        after: Sequence[str] = (),
        qualifier: str = "hnb659fds",
        role: str = "arn:aws:iam::444444444444:role/cdk-deploy",
    ) -> HandMadeAssembly:
        """Adds a stack.

        Args:
            environment: `aws://ACCOUNT/REGION`, as a manifest has it.
            construct: its construct's path, where that is not its name.
            after: stacks that are deployed before it.
            qualifier: what its bootstrap goes by.
            role: the one that deploys it.
        """
        template = f"{name}.template.json"
        conditions = {each["Condition"]: {"Fn::Equals": ["a", "b"]} for each in resources if "Condition" in each}
        body = {
            "Conditions": conditions,
            "Resources": {f"Resource{index}": each for index, each in enumerate(resources)},
        }
        (self.folder / template).write_text(json.dumps(body), encoding="utf-8")
        self._artifacts[name] = {
            "type": "aws:cloudformation:stack",
            "environment": environment,
            "displayName": construct or name,
            "properties": {
                "templateFile": template,
                "stackName": name,
                "assumeRoleArn": role,
                "bootstrapStackVersionSsmParameter": f"/cdk-bootstrap/{qualifier}/version",
            },
            "dependencies": [*after, f"{name}.assets"],
        }
        self._write()
        return self

    def stage(self, name: str, *environments: str) -> HandMadeAssembly:
        """Adds a stage that has a stack in each of these environments."""
        path = f"{self._path}/{name}".lstrip("/")
        nested = HandMadeAssembly(self.folder / f"assembly-{name}", path=path)
        for index, environment in enumerate(environments):
            nested.stack(f"{name.lower()}-{index}", environment=environment)
        self._artifacts[f"assembly-{name}"] = {
            "type": "cdk:cloud-assembly",
            "properties": {"directoryName": f"assembly-{name}", "displayName": path},
        }
        self._write()
        return self

    def assets(self, name: str, *, images: Mapping[str, Any]) -> HandMadeAssembly:
        """Adds an asset manifest with these container images, by hash."""
        manifest = {"version": "44.0.0", "files": {}, "dockerImages": dict(images)}
        (self.folder / f"{name}.assets.json").write_text(json.dumps(manifest), encoding="utf-8")
        properties = {"file": f"{name}.assets.json"}
        self._artifacts[f"{name}.assets"] = {"type": "cdk:asset-manifest", "properties": properties}
        self._write()
        return self

    def _write(self) -> None:
        manifest = {"version": "44.0.0", "artifacts": self._artifacts}
        (self.folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
