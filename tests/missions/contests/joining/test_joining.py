"""Whoever is in the audience joins by themselves, once, and leaves without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.journal.models import Fact
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, PersonRole, Site, Unit
from app.people.service.participation import join_game, leave_game
from missions.contests.joining.service import CannotJoinContest, join_contest, leave_contest
from missions.contests.models import Contest, ContestParticipant
from missions.contests.queries import find_participation
from missions.contests.standings.models import ContestCount, ContestStanding
from missions.contests.states import LISTED, ContestState
from missions.contests.terms import DrawTerms, GroupSort, ScoringLine
from tests.makers import catch_up, make_people, make_site, make_unit, record_departure, tell
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_contest, make_fact, make_terms

ANSWERS = make_terms("ranking", scoring=(ScoringLine(source="answer.created"),))
IN_THE_MIDDLE = OPENS_AT + timedelta(days=3)


def join(person_id: int, at: datetime = IN_THE_MIDDLE, slug: str = "useful") -> None:
    with clock.freeze_at(at), transaction():
        join_contest(slug, person_id)


def count_rows() -> list[int]:
    with transaction():
        tables = (ContestParticipant, ContestStanding, ContestCount, Fact)
        return [session().scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_joining_twice_is_joining_once_and_no_fact_says_so(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        make_contest(ANSWERS)
    join(ada)
    join(ada)
    assert count_rows() == [1, 1, 0, 0]


def test_two_clicks_at_once_join_once(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        make_contest(ANSWERS)

    def click(_: int) -> None:
        with app.app_context():
            join(ada)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, range(4)))
    assert count_rows()[:2] == [1, 1]


def test_what_was_done_before_joining_counts_and_leaving_leaves_nothing(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        make_contest(ANSWERS)
    tell(make_fact("early", ada, OPENS_AT), make_fact("before", ada, OPENS_AT - timedelta(seconds=1)))
    catch_up(["contests"])
    join(ada)
    assert count_rows() == [1, 1, 1, 2]
    with transaction():
        leave_contest("useful", ada)
        leave_contest("useful", ada)
    assert count_rows() == [0, 0, 0, 2]


def test_the_group_is_that_of_the_day_of_joining(app: Application) -> None:
    shared = make_terms("draw", draw=DrawTerms(shared_by=GroupSort.REGION))
    with transaction():
        unit, site, other = make_unit(), make_site(), make_site()
        (ada,) = make_people(1, unit=unit, site=site)
        by_unit = make_contest(make_terms("collective", group_sort=GroupSort.UNIT), slug="units").id
        by_region, by_nothing = make_contest(shared, slug="regions").id, make_contest(ANSWERS, slug="alone").id
        unit_slug, number = unit.slug, site.slug.removeprefix("site-")
        other_id, other_unit_id = other.id, make_unit().id
    for slug in ("units", "regions", "alone"):
        join(ada, slug=slug)
    with transaction():
        person = session().get_one(Person, ada)
        person.site_id, person.unit_id = other_id, other_unit_id
    join(ada, slug="units")
    with transaction():
        kept = [find_participation(contest_id, ada) for contest_id in (by_unit, by_region, by_nothing)]
        assert [row and row.group_key for row in kept] == [unit_slug, f"region-{number}", None]
        assert session().get_one(Unit, kept[0] and kept[0].unit_id).slug == unit_slug
        assert session().get_one(Site, kept[0] and kept[0].site_id).slug == f"site-{number}"


def test_whoever_may_not_join_reads_why(app: Application) -> None:
    with transaction():
        site = make_site()
        ada, bob, cy, outside = *make_people(3, site=site), *make_people(1)
        (not_in_game,) = make_people(1, site=site, joined_at=None)
        (in_hr,) = make_people(1, site=site)
        session().add(PersonRole(person_id=in_hr, role="hr"))
        make_contest(make_terms("ranking", audience={"sites": [site.slug]}, excluded_ids=(ada,), jury_ids=(bob,)))
    for person_id, words in (
        (ada, "organise or sponsor"),
        (in_hr, "organise or sponsor"),
        (bob, "in the jury"),
        (outside, "not open to you"),
        (not_in_game, "Join Passerelle first"),
    ):
        with pytest.raises(CannotJoinContest, match=words):
            join(person_id)
    join(cy)
    assert count_rows()[0] == 1


@pytest.mark.parametrize("state", [*LISTED - {ContestState.CANCELLED}])
def test_a_contest_is_joined_before_its_last_second_is_over(app: Application, state: ContestState) -> None:
    with transaction():
        ada, bob = make_people(2)
        make_contest(ANSWERS, state=state)
    is_joinable = state in (ContestState.PUBLISHED, ContestState.OPEN)
    if is_joinable:
        join(ada, CLOSES_AT - timedelta(microseconds=1))
    with pytest.raises(CannotJoinContest, match="can no longer be joined"):
        join(bob, CLOSES_AT)
    assert count_rows()[0] == is_joinable


def test_a_contest_that_closes_meanwhile_is_not_joined(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        contest_id = make_contest(ANSWERS).id

    def click() -> None:
        with app.app_context():
            join(ada)

    with ThreadPoolExecutor(1) as pool:
        with transaction():
            session().get_one(Contest, contest_id, with_for_update=True).state = ContestState.CLOSED
            session().flush()
            clicked = pool.submit(click)
        with pytest.raises(CannotJoinContest, match="can no longer be joined"):
            clicked.result()


def test_whoever_leaves_the_company_or_the_game_leaves_every_contest_and_whoever_came_back_stays(
    app: Application,
) -> None:
    with transaction():
        ada, bob, cy = make_people(3)
        make_contest(ANSWERS, slug="a")
        make_contest(ANSWERS, slug="b")
    for person_id, slug in ((ada, "a"), (ada, "b"), (bob, "a"), (cy, "b")):
        join(person_id, slug=slug)
    with clock.freeze_at(IN_THE_MIDDLE + timedelta(days=1)), transaction():
        record_departure(session().get_one(Person, ada), date(2026, 3, 6))
        leave_game(session().get_one(Person, bob))
    catch_up(["contest-leavers"])
    assert count_rows()[0] == 1
    with clock.freeze_at(datetime(2026, 3, 8, tzinfo=UTC)):
        with transaction():
            join_game(session().get_one(Person, bob))
        join(bob, datetime(2026, 3, 8, tzinfo=UTC), slug="a")
        with transaction():
            rewind_reader(readers_by_name()["contest-leavers"])
        catch_up(["contest-leavers"])
    assert count_rows()[:2] == [2, 2]
