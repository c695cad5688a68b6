"""The newest migrations go back and forward on a filled database: nothing is lost but what they say, and boards go on."""

from __future__ import annotations

from collections.abc import Mapping

import flask_migrate
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from app.cli.migrate import MIGRATIONS
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.kept_figures.models import KeptFigure
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.models import Snapshot
from app.leaderboards.people import service as people_service
from app.leaderboards.people.memory import EXTENSION, RankingMemory
from tests.boards import build_all_boards, catch_up_and_build, earn_answers, publish_board_of, read_board, version_of
from tests.leaderboards.whole_count import check_boards_are_right

OLDEST = "0088"
GOES = {"kept_figure", "board_change"}
"""Tables of what is counted again, which go with their migrations."""
TABLES = "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
PUBLISHED = """
select b.published_version, s.people, s.roll from board b left join snapshot s on s.board_id = b.id and s.version = b.published_version
"""


@pytest.fixture
def scores(bare_app: Application, monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """A board of people whose last two versions tell only who moved, and a figure that is kept: the scores on the board."""
    monkeypatch.setattr(people_service, "MOVED_SHARE", 1)
    with bare_app.app_context():
        people = publish_board_of([4, 3, 2, 1])
        for day in (1, 2):
            earn_answers(people[3], 1, day=day)
            catch_up_and_build()
        with transaction():
            session().add(KeptFigure(name="a", basis="", value={}, counted_at=clock.now()))
            assert session().scalars(select(Snapshot.version).where(Snapshot.moves.is_not(None))).all() == [2, 3]
        return [row.score for row in read_board().rows]


def count_rows(settings: Settings) -> Mapping[str, int]:
    """How many rows each table has."""
    with psycopg.connect(settings.database_url) as connection:
        names = [name for (name,) in connection.execute(TABLES) if name not in GOES | {"snapshot"}]
        counts = {name: sql.SQL("select count(*) from {}").format(sql.Identifier(name)) for name in names}
        return {name: (connection.execute(count).fetchone() or (0,))[0] for name, count in counts.items()}


def test_the_newest_migrations_lose_nothing_and_each_board_has_a_ranking_all_the_while(
    bare_app: Application, settings: Settings, scores: list[float | None]
) -> None:
    rows = count_rows(settings)
    flask_migrate.Migrate(bare_app, db)
    with bare_app.app_context():
        for revision in ("0091", "0090", "0089", OLDEST):
            flask_migrate.downgrade(directory=MIGRATIONS, revision=revision)
            with psycopg.connect(settings.database_url) as connection:
                ((version, people, roll),) = connection.execute(PUBLISHED)
            assert (version, people, len(roll)) == (3, 4, 4 * 32), revision
            assert count_rows(settings) == rows, revision
        flask_migrate.upgrade(directory=MIGRATIONS)
        bare_app.extensions[EXTENSION] = RankingMemory()  # As in a process that starts.
        assert count_rows(settings) == rows
        assert [row.score for row in read_board().rows] == [20.0, 15.0, 10.0], "The whole ranking below the moves."
        build_all_boards()
        check_boards_are_right()
        assert ([row.score for row in read_board().rows], version_of()) == (scores, 4)
