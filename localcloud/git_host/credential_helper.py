"""Tells git who it is towards CodeCommit: a helper as git-scm.com/docs/gitcredentials describes them.

The user name is the access key id, with the session's token after a `%`; the password is the time, and the signature
(version 4 of AWS's) of the repository's path under the method GIT. So do the AWS CLI's `codecommit credential-helper`
and git-remote-codecommit. It runs alone (`python -I`); what CodeCommit's side checks is computed here too.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

HOST = re.compile(
    r"(?:[a-z0-9-]+\.)?git-codecommit(?:-fips)?\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?:vpce\.)?amazonaws\.com(?:\.cn)?"
)
"""CodeCommit's hosts for git: docs.aws.amazon.com/codecommit/latest/userguide/regions.html"""
TIME = "%Y%m%dT%H%M%S"
_ALGORITHM = "AWS4-HMAC-SHA256"


def git_signature(*, secret: str, time: str, region: str, host: str, path: str) -> str:
    """The signature in a password, 64 hexadecimal digits.

    Args:
        time: UTC, as `20260102T030405`; neither it nor anything else of the signature has a `Z`.
        host: without a port.
        path: of the repository, as `/v1/repos/NAME`.
    """
    canonical = f"GIT\n{path}\n\nhost:{host}\n\nhost\n"
    day = time[:8]
    scope = f"{day}/{region}/codecommit/aws4_request"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in (day, region, "codecommit", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, f"{_ALGORITHM}\n{time}\n{scope}\n{digest}".encode(), "sha256").hex()


def main(action: str, lines: Iterable[str]) -> None:
    """Answer git's question for a user name and a password; of another host, or to another question, say nothing."""
    asked = dict(line.strip().split("=", 1) for line in lines if "=" in line)
    host = asked.get("host", "").partition(":")[0]
    named = HOST.fullmatch(host)
    if action != "get" or named is None:
        return
    # The AWS SDK, which takes a moment to import: of a build it finds the role's credentials, of a person their own.
    from botocore.session import Session

    found = Session().get_credentials()
    if found is None:
        return
    credentials, time = found.get_frozen_credentials(), datetime.now(UTC).strftime(TIME)
    path = f"/{asked.get('path', '').strip('/')}"
    signature = git_signature(secret=credentials.secret_key, time=time, region=named["region"], host=host, path=path)
    token = f"%{credentials.token}" if credentials.token else ""
    print(f"username={credentials.access_key}{token}\npassword={time}Z{signature}")


if __name__ == "__main__":
    main(sys.argv[-1], sys.stdin)
