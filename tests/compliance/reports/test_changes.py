"""What changed since an earlier run, from the JSON form of both, and on the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from compliance.matrix import OPEN, Matrix, PackResults, Result, Status
from compliance.reports.__main__ import main
from compliance.reports.changes import NoEarlierRunError, changes_since
from compliance.reports.document import write_json
from compliance.reports.html_report import write_html
from feature_stacks.naming import PRODUCT


def earlier(matrix: Matrix, folder: Path, results: list[Result]) -> Path:
    """The file of a run that had these results of the first pack, and none else."""
    run: PackResults = replace(
        matrix.packs[0], results=tuple(results), resources=tuple(result.resource for result in results)
    )
    path = folder / "compliance-matrix.json"
    write_json(replace(matrix, packs=(run,), run=replace(matrix.run, commit="f" * 40)), path)
    return path


def test_the_same_run_changed_nothing(every_status: Matrix, tmp_path: Path) -> None:
    write_json(every_status, tmp_path / "m.json")
    found = changes_since(tmp_path / "m.json", every_status)
    assert (found.new, found.gone, found.altered) == ((), (), ())
    assert len(found.same) == sum(every_status.counts()[s] for s in (*OPEN, Status.ACKNOWLEDGED))
    assert (found.commit, found.time) == (every_status.run.commit, every_status.run.time.isoformat())


def test_each_finding_is_new_gone_altered_or_as_it_was(every_status: Matrix, tmp_path: Path) -> None:
    run = every_status.packs[0]
    acknowledged, opened, _, failed = [r for r in run.results if r.resource.environment == "dev"][:4]
    before = [
        acknowledged._replace(status=Status.NON_COMPLIANT, acknowledgement=None),
        opened,
        failed._replace(status=Status.NON_COMPLIANT, resource=replace(failed.resource, path="app/Dev/Stack/Removed")),
    ]
    now = replace(every_status, packs=(replace(run, results=(acknowledged, opened, failed)),))
    found = changes_since(earlier(every_status, tmp_path, before), now)
    assert [(change.key.finding, change.before, change.now) for change in found.altered] == [
        ("Gating-R1[Resource::*]", "Non-Compliant", "Acknowledged")
    ]
    assert [change.key.finding for change in found.same] == ["Gating-R1[Action::s3:*]"]
    assert [(change.key.finding, change.key.path) for change in found.gone] == [("Gating-R2", "app/Dev/Stack/Removed")]
    assert [(change.key.finding, change.now) for change in found.new] == [("Gating-R2", "Error")]


def test_the_page_names_each_change_and_what_it_was_held_against(every_status: Matrix, tmp_path: Path) -> None:
    found = changes_since(earlier(every_status, tmp_path, []), every_status)
    write_html(every_status, tmp_path / "page.html", changes=found)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    section = page[page.index('<h2 id="changes">') : page.index('<h2 id="reported">')]
    assert f"New: {len(found.new)}" in section
    assert "Gone: none" in section
    assert "ffffffffffff" in section
    assert all(change.key.path in section for change in found.new)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": "other/1"}', json.dumps({"schema": f"{PRODUCT}-compliance-matrix/1"})]
)
def test_what_is_no_earlier_run_is_refused_by_name(every_status: Matrix, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text, encoding="utf-8")
    with pytest.raises(NoEarlierRunError, match=r"other\.json"):
        changes_since(tmp_path / "other.json", every_status)


def test_the_command_says_what_changed(
    assembly: Path, of_assembly: Matrix, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_json(of_assembly, tmp_path / "before.json")
    arguments = [str(assembly), "--into", str(tmp_path / "reports"), "--previous"]
    assert main([*arguments, str(tmp_path / "before.json")]) == (0 if of_assembly.passed else 1)
    assert "0 findings are new, 0 gone" in capsys.readouterr().out
    assert main([*arguments, str(tmp_path / "missing.json")]) == 2
    assert "missing.json" in capsys.readouterr().err
