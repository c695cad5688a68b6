"""What every process of the service waits for when it starts: nothing that only one kind of work needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ONE_WORK_EACH = ("scipy", "ortools", "alembic", "seeds")


START = """
import sys
from app.factory import create_app
from tests.applications import settings_of
create_app(settings_of("postgresql:///nowhere", "redis://nowhere"))
print(*sys.modules)
"""
"""An application finds its features when it is made."""


def test_a_start_loads_nothing_that_only_one_kind_of_work_needs() -> None:
    root = Path(__file__).parents[2]
    result = subprocess.run([sys.executable, "-c", START], cwd=root, capture_output=True, text=True, check=True)
    assert {"sqlalchemy", "missions.contests.feature"} <= set(result.stdout.split())
    assert [name for name in ONE_WORK_EACH if name in result.stdout.split()] == []
