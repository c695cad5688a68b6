"""On a full disk no guardian starts a program that nobody could stop, and whoever starts one learns why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.kernel.embedded.plan import CommandPlan, PrivateServerError
from app.kernel.embedded.supervised import WATCHDOG, SupervisedCommand

GUARDIAN_ON_A_FULL_DISK = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.argv = [sys.argv[1]]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.fault
def test_a_guardian_that_cannot_write_its_number_starts_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "started"
    plan = CommandPlan(name="victim", command=("/bin/mkdir", str(mark)), mark="mkdir", folder=tmp_path, environ={})
    given = plan.encode_for_watchdog(
        running=tmp_path / "victim.running", needed=tmp_path / "needed", log=Path(os.devnull)
    )
    guardian = subprocess.run(
        [sys.executable, "-c", GUARDIAN_ON_A_FULL_DISK, str(WATCHDOG)], input=given, capture_output=True, check=False
    )
    assert guardian.returncode != 0
    assert b"File too large" in guardian.stderr
    assert not mark.exists()


@pytest.mark.fault
def test_a_command_that_no_guardian_can_run_is_given_up_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "run" / "victim.needed").mkdir(parents=True)
    plan = CommandPlan(name="victim", command=("/bin/true",), mark="victim", folder=tmp_path, environ={})
    with pytest.raises(PrivateServerError, match=r"victim cannot start: [\s\S]+IsADirectoryError"):
        SupervisedCommand(tmp_path, plan).start()
