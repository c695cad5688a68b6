"""What the kernel plugs in: the one job that takes due steps, every few seconds."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.due_run.jobs import enqueue_due_steps, run_due_steps
from app.kernel.manifest import Feature, Schedule

feature = Feature(
    name="due_run",
    jobs=(run_due_steps, enqueue_due_steps),
    schedules=(Schedule("lifecycle.sweep", timedelta(seconds=15), runs_in_clock=True),),
)
