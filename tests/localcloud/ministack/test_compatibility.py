"""A MiniStack that is not the one this was written for is refused by name, before anything is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.ministack import compatibility, touched
from localcloud.ministack import fixes as ministack_fixes
from localcloud.ministack.touched import IncompatibleError, Touched, check_name


def test_the_installed_ministack_fits() -> None:
    compatibility.check()


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "version", lambda name: "1.6.0")
    with pytest.raises(IncompatibleError, match=r"ministack 1\.5\.33 is needed, 1\.6\.0 is installed"):
        compatibility.check()


def test_a_name_that_is_gone_is_named() -> None:
    with pytest.raises(IncompatibleError, match=r"ministack\.services\.s3\.gone does not exist"):
        check_name(Touched("services.s3", "gone"))


def test_a_function_with_other_parameters_is_named() -> None:
    with pytest.raises(IncompatibleError, match=r"_get_object_data takes \(bucket_name,key,version_id\), not \(a\)"):
        check_name(Touched("services.s3", "_get_object_data", "a"))


def test_every_fix_says_what_it_touches_and_why() -> None:
    for fix in ministack_fixes.FIXES:
        assert fix.TOUCHES
        assert len(fix.__doc__ or "") > 100


def test_every_fix_is_applied() -> None:
    names = {fix.__name__.rpartition(".")[2] for fix in ministack_fixes.FIXES}
    folder = ministack_fixes.__path__[0]
    assert names == {path.stem for path in Path(folder).rglob("*.py")} - {"__init__"}
