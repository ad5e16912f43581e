"""Actions in another region than their pipeline: which store each artifact lies in, and what must be copied."""

from __future__ import annotations

from typing import Any

from localcloud.services.codepipeline.ports import ActionJob, Artifact
from tests.localcloud.codepipeline.scripted_engine import KEY, ScriptedEngine, action, pipeline, source, stage

_AWAY = "eu-west-1"


def _store(region: str) -> dict[str, Any]:
    key = {"id": f"arn:aws:kms:{region}:111111111111:alias/artifacts", "type": "KMS"}
    return {"type": "S3", "location": f"store-{region}", "encryptionKey": key}


def _declared() -> dict[str, Any]:
    document = pipeline(
        stage("Source", source()),
        stage("Build", action("Synth", outputs=("Assembly",))),
        stage("Away", action("Test", inputs=("Assembly",), outputs=("Report",), region=_AWAY)),
        stage("AwayAgain", action("Read", inputs=("Report",), region=_AWAY)),
        stage("Home", action("Publish", inputs=("Report",))),
    )
    del document["artifactStore"]
    return {**document, "artifactStores": {region: _store(region) for region in (KEY.region, _AWAY)}}


def _jobs(scripted: ScriptedEngine) -> dict[str, ActionJob]:
    scripted.create(_declared())
    scripted.drain()
    return {job.action.name: job for job in scripted.runner.jobs}


def test_an_action_elsewhere_reads_and_writes_the_store_of_its_region(scripted: ScriptedEngine) -> None:
    job = _jobs(scripted)["Test"]
    assert job.region == _AWAY
    assert {artifact.bucket for artifact in (*job.inputs, *job.outputs)} == {f"store-{_AWAY}"}
    assert {artifact.kms_key for artifact in (*job.inputs, *job.outputs)} == {_store(_AWAY)["encryptionKey"]["id"]}


def test_what_lies_in_another_region_is_to_be_copied_both_ways(scripted: ScriptedEngine) -> None:
    jobs = _jobs(scripted)
    assembly, report = jobs["Synth"].outputs[0], jobs["Test"].outputs[0]
    (there,) = jobs["Test"].replications
    assert (there.artifact, there.region) == (_plain(assembly), KEY.region)
    assert there.replica == jobs["Test"].inputs[0]
    (back,) = jobs["Publish"].replications
    assert (back.artifact, back.region) == (_plain(report), _AWAY)
    assert back.replica.bucket == f"store-{KEY.region}"


def test_what_lies_in_the_action_s_own_region_is_not_copied(scripted: ScriptedEngine) -> None:
    jobs = _jobs(scripted)
    assert [jobs[name].replications for name in ("Source", "Synth", "Read")] == [(), (), ()]


def test_the_record_says_where_the_action_read_its_input(scripted: ScriptedEngine) -> None:
    jobs = _jobs(scripted)
    (run,) = scripted.runs(scripted.executions()[0], "Test")
    replica = jobs["Test"].inputs[0]
    assert list(run.inputs) == [{"name": "Assembly", "bucket": replica.bucket, "key": replica.key}]


def _plain(artifact: Artifact) -> Artifact:
    return Artifact(name=artifact.name, bucket=artifact.bucket, key=artifact.key)
