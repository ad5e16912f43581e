"""Which requirements an app's synthesis needs, wherever its folder keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.cli.provisioning.app_packages import requirement_files

CDK = "attrs==23.1.0\naws-cdk-lib==2.100.0\n"
OTHERS = "requests==2.31.0\naws-cdk-lib-extras==1\n".replace("aws-cdk-lib-extras", "extras-of-aws-cdk-lib")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"requirements.txt": CDK}, ("requirements.txt",)),
        ({"requirements.txt": CDK, "requirements-dev.txt": CDK}, ("requirements.txt",)),
        ({"requirements/requirements.txt": CDK}, ("requirements/requirements.txt",)),
        (
            {"requirements/requirements-dev.txt": CDK, "requirements/requirements.txt": CDK},
            ("requirements/requirements.txt",),
        ),
        # The service's own are at the root, those of the app that deploys it elsewhere.
        (
            {"requirements.txt": OTHERS, "infra/requirements.txt": CDK},
            ("requirements.txt", "infra/requirements.txt"),
        ),
        ({"requirements.txt": OTHERS, "functions/requirements.txt": OTHERS}, ("requirements.txt",)),
        ({"README.md": CDK}, ()),
    ],
)
def test_synthesis_gets_the_requirements_that_name_the_cdk(
    tmp_path: Path, files: dict[str, str], expected: tuple[str, ...]
) -> None:
    for name, text in {"cdk.json": "{}", **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert requirement_files(tmp_path) == expected


def test_a_folder_that_is_no_app_has_its_own_requirements_only(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "requirements.txt").write_text(CDK, encoding="utf-8")
    assert requirement_files(tmp_path) == ()
