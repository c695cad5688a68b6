"""Prints, at the end of a test session, the figures of the tests that have some to tell."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A table for each test that recorded `figures`: rows of a name and a figure."""
    passed = terminalreporter.getreports("passed")
    told = [(report.nodeid, rows) for report in passed for name, rows in report.user_properties if name == "figures"]
    for test, rows in told:
        terminalreporter.section(test)
        terminalreporter.line("\n".join(f"{what:<38}{figure}" for what, figure in rows))
