"""What every process of the service waits for when it starts: nothing that only one kind of work needs."""

from __future__ import annotations

import subprocess
import sys

ONE_WORK_EACH = ("scipy", "ortools", "alembic", "seeds")


def test_a_start_loads_nothing_that_only_one_kind_of_work_needs() -> None:
    loaded = "import sys, app.factory; app.factory.create_app; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert "sqlalchemy" in result.stdout.split()
    assert [name for name in ONE_WORK_EACH if name in result.stdout.split()] == []
