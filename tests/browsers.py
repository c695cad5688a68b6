"""Browser tests need a Chromium, and the driver of Playwright: finds what this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The headless shell first: the same engine without windows takes two thirds of the processor time."""
BUNDLES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> str | None:
    """The browser that CHROMIUM names, or the first that this machine has."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in NAMES] + list(BUNDLES)
    return next((path for path in candidates if path and Path(path).exists()), None)


def find_driven_chromium() -> str | None:
    """The same, where the driver of Playwright can start: it is a Node with libraries of its own to find."""
    driver, _ = compute_driver_executable()
    has_driver = subprocess.run([driver, "--version"], capture_output=True, check=False).returncode == 0
    return find_chromium() if has_driver else None


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; whoever asks for it gets the mark `browser`."""
    path = find_chromium()
    assert path, "Tests with the mark `browser` are put aside where there is no browser."
    return path
