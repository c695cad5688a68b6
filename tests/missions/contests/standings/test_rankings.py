"""A ranking shows its first three, oneself and one's neighbours, under the names of those who agreed."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Choices
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from missions.contests.joining.service import join_contest, leave_contest
from missions.contests.standings.jobs import publish_figures_of_contests
from missions.contests.standings.ranking.queries import load_personal_ranking
from missions.contests.standings.ranking.rows import ContestRankingRow
from missions.contests.terms import ScoringLine
from tests.makers import catch_up, make_people, tell
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_fact, make_terms

Row = tuple[int, int, str | None, bool]


def list_rows(rows: object) -> list[Row]:
    assert isinstance(rows, list), "Rows come as a list."
    return [(row.rank, row.score, row.name, row.is_own) for row in rows if isinstance(row, ContestRankingRow)]


def test_the_first_three_and_the_neighbours_are_named_if_they_agreed(app: Application) -> None:
    with transaction():
        people = make_people(8)
        contest_id = make_contest(make_terms("ranking", scoring=(ScoringLine(source="answer.created"),))).id
        session().get_one(Choices, people[0]).pseudonym = "Ada"
    for place, person_id in enumerate(people):
        with clock.freeze_at(OPENS_AT), transaction():
            join_contest("useful", person_id, is_named=place in (0, 5))
    scores = (6, 5, 5, 4, 3, 2, 2, 0)
    tell(*(make_fact(f"{p}-{n}", p, OPENS_AT + timedelta(hours=n)) for p, score in zip(people, scores, strict=True) for n in range(score)))  # fmt: skip
    catch_up(["contests"])
    publish_figures_of_contests()
    with transaction():
        ranking = load_personal_ranking(contest_id, people[4])
        assert list_rows(ranking.top) == [(1, 6, "Ada", False), (2, 5, None, False), (2, 5, None, False)]
        around = list_rows(ranking.around)
    assert [(rank, score, own) for rank, score, _, own in around] == [(2, 5, False), (4, 4, False), (5, 3, True), (6, 2, False), (6, 2, False)]  # fmt: skip
    assert [name is not None for _, _, name, _ in around] == [False, False, False, True, False]
    with transaction():
        begin_or_change_pause(get_person(people[0]), PauseLength.OPEN)
        assert list_rows(load_personal_ranking(contest_id, people[4]).top)[0] == (1, 6, None, False), (
            "A pause hides it."
        )
        leave_contest("useful", people[0])
    with transaction():
        assert list_rows(load_personal_ranking(contest_id, people[4]).top) == [(2, 5, None, False), (2, 5, None, False)]
        assert load_personal_ranking(contest_id, people[7]).around == []


def test_a_contest_that_nobody_scored_in_has_an_empty_ranking(app: Application) -> None:
    with transaction():
        contest_id = make_contest(make_terms("ranking")).id
        assert load_personal_ranking(contest_id, 1).as_of is None
    publish_figures_of_contests()
    with transaction():
        assert load_personal_ranking(contest_id, 1).top == ()
