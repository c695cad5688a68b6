"""What the standby plugs in: the floor follows the primary."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import Feature, Schedule
from app.kernel.standby_run.jobs import raise_floor_every_second

feature = Feature(
    name="standby_run",
    jobs=(raise_floor_every_second,),
    schedules=(Schedule("standby.follow", timedelta(seconds=1), runs_in_clock=True),),
)
