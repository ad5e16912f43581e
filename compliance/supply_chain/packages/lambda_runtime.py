"""What the function runs with and does not carry: the Lambda runtime's own packages.

AWS keeps their versions up to date by itself (docs.aws.amazon.com/lambda/latest/dg/lambda-python.html), so no lock can
say which one a request meets; `requirements/lock` leaves the same packages out of the zip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SUPPLIER: Final = "Amazon Web Services"


@dataclass(frozen=True, kw_only=True)
class RuntimePackage:
    """A Python package of the runtime.

    Attributes:
        licence: SPDX expression, the same in all its versions.
        needs: other packages of the runtime.
        imported: whether the function's own code imports it.
    """

    name: str
    licence: str
    needs: tuple[str, ...] = ()
    imported: bool = False


PACKAGES: Final = (
    RuntimePackage(name="boto3", licence="Apache-2.0", needs=("botocore", "jmespath", "s3transfer"), imported=True),
    RuntimePackage(
        name="botocore", licence="Apache-2.0", needs=("jmespath", "python-dateutil", "urllib3"), imported=True
    ),
    RuntimePackage(name="jmespath", licence="MIT"),
    RuntimePackage(name="python-dateutil", licence="Apache-2.0 AND BSD-3-Clause", needs=("six",)),
    RuntimePackage(name="s3transfer", licence="Apache-2.0", needs=("botocore",)),
    RuntimePackage(name="six", licence="MIT"),
    RuntimePackage(name="urllib3", licence="MIT"),
)
