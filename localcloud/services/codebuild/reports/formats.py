"""Which formats of test reports are read, by the name that a build spec's `file-format` has.

Source: docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html, reports/*/file-format
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from localcloud.services.codebuild.reports.cases import TestCase
from localcloud.services.codebuild.reports.cucumber import parse_cucumber
from localcloud.services.codebuild.reports.junit import parse_junit
from localcloud.services.codebuild.reports.nunit import parse_nunit2, parse_nunit3
from localcloud.services.codebuild.reports.testng import parse_testng
from localcloud.services.codebuild.reports.trx import parse_trx

TEST_FORMATS: Final[Mapping[str, Callable[[bytes], list[TestCase]]]] = {
    "CUCUMBERJSON": parse_cucumber,
    "JUNITXML": parse_junit,
    "NUNITXML": parse_nunit2,
    "NUNIT3XML": parse_nunit3,
    "TESTNGXML": parse_testng,
    "VISUALSTUDIOTRX": parse_trx,
}
