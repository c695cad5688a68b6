"""What leaderboards plug in."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.journal.manifest import JournalFeature
from app.kernel.manifest import NavigationEntry, Schedule
from app.leaderboards.authoring.pages import pages as authoring
from app.leaderboards.commands import board_commands
from app.leaderboards.jobs import build_board, copy_ranking_to_redis, refresh_boards
from app.leaderboards.ranking_cache import EXTENSION, RankingCache
from app.leaderboards.readers import reader
from app.leaderboards.reading.pages import pages
from app.leaderboards.reading.routes import api


def _set_up(app: Flask) -> None:
    app.extensions[EXTENSION] = RankingCache(app.extensions["redis"])


feature = JournalFeature(
    name="leaderboards",
    blueprints=(pages, authoring),
    apis=(api,),
    readers=(reader,),
    emits=frozenset({"leaderboard.published"}),
    jobs=(build_board, copy_ranking_to_redis, refresh_boards),
    schedules=(Schedule("leaderboards.refresh", timedelta(seconds=1)),),
    commands=(board_commands,),
    navigation=(
        NavigationEntry("Tableaux", "boards_authoring.index", "chart-bar", "boards.write", place=40, space="hr"),
    ),
    set_up=_set_up,
)
