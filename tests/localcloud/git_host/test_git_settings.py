"""Settings of git as variables: CodeCommit's hosts are found here and signed for, and what a shell has set stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from localcloud.git_host import credential_helper
from localcloud.git_host.git_settings import as_variables, codecommit_variables, helper_variables

_NAMES = {"HTTPS_PROXY": "http://127.0.0.1:4567", "GIT_SSL_CAINFO": "/state/certificates.pem"}
_KEYS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example"}


def _git(*arguments: str, given: str = "", **variables: str) -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_TERMINAL_PROMPT": "0", **variables}
    finished = subprocess.run(
        ["git", *arguments], env=environment, input=given, capture_output=True, text=True, check=False, timeout=30
    )
    return finished.stdout.strip()


def _of_url(variables: Mapping[str, str], url: str) -> str:
    return _git("config", "--get-urlmatch", "http.proxy", url, **variables)


def test_the_hosts_of_codecommit_are_found_here_and_no_other_is() -> None:
    variables = codecommit_variables(_NAMES, environment={})
    assert _of_url(variables, "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/tides") == _NAMES["HTTPS_PROXY"]
    assert _of_url(variables, "https://example.com/tides") == ""
    assert _of_url(variables, "https://git-codecommit.eu-west-1.amazonaws.com.example.com/tides") == ""


def test_what_a_shell_has_set_stays_once() -> None:
    given = as_variables([("core.abbrev", "12")])
    once = codecommit_variables(_NAMES, environment=given)
    assert _git("config", "core.abbrev", **once) == "12"
    assert codecommit_variables(_NAMES, environment=once) == once


def test_certificates_that_a_shell_names_stay_beside_ours(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "certificates.pem", tmp_path / "theirs.pem"
    theirs.write_text("theirs")
    names, shell = {**_NAMES, "GIT_SSL_CAINFO": str(ours)}, {"GIT_SSL_CAINFO": str(theirs)}
    for authority in ("first", "second"):  # another server, in the same shell
        ours.write_text(authority)
        shell = codecommit_variables(names, environment=shell)
        both = Path(shell["GIT_SSL_CAINFO"]).read_text()
        assert (both.splitlines()[0], both.splitlines()[-1]) == ("theirs", authority)
        assert both.count("theirs") == 1
    assert "GIT_SSL_CAINFO" not in codecommit_variables(names, environment={})


def test_without_a_server_nothing_is_set() -> None:
    assert codecommit_variables({}, environment={}) == {}


def _asked(host: str, path: str = "v1/repos/tides", action: str = "fill", **variables: str) -> dict[str, str]:
    given = f"protocol=https\nhost={host}\npath={path}\n\n"
    answer = _git("credential", action, given=given, **helper_variables(), **variables)
    return dict(line.split("=", 1) for line in answer.splitlines())


def test_the_helper_answers_for_codecommit_alone() -> None:
    answer = _asked("git-codecommit.eu-west-1.amazonaws.com", **_KEYS)
    assert answer["username"] == _KEYS["AWS_ACCESS_KEY_ID"]
    assert len(answer["password"]) == len("20260102T030405Z") + 64
    odd = "a+b/="
    temporary = _asked("git-codecommit.eu-west-1.amazonaws.com", **_KEYS, AWS_SESSION_TOKEN=odd)
    assert temporary["username"] == f"{_KEYS['AWS_ACCESS_KEY_ID']}%{odd}"
    assert "password" not in _asked("git.example.com", **_KEYS)


@pytest.mark.parametrize("action", ["store", "erase"])
def test_the_helper_keeps_nothing(action: str) -> None:
    command = [sys.executable, "-I", credential_helper.__file__, action]
    finished = subprocess.run(command, input="host=x\n", capture_output=True, text=True, check=True, timeout=30)
    assert finished.stdout == ""


def test_a_machine_without_credentials_has_no_answer() -> None:
    nobody = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    assert "password" not in _asked("git-codecommit.eu-west-1.amazonaws.com", **nobody)
