"""Tests that need what not every machine has are put aside where it is missing, and named at the end, never counted as passed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from tests.browsers import find_driven_chromium
from tests.kernel.standbys import find_base_backup
from tests.nodes import find_askbot, find_node, find_old_python, find_synapse
from tests.storm.hosts import find_namespaces


def find_program(name: str) -> str | None:
    """A program of the machine, also one that only root's path names."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


NOT_RUN = pytest.StashKey[dict[str, list[str]]]()


@dataclass(frozen=True)
class Need:
    """Which fixtures need it, how it is found, and what to do where it is not."""

    fixtures: frozenset[str]
    find: Callable[[], str | None]
    title: str
    advice: str


NEEDS = {
    "browser": Need(
        frozenset({"chromium"}),
        find_driven_chromium,
        "browser tests not run: no Chromium on this machine, or Playwright's driver does not start",
        "Install Debian's chromium-headless-shell (or name a browser in CHROMIUM) and libatomic1. Not run:",
    ),
    "nginx": Need(
        frozenset({"nginx"}),
        partial(find_program, "nginx"),
        "tests not run: no nginx on this machine",
        "Install Debian's nginx-light. Not run:",
    ),
    "haproxy": Need(
        frozenset({"haproxy"}),
        partial(find_program, "haproxy"),
        "tests not run: no HAProxy on this machine",
        "Install Debian's haproxy. Not run:",
    ),
    "namespaces": Need(
        frozenset({"namespaces"}),
        find_namespaces,
        "tests not run: no network namespaces on this machine, or not the right to make them",
        "Install Debian's iproute2 and run them as root. Not run:",
    ),
    "standby": Need(
        frozenset({"base_backup"}),
        find_base_backup,
        "tests not run: no pg_basebackup beside this machine's PostgreSQL",
        "Install Debian's postgresql. Not run:",
    ),
    "pngcheck": Need(
        frozenset({"pngcheck"}),
        partial(find_program, "pngcheck"),
        "tests not run: no pngcheck on this machine",
        "Install Debian's pngcheck. Not run:",
    ),
    "node": Need(
        frozenset(
            {
                "draw_by_node",
                "list_html_faults",
                "list_openapi_faults",
                "read_by_ical_js",
                "verify_credentials_by_node",
            }
        ),
        find_node,
        "tests not run: no Node, or not the judges that it runs",
        "Install Node, then: cd tests/judges && npm ci --ignore-scripts. Not run:",
    ),
    "old_python": Need(
        frozenset({"verify_hosted_by_old_python"}),
        find_old_python,
        "tests not run: no Python 3.8 with the verifier of Open Badges 2.0",
        "Make it as tests/judges/openbadges.txt says. Not run:",
    ),
    "synapse": Need(
        frozenset({"synapse"}),
        find_synapse,
        "tests not run: no Synapse, the homeserver that judges how Matrix is read",
        "Make it: make synapse (a minute, 240 MB on the disk). Not run:",
    ),
    "askbot": Need(
        frozenset({"forum"}),
        find_askbot,
        "tests not run: no Askbot, the forum that judges the apps for it",
        "Make it: make askbot (a minute, 360 MB on the disk). Not run:",
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    """Where the names gather."""
    config.stash[NOT_RUN] = {}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it asks for, itself or through others, so that no mark can be forgotten."""
    fixtures = set(getattr(item, "fixturenames", ()))
    for mark, need in NEEDS.items():
        if need.fixtures & fixtures:
            item.add_marker(mark)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put aside what cannot run here."""
    carried = {mark for mark in NEEDS for item in items if item.get_closest_marker(mark)}
    missing = [mark for mark in NEEDS if mark in carried and not NEEDS[mark].find()]
    for mark in missing:
        aside = [item for item in items if item.get_closest_marker(mark)]
        items[:] = [item for item in items if item not in aside]
        config.stash[NOT_RUN][mark] = sorted(item.nodeid for item in aside)
        config.hook.pytest_deselected(items=aside)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A test process tells the one that reports."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["not_run"] = session.config.stash[NOT_RUN]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The one that reports listens; every process has the same lists."""
    not_run = getattr(node, "workeroutput", {}).get("not_run", {})
    node.config.stash[NOT_RUN] = not_run or node.config.stash[NOT_RUN]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was not run, and say how to run it."""
    for mark, names in config.stash[NOT_RUN].items():
        if names:
            terminalreporter.section(NEEDS[mark].title, yellow=True)
            terminalreporter.line(NEEDS[mark].advice)
            for name in names:
                terminalreporter.line(f"  {name}")
