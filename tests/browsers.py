"""Browser tests need a Chromium: finds it, and where there is none says by name which tests were not run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BUNDLES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NOT_RUN = pytest.StashKey[list[str]]()


def find_chromium() -> str | None:
    """The browser that CHROMIUM names, or the first that this machine has."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in NAMES] + list(BUNDLES)
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; a test that asks for it carries the mark `browser`."""
    found = find_chromium()
    assert found, "A test that needs a browser carries the mark `browser`."
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Where the names gather."""
    config.stash[NOT_RUN] = []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the browser tests aside where there is no browser; they are told, never counted as passed."""
    if find_chromium():
        return
    aside = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    config.stash[NOT_RUN] = sorted(item.nodeid for item in aside)
    config.hook.pytest_deselected(items=aside)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test process tells the one that reports."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["not_run"] = session.config.stash[NOT_RUN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The one that reports listens; every process has the same list."""
    told = getattr(node, "workeroutput", {}).get("not_run", [])
    node.config.stash[NOT_RUN] = told or node.config.stash[NOT_RUN]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was not run, and say how to run it."""
    names = config.stash[NOT_RUN]
    if names:
        terminalreporter.section("browser tests not run: no Chromium on this machine", yellow=True)
        terminalreporter.line("Install Debian's chromium, or name a browser in CHROMIUM. Not run:")
        for name in names:
            terminalreporter.line(f"  {name}")
