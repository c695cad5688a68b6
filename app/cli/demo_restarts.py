"""Starts the programs of a demo again when they stop."""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.cli.demo_audience import StopCondition
from app.cli.demo_home import short_path
from app.cli.demo_limits import print_step
from app.kernel.embedded.plan import PrivateServerError
from app.kernel.embedded.supervised import SupervisedCommand

RESTART_AFTER = 3.0
"""Seconds before a child that stopped is started again: a fault that stays does not become an endless loop."""


def keep_programs_running(programs: Sequence[SupervisedCommand], until: StopCondition) -> None:
    """Restart the programs that stop, until the demo's audience is gone or a signal ends it."""
    refused: set[str] = set()
    restart_at: dict[str, float] = {}
    while not until():
        time.sleep(0.5)
        for program in programs:
            name = program.plan.name
            if program.is_running():
                restart_at.pop(name, None)
            elif name not in restart_at:
                restart_at[name] = _plan_restart(program, refused)
            elif time.monotonic() >= restart_at[name]:
                del restart_at[name]
                _restart_program(program, refused)


def _plan_restart(program: SupervisedCommand, refused: set[str]) -> float:
    """When a program that stopped starts again; several that stop together wait together."""
    name = program.plan.name
    if name not in refused:
        print_step(f"{name} stopped. It starts again; its last words are in {short_path(program.log)}.")
    return time.monotonic() + RESTART_AFTER


def _restart_program(program: SupervisedCommand, refused: set[str]) -> None:
    """Start a program again; one that cannot start is named once, kept in `refused` and tried again later."""
    name = program.plan.name
    try:
        program.start()
    except PrivateServerError as failure:
        if name not in refused:
            print_step(f"{failure}\nIt is tried again.")
        refused.add(name)
        return
    if name in refused:
        print_step(f"{name} runs again.")
        refused.remove(name)
