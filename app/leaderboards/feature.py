"""What leaderboards plug in."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel.manifest import NavigationEntry, Schedule
from app.leaderboards import ready_pages
from app.leaderboards.authoring.pages import pages as authoring
from app.leaderboards.commands import board_commands
from app.leaderboards.jobs import (
    copy_ranking_to_redis,
    count_changes_between_builds,
    enqueue_due_builds_and_copies,
    publish_board_version_if_due,
)
from app.leaderboards.people.memory import EXTENSION as RANKING_MEMORY
from app.leaderboards.people.memory import RankingMemory
from app.leaderboards.people.statements import MERGED_ROWS as MERGED_ROWS_OF_PEOPLE
from app.leaderboards.personal_file import PERSONAL_FILE
from app.leaderboards.ranking_cache import EXTENSION, RankingCache
from app.leaderboards.readers import reader
from app.leaderboards.reading.pages import pages
from app.leaderboards.reading.routes import api
from app.leaderboards.rebuild import note_person_merge
from app.leaderboards.running.service import forget_totals_of_merged_person
from app.leaderboards.running.statements import MERGED_ROWS
from app.leaderboards.spaces import PARTS
from app.people.manifest import JoiningFeature


def _set_up_caches(app: Flask) -> None:
    app.extensions[EXTENSION] = RankingCache(app.extensions["redis"])
    app.extensions[RANKING_MEMORY] = RankingMemory()
    app.extensions[ready_pages.EXTENSION] = {}


feature = JoiningFeature(
    on_person_merge=(forget_totals_of_merged_person, note_person_merge),
    merged_rows=(*MERGED_ROWS, *MERGED_ROWS_OF_PEOPLE),
    name="leaderboards",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, authoring),
    apis=(api,),
    readers=(reader,),
    emits=frozenset({"leaderboard.published"}),
    jobs=(
        publish_board_version_if_due,
        copy_ranking_to_redis,
        enqueue_due_builds_and_copies,
        count_changes_between_builds,
    ),
    schedules=(
        Schedule("leaderboards.refresh", timedelta(seconds=1), runs_in_clock=True),
        Schedule("leaderboards.count", timedelta(hours=1)),
    ),
    commands=(board_commands,),
    navigation=(
        NavigationEntry("Tableaux", "boards_authoring.index", "chart-bar", "boards.write", place=40, space="hr"),
    ),
    space_parts=PARTS,
    set_up=_set_up_caches,
)
