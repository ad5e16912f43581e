"""Which source of a pipeline the checkout is, and where the others come from."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from localcloud.cli.provisioning.checkout_sources import checkout_sources
from localcloud.cli.provisioning.pipeline_source import PipelineSource
from localcloud.cli.source.source_commit import branch_head, read_head
from localcloud.cli.terminal.exit_codes import CommandError
from tests.localcloud.cli.stubbed_cloud import StubbedCloud

APP = PipelineSource(repository="example-org/ferries", branch="main")
PAGES = PipelineSource(repository="example-org/pages", branch="live")
OBJECT = PipelineSource(repository="s3/Upload", branch="app.zip", is_object=True)


def new_checkout(folder: Path) -> Path:
    """A checkout with one commit."""
    folder.mkdir()
    (folder / "index.html").write_text("<h1>Ferries</h1>")
    identity = ["-c", "user.name=Wanjiru", "-c", "user.email=wanjiru@example.com", "-c", "commit.gpgsign=false"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Pages"]):
        subprocess.run(["git", *identity, *words], cwd=folder, check=True, timeout=30)
    return folder


def test_the_only_source_is_the_checkout(tmp_path: Path) -> None:
    sources = checkout_sources({"Source": APP}, checkout=tmp_path, folders={})
    assert (sources.own, sources.others) == (APP, ())


def test_a_source_without_a_folder_is_the_checkout(tmp_path: Path) -> None:
    pages = new_checkout(tmp_path / "pages")
    sources = checkout_sources({"Pages": PAGES, "App": APP}, checkout=tmp_path, folders={"Pages": str(pages)})
    assert (sources.own, sources.others) == (APP, ((PAGES, pages),))


def test_two_branches_of_one_repository_are_one_checkout(tmp_path: Path) -> None:
    checkout, settings = new_checkout(tmp_path / "ferries"), replace(APP, branch="settings")
    sources = checkout_sources({"App": APP, "Settings": settings}, checkout=checkout, folders={})
    assert (sources.own, sources.others) == (APP, ((settings, checkout),))


SEEDED = PipelineSource(repository="codecommit/seeded", branch="main", has_own_code=True)


def test_a_repository_with_code_of_its_own_needs_no_checkout(tmp_path: Path) -> None:
    sources = checkout_sources({"Seeded": SEEDED, "App": APP}, checkout=tmp_path, folders={})
    assert (sources.own, sources.others) == (APP, ())
    other = replace(SEEDED, repository="codecommit/other")
    sources = checkout_sources({"Seeded": SEEDED, "Other": other}, checkout=tmp_path, folders={})
    assert (sources.own, sources.others) == (SEEDED, ())


def test_sources_that_nobody_gave_a_folder_are_one_line_that_names_them(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"2 sources \(App of example-org/ferries, Pages of ex") as refused:
        checkout_sources({"App": APP, "Pages": PAGES}, checkout=tmp_path, folders={})
    assert "--source Pages=FOLDER" in refused.value.remedy


@pytest.mark.parametrize("sources", [{"App": APP}, {"App": APP, "Pages": PAGES}])
def test_a_checkout_that_is_no_source_is_told_so(tmp_path: Path, sources: dict[str, PipelineSource]) -> None:
    with pytest.raises(CommandError, match=f"names another for {' and '.join(sources)}$") as refused:
        checkout_sources(sources, checkout=tmp_path, folders=dict.fromkeys(sources, str(tmp_path)))
    assert refused.value.remedy.startswith("leave out the one that this checkout is")


def test_a_folder_for_no_source_of_the_pipeline_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no source Page") as refused:
        checkout_sources({"App": APP}, checkout=tmp_path, folders={"Page": str(tmp_path)})
    assert refused.value.remedy == "its sources are App"


def test_a_folder_that_is_no_checkout_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"has no \.git"):
        checkout_sources({"App": APP, "Pages": PAGES}, checkout=tmp_path, folders={"Pages": str(tmp_path)})


def test_an_object_beside_other_sources_is_refused(tmp_path: Path) -> None:
    pages = new_checkout(tmp_path / "pages")
    with pytest.raises(CommandError, match="reads Upload from a bucket besides"):
        checkout_sources({"App": APP, "Upload": OBJECT}, checkout=tmp_path, folders={"Upload": str(pages)})


def test_anothers_commit_is_pushed_before_the_pipeline_reads_it(stubbed: StubbedCloud, tmp_path: Path) -> None:
    pages = new_checkout(tmp_path / "pages")
    sources = checkout_sources({"App": APP, "Pages": PAGES}, checkout=tmp_path, folders={"Pages": str(pages)})
    commit = read_head(pages)
    assert sources.provide(stubbed.cloud) == (f'pushed {commit.short} "Pages" to example-org/pages@live',)
    assert branch_head(stubbed.cloud.workspace.git_remote("example-org/pages"), branch="live") == commit.sha
    assert sources.provide(stubbed.cloud) == ()
