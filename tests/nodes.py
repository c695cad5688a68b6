"""Some judges are written for Node: finds it, with the packages that `tests/judges` locks, and asks them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

JUDGES = Path(__file__).parent / "judges"
STATIC = Path(__file__).parents[1] / "app/web/static"

Read = Callable[[str], Any]


def find_node() -> str | None:
    """Node, where the judges that it runs are installed too."""
    return shutil.which("node") if (JUDGES / "node_modules").exists() else None


@pytest.fixture(scope="session")
def read_by_ical_js() -> Read:
    """What `ical.js` understands of a calendar; whoever asks for it gets the mark `node`."""
    node = find_node()
    assert node, "Tests with the mark `node` are put aside where there is no Node."

    return partial(_run_judge, node, "read_calendar.js")


@pytest.fixture(scope="session")
def list_openapi_faults() -> Read:
    """What Redocly and Spectral find in an OpenAPI document; whoever asks for it gets the mark `node`."""
    node = find_node()
    assert node, "Tests with the mark `node` are put aside where there is no Node."
    return partial(_run_judge, node, "lint_openapi.js")


@pytest.fixture(scope="session")
def list_html_faults() -> Callable[[dict[str, str]], dict[str, list[str]]]:
    """What `html-validate` finds in pages, by their names; whoever asks for it gets the mark `node`."""
    node = find_node()
    assert node, "Tests with the mark `node` are put aside where there is no Node."
    return lambda pages: _run_judge(node, "validate_html.js", json.dumps(pages))


@pytest.fixture(scope="session")
def draw_by_node() -> Callable[[list[dict[str, str]]], Any]:
    """Who wins by a second program, and what the script of a draw's page says; whoever asks for it gets the mark `node`."""
    node = find_node()
    assert node, "Tests with the mark `node` are put aside where there is no Node."
    scripts = [str(STATIC / name) for name in ("sha256.js", "draw.js")]
    return lambda contests: _run_judge(node, "draw.js", json.dumps({"scripts": scripts, "contests": contests}))


@pytest.fixture(scope="session")
def verify_credentials_by_node() -> Callable[[dict[str, Any]], dict[str, list[str]]]:
    """What Digital Bazaar's verifier, Ajv and `jose` say of badges, by their names; whoever asks for it gets the mark `node`."""
    node = find_node()
    assert node, "Tests with the mark `node` are put aside where there is no Node."
    return lambda world: _run_judge(node, "verify_credentials.js", json.dumps(world))


def find_old_python() -> str | None:
    """Python 3.8 with the verifier of Open Badges 2.0, which no newer Python runs."""
    python = JUDGES.parents[1] / ".venv/openbadges/bin/python"
    return str(python) if python.exists() else None


def find_synapse() -> str | None:
    """The Python of a Matrix homeserver, which needs other versions of what we use."""
    python = JUDGES.parents[1] / ".venv/synapse/bin/python"
    return str(python) if python.exists() else None


def find_askbot() -> str | None:
    """The Python of an Askbot, which needs Django and other versions of what we use."""
    python = JUDGES.parents[1] / ".venv/askbot/bin/python"
    return str(python) if python.exists() else None


@pytest.fixture(scope="session")
def verify_hosted_by_old_python() -> Callable[[dict[str, Any]], dict[str, list[Any]]]:
    """What the verifier of Open Badges 2.0 says of assertions, by their names; whoever asks for it gets the mark `old_python`."""
    python = find_old_python()
    assert python, "Tests with the mark `old_python` are put aside where there is no Python 3.8."
    return lambda world: _run_judge(python, "verify_hosted.py", json.dumps(world))


def _run_judge(node: str, script: str, text: str) -> Any:
    command = [node, str(JUDGES / script)]
    result = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60)
    return json.loads(result.stdout)
