"""Prints the figures that tests recorded, at the end of a session, and keeps how long the whole suite took."""

from __future__ import annotations

import time

import pytest

BEGAN = pytest.StashKey[float]()


def pytest_configure(config: pytest.Config) -> None:
    """Note when the session began."""
    config.stash[BEGAN] = time.monotonic()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A table for each test that recorded `figures`: rows of a name and a figure."""
    passed = terminalreporter.getreports("passed")
    tables = [(report.nodeid, rows) for report in passed for name, rows in report.user_properties if name == "figures"]
    for test, rows in tables:
        terminalreporter.section(test)
        terminalreporter.line("\n".join(f"{name:<38}{figure}" for name, figure in rows))
    cache: pytest.Cache | None = getattr(config, "cache", None)  # `-p no:cacheprovider` leaves the attribute out.
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not (
        config.option.keyword or config.option.markexpr or config.option.collectonly
    )
    if is_whole and cache is not None:
        seconds = time.monotonic() - config.stash[BEGAN]
        cache.set("house/suite_time", f"{len(passed):,} tests passed in {seconds:.0f} s")
