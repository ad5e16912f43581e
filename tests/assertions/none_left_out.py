"""A pytest plugin for the step before a deployment: it fails where a test was deselected, or is marked to be skipped
or to fail.

An option left in the project's configuration, or a marker left on a test, would let the step pass with less than all of
its assertions. A test that finds nothing to look at, and skips itself, is none of these. Who runs one test by name does
not load it.

    pytest tests/assertions -p tests.assertions.none_left_out
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest


class NoneLeftOut:
    """Remembers what did not run."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.names += [item.nodeid for item in items]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and (report.when == "setup" or hasattr(report, "wasxfail")):
            self.names.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.names.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.names:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.names:
            files = ", ".join(sorted({name.partition("::")[0] for name in self.names}))
            terminalreporter.write_line(
                f"assertions: {len(self.names)} tests did not run, in {files}: take out what leaves them out (a skip, "
                "or an option such as --deselect in pyproject.toml); each must hold before a deployment",
                red=True,
            )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(NoneLeftOut())
