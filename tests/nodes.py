"""Some judges are written for Node: finds it, with the packages that `tests/judges` locks, and asks them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

JUDGES = Path(__file__).parent / "judges"

Read = Callable[[str], Any]


def find_node() -> str | None:
    """Node, where the judges that it runs are installed too."""
    return shutil.which("node") if (JUDGES / "node_modules").exists() else None


@pytest.fixture(scope="session")
def read_by_ical_js() -> Read:
    """What `ical.js` understands of a calendar; a test that asks for it carries the mark `node`."""
    node = find_node()
    assert node, "A test that needs Node carries the mark `node`."

    def read(text: str) -> Any:
        command = [node, str(JUDGES / "read_calendar.js")]
        result = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60)
        return json.loads(result.stdout)

    return read
