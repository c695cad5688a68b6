"""What leaderboards plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Feature, Schedule
from app.leaderboards.jobs import build_board, refresh
from app.leaderboards.pages import pages
from app.leaderboards.readers import reader
from app.leaderboards.routes import api

feature = Feature(
    name="leaderboards",
    blueprints=(pages,),
    apis=(api,),
    readers=(reader,),
    jobs=(build_board, refresh),
    schedules=(Schedule("leaderboards.refresh", timedelta(seconds=1)),),
)
