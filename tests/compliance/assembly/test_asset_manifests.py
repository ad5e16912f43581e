"""What the pinned cdk-assets does not read is said at synth, not after the pipeline has changed itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from aws_cdk import App, Stack, Stage

from compliance.assembly import asset_manifests
from compliance.assembly.asset_manifests import ToolMissingError, main, refusal
from feature_stacks.naming import PIPELINE_STACK


def manifest(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Stack.assets.json").write_text(json.dumps({"version": version, "files": {}}), encoding="utf-8")
    return folder


def test_the_schema_that_the_pinned_cdk_writes_is_one_that_the_pinned_tool_reads(tmp_path: Path) -> None:
    """As `make synth` asks of the product's own assembly."""
    app = App(outdir=str(tmp_path / "cdk.out"))
    Stack(app, "Example")
    Stack(Stage(app, "Dev"), "Example")
    app.synth()
    assert len([*(tmp_path / "cdk.out").rglob("*.assets.json")]) == 2
    assert main([str(tmp_path / "cdk.out")]) == 0


@pytest.mark.parametrize("where", ["", f"assembly-{PIPELINE_STACK}-Dev"])
def test_a_schema_that_the_pinned_tool_does_not_read_stops(
    tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest(tmp_path / f"assembly-{PIPELINE_STACK}-Prod", "52.0.0")
    manifest(tmp_path / where, "999.0.0")
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "found 999.0.0" in said
    assert "package.json" in said
    assert "requirements/build.in" in said
    assert "    at " not in said  # no stack trace


def test_a_tool_that_is_not_there_is_another_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest(tmp_path, "54.0.0")
    with pytest.raises(ToolMissingError, match="make setup"):
        refusal(tmp_path, tool=tmp_path / "cdk-assets")
    monkeypatch.setattr(asset_manifests, "refusal", lambda _: refusal(tmp_path, tool=tmp_path / "cdk-assets"))
    assert main([str(tmp_path)]) == 2
    assert "cdk-assets cannot be asked" in capsys.readouterr().err


def test_an_assembly_without_assets_has_nothing_to_publish(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ""
