"""The running total of a participant follows from the facts: lines, caps, undoing, and when it was reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from app.journal.rebuild import count_rows_changed_by_trial_replay, rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.points.service import Amounts, create_and_publish_rule
from missions.contests.joining.service import join_contest, leave_contest
from missions.contests.models import Contest
from missions.contests.standings.models import ContestStanding
from missions.contests.standings.service.count import recount_contest
from missions.contests.terms import GroupSort, ScoringLine
from missions.service.enrol import enrol_people_in_missions
from missions.service.publish import create_and_publish_mission
from tests.makers import LONG_AGO, catch_up, make_mission_draft, make_people, tell
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_contest, make_fact, make_terms

DAY = timedelta(days=1)
Reached = tuple[int, datetime | None]


def open_contest(people: Sequence[int], *lines: ScoringLine, **given: object) -> int:
    """A ranking that everybody joined on its first day."""
    with transaction():
        contest_id = make_contest(make_terms("ranking", scoring=lines, **given)).id
    for person_id in people:
        with clock.freeze_at(OPENS_AT), transaction():
            join_contest("useful", person_id)
    return contest_id


def make_somebody() -> int:
    with transaction():
        (person_id,) = make_people(1)
    return person_id


def read_score(person_id: int) -> Reached | None:
    with transaction():
        row = session().scalar(select(ContestStanding).where(ContestStanding.person_id == person_id))
        return None if row is None else (row.score, row.reached_at)


def count(*facts: NewFact) -> None:
    tell(*facts)
    catch_up(["missions", "points", "contests"])


def undo(key: str, actor_id: int, number: str = "") -> NewFact:
    return make_fact(f"undo{number}-{key}", actor_id, OPENS_AT, kind="activity.undone", undoes=key)


def test_facts_between_the_opening_and_the_closing_second_count_once(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created", amount=3))
    last = CLOSES_AT - timedelta(microseconds=1)
    moments = {"soon": OPENS_AT - timedelta(microseconds=1), "first": OPENS_AT, "last": last, "late": CLOSES_AT}
    count(*(make_fact(key, ada, at) for key, at in moments.items()))
    count(make_fact("first", ada, OPENS_AT))
    assert read_score(ada) == (6, last)


def test_what_is_undone_goes_and_what_is_undone_twice_comes_back(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created"))
    count(make_fact("a", ada, OPENS_AT), make_fact("b", ada, OPENS_AT + DAY))
    count(undo("b", ada))
    assert read_score(ada) == (1, OPENS_AT)
    count(undo("undo-b", ada))
    assert read_score(ada) == (2, OPENS_AT + DAY)
    count(undo("a", ada), undo("undo-undo-b", ada))
    assert read_score(ada) == (0, None)


def test_the_cap_of_a_day_is_that_of_the_zone_of_the_contest(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created", cap=2, cap_period="day"))
    midnight = datetime.fromisoformat("2026-03-05T00:00+01:00")
    count(*(make_fact(f"{n}", ada, midnight + timedelta(minutes=n)) for n in (-3, -2, -1, 0, 1, 2)))
    assert read_score(ada) == (4, midnight + timedelta(minutes=1))
    count(undo("-3", ada), undo("0", ada), undo("1", ada))
    assert read_score(ada) == (3, midnight + timedelta(minutes=2))


def test_the_cap_of_the_score_keeps_the_moment_at_which_it_was_reached(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created", amount=2), score_cap=4)
    count(*(make_fact(f"{n}", ada, OPENS_AT + n * DAY) for n in range(4)))
    assert read_score(ada) == (4, OPENS_AT + DAY)
    count(undo("0", ada))
    assert read_score(ada) == (4, OPENS_AT + 2 * DAY)
    count(undo("1", ada), undo("2", ada))
    assert read_score(ada) == (2, OPENS_AT + 3 * DAY)


def test_missions_count_when_they_are_completed_and_no_more_when_reopened(app: Application) -> None:
    ada = make_somebody()
    with transaction():
        create_and_publish_mission("help", make_mission_draft(facts=["answer.created"], wanted=2))
        enrol_people_in_missions([ada])
    open_contest([ada], ScoringLine(source="mission:help", amount=10), ScoringLine(source="mission:other"))
    count(make_fact("a", ada, OPENS_AT), make_fact("b", ada, OPENS_AT + DAY))
    assert read_score(ada) == (10, OPENS_AT + DAY)
    count(undo("a", ada))
    assert read_score(ada) == (0, None)


def test_points_of_a_rule_count_as_the_ledger_says_and_so_do_its_corrections(app: Application) -> None:
    ada = make_somebody()
    with transaction():
        create_and_publish_rule("answers", "answer.created", amounts=Amounts(personal=5), in_force_from=LONG_AGO)
        create_and_publish_rule("posts", "post.created", amounts=Amounts(personal=7), in_force_from=LONG_AGO)
    tell(make_fact("before", ada, OPENS_AT))
    catch_up(["points"])
    open_contest([ada], ScoringLine(source="points:answers", amount=None), ScoringLine(source="points:posts", cap=1, cap_period="week"))  # fmt: skip
    assert read_score(ada) == (5, OPENS_AT)
    posts = [make_fact(f"p{n}", ada, OPENS_AT + n * DAY, kind="post.created") for n in range(2)]
    count(make_fact("a", ada, OPENS_AT + DAY), *posts)
    assert read_score(ada) == (11, OPENS_AT + DAY)
    count(undo("before", ada), undo("p0", ada))
    assert read_score(ada) == (6, OPENS_AT + DAY)
    with transaction():
        assert count_rows_changed_by_trial_replay(readers_by_name()["contests"], ada) == {}


def test_a_contest_of_communities_counts_what_was_done_there(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created"), group_sort=GroupSort.COMMUNITY, communities=("c1", "c2"))
    count(*(make_fact(f"a{name}", ada, OPENS_AT, community=name) for name in ("c1", "c2", "c3", None)))
    assert read_score(ada) == (2, OPENS_AT)


def test_whoever_left_has_no_total_and_has_it_again_after_joining_again(app: Application) -> None:
    ada = make_somebody()
    open_contest([ada], ScoringLine(source="answer.created"))
    count(make_fact("a", ada, OPENS_AT))
    with transaction():
        leave_contest("useful", ada)
    count(make_fact("b", ada, OPENS_AT + DAY))
    assert read_score(ada) is None
    with clock.freeze_at(OPENS_AT + DAY), transaction():
        join_contest("useful", ada)
    assert read_score(ada) == (2, OPENS_AT + DAY)


def test_the_journal_read_again_mends_what_is_wrong_and_changes_nothing_that_is_right(app: Application) -> None:
    ada, reader = make_somebody(), readers_by_name()["contests"]
    open_contest([ada], ScoringLine(source="answer.created", cap=1, cap_period="day"))
    count(*(make_fact(f"{n}", ada, OPENS_AT + n * DAY / 2) for n in range(4)))
    right = read_score(ada)
    with transaction():
        assert count_rows_changed_by_trial_replay(reader, ada) == {}
    with transaction():
        session().execute(update(ContestStanding).values(total=50, score=50))
    with transaction():
        assert count_rows_changed_by_trial_replay(reader, ada) == {"contest_standing": 1}
    with transaction():
        rewind_reader(reader)
    catch_up(["contests"])
    assert read_score(ada) == right


def test_totals_follow_dates_that_moved_and_stand_still_once_the_result_is_made(app: Application) -> None:
    ada = make_somebody()
    contest_id = open_contest([ada], ScoringLine(source="answer.created"))
    count(make_fact("a", ada, OPENS_AT), make_fact("later", ada, CLOSES_AT + DAY))
    with transaction():
        session().get_one(Contest, contest_id).closes_at = CLOSES_AT + 2 * DAY
        recount_contest(contest_id)
    assert read_score(ada) == (2, CLOSES_AT + DAY)
    with transaction():
        session().get_one(Contest, contest_id).state = "provisional"
    count(undo("a", ada), undo("later", ada))
    assert read_score(ada) == (2, CLOSES_AT + DAY)
