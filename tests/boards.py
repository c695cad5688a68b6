"""Makes boards for tests, and has them built as workers and the clock would within seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import text

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import service, statements
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.measures import points
from app.leaderboards.models import Board
from app.leaderboards.periods import ALL_TIME
from app.leaderboards.queries import get_board, list_current_boards
from app.leaderboards.ranking import Score
from app.leaderboards.reading.queries import get_board_with_last_version, load_board_page
from app.leaderboards.reading.views import BoardPage, BoardRow
from app.points.service import Amounts, create_and_publish_rule
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, tell


def make_board(slug: str = "board", *, subject: str = "person", how: str = "per_head") -> int:
    """A board since the beginning; of people too, which the service refuses but whose order is easy to foretell."""
    board = Board(slug=slug, title=WORDS, subject=subject, period="all", how=how)
    session().add(board)
    session().flush()
    return board.id


def publish_board_of(answers: Sequence[int]) -> list[int]:
    """A published board of people who gave so many answers each: their ids, in this order."""
    with transaction():
        people = make_people(len(answers), on_boards=True)
        pay_for_answers()
        make_board()
    for person_id, times in zip(people, answers, strict=True):
        earn_answers(person_id, times)
    catch_up_and_build()
    return people


def pay_for_answers(points_each: int = 5) -> None:
    """Each answer is worth so much."""
    create_and_publish_rule(
        "answers", "answer.created", sentence=WORDS, amounts=Amounts(personal=points_each), in_force_from=LONG_AGO
    )


def earn_answers(person_id: int, times: int, *, day: int = 0) -> None:
    """So many answers on that day after the Monday, a minute apart."""
    earn_for_all([person_id], times, day=day)


def earn_for_all(people: Sequence[int], times: int, *, day: int = 0) -> None:
    """So many answers of each of these people on that day after the Monday, a minute apart."""
    tell(*(_build_answer(person_id, day, number) for person_id in people for number in range(times)))


def catch_up_and_build() -> None:
    """Let the readers catch up, and publish every board without waiting for its time."""
    catch_up()
    build_all_boards()


def build_all_boards() -> None:
    """Publish every board without waiting for its time."""
    with transaction():
        boards = [board.id for board in list_current_boards()]
        for board_id in boards:
            service.make_board_due_now(board_id)
    for board_id in boards:
        publish_board_version_if_due(board_id)


def read_board(slug: str = "board", person_id: int | None = None, *, after: int = 0, most: int = 50) -> BoardPage:
    """What somebody, or a machine, is shown."""
    with transaction():
        return load_board_page(get_board_with_last_version(slug), person_id, after=after, most=most)


def rows_as_tuples(
    rows: list[BoardRow] | tuple[BoardRow, ...] | object,
) -> list[tuple[int | None, str | None, float | None]]:
    """Rank, name and score."""
    assert isinstance(rows, list | tuple), "Rows come as a list."
    return [(row.rank, row.name, row.score) for row in rows]


def version_of(slug: str = "board") -> int:
    """The last version."""
    with transaction():
        return get_board(slug).published_version


def scores_of_people() -> list[Score]:
    """What everybody has earned since the beginning, as the database adds it up, before anything is ranked."""
    since, until = ALL_TIME
    parameters = {"since": since, "until": until}
    rows = session().execute(text(statements.select_earned_scores(points.measure)), parameters)
    return [Score(row.person_id, row.score, row.reached_at) for row in rows]


def _build_answer(person_id: int, day: int, number: int) -> NewFact:
    return NewFact(
        kind="answer.created",
        source="rse",
        source_key=f"{person_id}-{day}-{number}",
        occurred_at=MONDAY + timedelta(days=day, minutes=number),
        actor_id=person_id,
    )
