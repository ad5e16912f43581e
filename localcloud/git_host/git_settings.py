"""Settings of git for programs that are started here or for a person's shell, as variables: nobody's files are changed.

Source: git-scm.com/docs/git-config, GIT_CONFIG_COUNT (git 2.31)
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from localcloud.git_host import credential_helper

_OURS = b"\n# The local cloud's\n"
_CODECOMMIT = "https://git-codecommit.*.amazonaws.com"


def helper_variables() -> dict[str, str]:
    """What makes git ask CodeCommit's credential helper, beside any other helper that is set."""
    return as_variables(_helper())


def codecommit_variables(names: Mapping[str, str], *, environment: Mapping[str, str]) -> dict[str, str]:
    """What makes git in a shell find CodeCommit's hosts here, and sign; all other hosts are found as ever.

    Args:
        names: the variables that make a child process find AWS's names here.
        environment: the shell's, whose own settings of this kind, and certificates, stay.
    """
    proxy, certificates = names.get("HTTPS_PROXY"), names.get("GIT_SSL_CAINFO")
    if not proxy or not certificates:
        return {}
    kept = [setting for setting in _given(environment) if _CODECOMMIT not in setting[0]]
    way = ((f"http.{_CODECOMMIT}.proxy", proxy), (f"http.{_CODECOMMIT}.sslCAInfo", certificates))
    return {**as_variables((*kept, *way, *_helper())), **_trusted_everywhere(Path(certificates), environment)}


def _trusted_everywhere(certificates: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Where a shell names git's certificates, which then count for every host whatever is set: those with ours."""
    given = Path(environment.get("GIT_SSL_CAINFO", ""))
    if not given.is_file():
        return {}
    both = certificates.with_name("git-certificates.pem")
    others = given.read_bytes().partition(_OURS)[0]  # it may be this very file, of an earlier call
    both.write_bytes(others + _OURS + certificates.read_bytes())
    return {"GIT_SSL_CAINFO": str(both)}


def _given(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    count = environment.get("GIT_CONFIG_COUNT", "")
    places = range(int(count)) if count.isdecimal() else range(0)
    return [
        (environment.get(f"GIT_CONFIG_KEY_{at}", ""), environment.get(f"GIT_CONFIG_VALUE_{at}", "")) for at in places
    ]


def as_variables(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Settings by their names, as variables that git reads."""
    named = {f"GIT_CONFIG_KEY_{at}": name for at, (name, _) in enumerate(settings)}
    values = {f"GIT_CONFIG_VALUE_{at}": value for at, (_, value) in enumerate(settings)}
    return {"GIT_CONFIG_COUNT": str(len(settings)), **named, **values}


def _helper() -> tuple[tuple[str, str], ...]:
    # -I: neither the variables nor the packages of whoever calls git are the helper's.
    command = shlex.join([sys.executable, "-I", str(Path(credential_helper.__file__))])
    return (
        (f"credential.{_CODECOMMIT}.helper", f"!{command}"),
        (f"credential.{_CODECOMMIT}.useHttpPath", "true"),
    )
